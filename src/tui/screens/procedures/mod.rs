//! 様式と手続: the procedures that the office runs. Reads a definition of the office's own, shows
//! what is wrong with it or what would be signed; shows the countersigner what is other in it.
//!
//! | file | what |
//! |---|---|
//! | `rows` | the list, and a definition as text |
//! | `diff` | what is other in a text than in the one it replaces |

mod diff;
mod rows;
#[cfg(test)]
mod tests;

use super::people::form::{Entry, Form, Turn};
use super::people::signers::{Gave, Signers};
use crate::calendar::Recorded;
use crate::desk::adopt::{Examined, Unfit, read_definition};
use crate::desk::definitions::text_of;
use crate::desk::{Desk, SignError};
use crate::journal::{EntryId, PersonNo, Pin, Role};
use crate::locale::Locale;
use crate::office::{Office, OfficeAct};
use crate::procedure::{Catalogue, DefRef, Fault};
use crate::t;
use crate::tui::say::refusal::{self, Told};
use crate::tui::say::{self, when};
use crate::tui::widgets::{Echo, List, Scroll, Submit};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use rows::Line;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be signed.
#[derive(Clone)]
pub struct Planned {
    act: OfficeAct,
    sentence: String,
    /// Who signed first, where this is the countersignature.
    first: Option<PersonNo>,
}

/// How far it is.
enum Stage {
    /// The list.
    List,
    /// Where the file is.
    Path(Form),
    /// What is wrong with it.
    Faults(Scroll),
    /// What it says, before it is signed.
    Read(Box<Planned>, Scroll),
    /// A definition in use, to look at; what ends its use, where it can be ended.
    Look(Option<Box<Planned>>, Scroll),
    /// Who signs.
    Sign(Box<Planned>, Signers),
}

/// The screen.
pub struct Procedures {
    office: Option<Arc<Office>>,
    catalogue: &'static Catalogue,
    lines: Vec<Line>,
    list: List,
    stage: Stage,
    columns: u16,
}

impl std::fmt::Debug for Procedures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Procedures").finish_non_exhaustive()
    }
}

impl Default for Procedures {
    fn default() -> Self {
        Self {
            office: None,
            catalogue: Catalogue::embedded(),
            lines: Vec::new(),
            list: List::default(),
            stage: Stage::List,
            columns: 80,
        }
    }
}

/// What the worker brings back.
pub enum Answer {
    /// A definition was looked at; the entry that it waits under, where it waits.
    Examined(Option<EntryId>, Box<Result<Examined, Unfit>>),
    /// A file that cannot be read as text.
    Unread(Vec<Fault>),
    /// It was signed, or not.
    Signed(PersonNo, Box<Planned>, Result<(), SignError>),
}

impl Procedures {
    fn refresh(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        match cx.desk().view() {
            Ok(view) => {
                self.catalogue = view.catalogue();
                self.lines = rows::lines(&view.office, self.catalogue);
                self.list.set_len(self.lines.len());
                self.office = Some(view.office);
            }
            Err(why) => {
                let words = cx.words();
                cx.refuse(refusal::desk(&why, words));
            }
        }
    }

    /// Reads, judges and proves behind the screen.
    fn examine_file(path: PathBuf, cx: &mut Cx<'_, Desk, Answer>) {
        let label = t!(cx.words(), adopt_proving);
        cx.spawn_long(label, move |desk: &Desk, task| {
            let text = match read_definition(&path) {
                Ok(text) => text,
                Err(faults) => return Answer::Unread(faults),
            };
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let watch = |states: usize| {
                task.progress(states as u64, 0);
                !task.stopped()
            };
            Answer::Examined(None, Box::new(desk.examine_text(&file, &text, &watch)))
        });
    }

    fn examine_act(entry: Option<EntryId>, act: OfficeAct, cx: &mut Cx<'_, Desk, Answer>) {
        let label = t!(cx.words(), adopt_proving);
        cx.spawn_long(label, move |desk: &Desk, task| {
            let watch = |states: usize| {
                task.progress(states as u64, 0);
                !task.stopped()
            };
            Answer::Examined(entry, Box::new(desk.examine_act(&act, &watch)))
        });
    }

    /// The sentence of what is signed, or countersigned under `entry`.
    fn plan(&self, act: &OfficeAct, entry: Option<EntryId>, words: Locale) -> Planned {
        let (title, rev) = rows::about(act, self.catalogue, words);
        let office = self.office.as_ref();
        let first = entry.and_then(|e| Some(office?.pending.get(&e)?.by));
        let who = first.map_or_else(String::new, |no| {
            office.map_or_else(String::new, |o| say::person(o, no))
        });
        let sentence = match (act, first) {
            (OfficeAct::Retire { .. }, None) => {
                t!(words, adopt_sentence_retire, title = title, rev = rev)
            }
            (OfficeAct::Retire { .. }, Some(_)) => t!(
                words,
                adopt_sentence_retire_second,
                title = title,
                rev = rev,
                who = who
            ),
            (_, None) => t!(words, adopt_sentence, title = title, rev = rev),
            (_, Some(_)) => t!(
                words,
                adopt_sentence_second,
                title = title,
                rev = rev,
                who = who
            ),
        };
        Planned {
            act: entry.map_or_else(|| act.clone(), |entry| OfficeAct::Countersign { entry }),
            sentence,
            first,
        }
    }

    fn open(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let nth = self.list.selected();
        let Some(line) = nth.and_then(|nth| self.lines.get(nth)).cloned() else {
            return;
        };
        let Some(office) = self.office.clone() else {
            return;
        };
        match line {
            Line::Waits(entry) => {
                let Some(pending) = office.pending.get(&entry) else {
                    return;
                };
                match &pending.act {
                    OfficeAct::Retire { id, rev } => {
                        let planned = self.plan(&pending.act, Some(entry), words);
                        let reference = DefRef {
                            id: id.as_str().into(),
                            rev: *rev,
                        };
                        let text = text_of(&office, &reference).unwrap_or_default();
                        let scroll = Scroll::new(rows::whole(&text, self.columns));
                        self.stage = Stage::Read(Box::new(planned), scroll);
                        cx.page_opened();
                    }
                    act => Self::examine_act(Some(entry), act.clone(), cx),
                }
            }
            Line::NotTakenUp(pin) => {
                let act = OfficeAct::TakeUp {
                    id: pin.id,
                    rev: pin.rev,
                    digest: pin.digest,
                };
                Self::examine_act(None, act, cx);
            }
            Line::InUse(reference) | Line::Retired(reference) | Line::Missing(reference) => {
                let used = rows::used(&office, &reference);
                let own = used.is_some_and(|u| u.text.is_some() && u.end.is_none());
                let end = own.then(|| {
                    let act = OfficeAct::Retire {
                        id: reference.id.0.clone(),
                        rev: reference.rev,
                    };
                    Box::new(self.plan(&act, None, words))
                });
                let text = text_of(&office, &reference).unwrap_or_default();
                let mut all = Vec::new();
                if let Some(used) = used {
                    let by = say::person(&office, used.by);
                    let day = when::short_date(used.since.0.date(), words);
                    let told = match used.second {
                        Some(second) => t!(
                            words,
                            adopt_by_two,
                            by = by,
                            second = say::person(&office, second),
                            day = day
                        ),
                        None => t!(words, adopt_by_founding, by = by, day = day),
                    };
                    all.push(Row::new().gap(2).text(told));
                    all.push(Row::new());
                }
                all.extend(rows::whole(&text, self.columns));
                self.stage = Stage::Look(end, Scroll::new(all));
                cx.page_opened();
            }
        }
    }

    fn sign_next(&mut self, planned: Box<Planned>, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let long = self
            .office
            .as_ref()
            .is_some_and(|o| o.persons.iter().any(|p| p.no.0 > 99));
        let note = t!(words, people_signer);
        let mut signers = Signers::new(if long { 3 } else { 2 }, vec![note]);
        signers.focus();
        self.stage = Stage::Sign(planned, signers);
        cx.page_opened();
    }

    /// Who may sign.
    fn echo(&self, planned: &Planned, no: PersonNo, words: Locale, now: Recorded) -> Echo {
        let Some(office) = &self.office else {
            return Echo::Nobody;
        };
        let day = now.0.date();
        let Some(person) = office.person(no, day) else {
            return Echo::Nobody;
        };
        let name = person.name.to_string();
        let manages = |no| office.capacity(no, &[Role::Manager], day).is_some();
        if office.current_key(no).is_none() {
            Echo::MayNot(name, t!(words, enrol_not_yet))
        } else if planned.first == Some(no) {
            Echo::MayNot(name, t!(words, people_same_person))
        } else if !office.administers(no, now) {
            Echo::MayNot(name, t!(words, people_not_holder))
        } else if planned.first.is_some_and(|first| !manages(first)) && !manages(no) {
            Echo::MayNot(name, t!(words, adopt_wants_manager))
        } else {
            Echo::Person(name)
        }
    }

    fn path_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Stage::Path(form) = &mut self.stage else {
            return Next::Pass;
        };
        match form.key(key, words) {
            Turn::Pass | Turn::Taken => {}
            Turn::Refused(why) => cx.refuse(why),
            Turn::Left => {
                self.stage = Stage::List;
                cx.page_opened();
            }
            Turn::Done => {
                let path = form.value(0).trim().trim_matches('"').to_owned();
                if !path.is_empty() {
                    Self::examine_file(PathBuf::from(path), cx);
                }
            }
        }
        Next::Stay
    }

    fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let now = Recorded(cx.now());
        let words = cx.words();
        let stage = std::mem::replace(&mut self.stage, Stage::List);
        let Stage::Sign(planned, mut signers) = stage else {
            self.stage = stage;
            return Next::Pass;
        };
        let echo = |_: usize, no: PersonNo| self.echo(&planned, no, words, now);
        let gave = signers.key(key, cx.armed(key), words, echo);
        let next = match gave {
            Gave::Left => {
                cx.page_opened();
                cx.say(refusal::nothing(t!(words, people_left), words));
                return Next::Stay;
            }
            Gave::Pass => Next::Pass,
            Gave::Taken => Next::Stay,
            Gave::Missing(why) => {
                cx.refuse(why);
                Next::Stay
            }
            Gave::Done(signed) => {
                spawn(planned.clone(), signed, cx);
                Next::Stay
            }
        };
        self.stage = Stage::Sign(planned, signers);
        next
    }

    fn read_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let (planned, scroll) = match &mut self.stage {
            Stage::Read(planned, scroll) => (Some(planned.clone()), scroll),
            Stage::Look(planned, scroll) => (planned.clone(), scroll),
            Stage::Faults(scroll) => (None, scroll),
            _ => return Next::Pass,
        };
        match key.action {
            Some(Action::Back) => {
                self.stage = Stage::List;
                cx.page_opened();
            }
            Some(Action::Open) => match planned {
                Some(_) if !scroll.read_to_the_end() => cx.refuse(t!(words, adopt_read_on)),
                Some(planned) => self.sign_next(planned, cx),
                None => {}
            },
            _ if scroll.key_rows(key) => {}
            _ => return Next::Pass,
        }
        Next::Stay
    }

    fn list_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match key.action {
            Some(Action::Add) => {
                let entry =
                    Entry::line(t!(words, adopt_path), 400, 60).hint(t!(words, adopt_path_hint));
                self.stage = Stage::Path(Form::new(vec![entry]));
                cx.page_opened();
                Next::Stay
            }
            Some(Action::Open) => {
                self.open(cx);
                Next::Stay
            }
            _ if self.list.key(key) => Next::Stay,
            _ => Next::Pass,
        }
    }
}

fn spawn(planned: Box<Planned>, signed: Vec<Submit>, cx: &mut Cx<'_, Desk, Answer>) {
    cx.spawn(move |desk: &Desk| {
        let mut signed = signed.iter();
        let Some((by, pin)) = signed
            .next()
            .map(|s| (s.person, Pin::typed(s.pin.expose())))
        else {
            return Answer::Signed(PersonNo(0), planned, Ok(()));
        };
        let result = desk.sign_office(by, &pin, planned.act.clone(), None);
        Answer::Signed(by, planned, result)
    });
}

impl Screen<Desk> for Procedures {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let office = self.office.as_ref().map_or("", |o| o.name.as_str());
        Title::new(t!(view.words, more_adopt))
            .middle(office)
            .right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let height = canvas.height();
        self.columns = canvas.width();
        let now = Recorded(view.now);
        let Some(office) = self.office.clone() else {
            return;
        };
        match &mut self.stage {
            Stage::List | Stage::Path(_) => {
                let lower = if matches!(self.stage, Stage::Path(_)) {
                    4
                } else {
                    0
                };
                let (lines, catalogue) = (&self.lines, self.catalogue);
                let rows = height.saturating_sub(lower + 1);
                self.list.draw(canvas, (1, 0), rows, lower == 0, |nth| {
                    lines
                        .get(nth)
                        .map_or_else(Row::new, |l| rows::row(l, &office, catalogue, words))
                });
                if self.list.below() > 0 {
                    let more = t!(words, setup_more, count = self.list.below());
                    canvas.text(3, rows, Tone::Faint, more);
                }
                if let Stage::Path(form) = &self.stage {
                    let at = height.saturating_sub(lower);
                    canvas.rule(at);
                    canvas.text(2, at + 1, Tone::Heading, t!(words, adopt_read_file));
                    form.draw(canvas, (2, at + 2), 12, true);
                }
            }
            Stage::Faults(scroll) => {
                canvas.text(2, 0, Tone::Heading, t!(words, adopt_faults));
                scroll.draw(&mut canvas.part(2, height - 2), true, words);
            }
            Stage::Read(_, scroll) | Stage::Look(_, scroll) => {
                scroll.draw(&mut canvas.part(0, height), true, words);
            }
            Stage::Sign(planned, _) => {
                let planned = planned.clone();
                canvas.text(1, 1, Tone::Plain, t!(words, setup_sentence_heading));
                let end = canvas.paragraph(3, 3, Tone::Plain, &planned.sentence);
                let enter = t!(words, people_enter_sign);
                if let Stage::Sign(_, signers) = &self.stage {
                    let echo = |_: usize, no: PersonNo| self.echo(&planned, no, words, now);
                    signers.draw(canvas, end + 2, view, &enter, echo);
                }
            }
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        match &self.stage {
            Stage::List => t!(words, adopt_hint),
            Stage::Path(form) => form.hint().to_owned(),
            Stage::Faults(_) => t!(words, adopt_faults_hint),
            Stage::Read(..) => t!(words, adopt_read_hint),
            Stage::Look(Some(_), _) => t!(words, adopt_look_hint_own),
            Stage::Look(None, _) => t!(words, adopt_look_hint),
            Stage::Sign(planned, _) if planned.first.is_none() => t!(words, adopt_sign_first),
            Stage::Sign(..) => t!(words, adopt_sign_second),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let moves = || {
            vec![
                Action::Up.into(),
                Action::Down.into(),
                Action::PageUp.quietly(),
                Action::PageDown.into(),
            ]
        };
        let mut offers = match &self.stage {
            Stage::List => {
                let mut offers = moves();
                offers.push(Action::Open.called(t!(words, adopt_key_look)));
                offers.push(Action::Add.called(t!(words, adopt_key_read)));
                offers
            }
            Stage::Path(_) => vec![Action::Next.called(t!(words, adopt_key_read))],
            Stage::Faults(_) | Stage::Look(None, _) => moves(),
            Stage::Read(..) => {
                let mut offers = moves();
                offers.push(Action::Open.called(t!(words, adopt_key_sign)));
                offers
            }
            Stage::Look(Some(_), _) => {
                let mut offers = moves();
                offers.push(Action::Open.called(t!(words, adopt_key_retire)));
                offers
            }
            Stage::Sign(..) => vec![Action::Next.called(t!(words, people_key_sign))],
        };
        offers.push(Action::Back.into());
        offers.push(Action::Help.into());
        offers
    }

    fn typing(&self) -> bool {
        matches!(self.stage, Stage::Path(_) | Stage::Sign(..))
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.refresh(cx);
        Next::Stay
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if cx.busy() {
            return Next::Pass;
        }
        match &self.stage {
            Stage::List => self.list_key(key, cx),
            Stage::Path(_) => self.path_key(key, cx),
            Stage::Faults(_) | Stage::Read(..) | Stage::Look(..) => self.read_key(key, cx),
            Stage::Sign(..) => self.sign_key(key, cx),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match &mut self.stage {
            Stage::Path(form) => {
                if let Turn::Refused(why) = form.paste(text, words) {
                    cx.refuse(why);
                }
            }
            _ => cx.refuse(t!(words, frame_no_paste)),
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match answer {
            Answer::Unread(faults) => {
                let rows = rows::faults(&faults, self.columns, words);
                self.stage = Stage::Faults(Scroll::new(rows));
                cx.page_opened();
                cx.refuse(refusal::nothing(t!(words, adopt_refused), words));
            }
            Answer::Examined(entry, result) => match *result {
                Ok(found) => {
                    let planned = self.plan(&found.act, entry, words);
                    let rows = rows::examined(&found, self.columns, words);
                    self.stage = Stage::Read(Box::new(planned), Scroll::new(rows));
                    cx.page_opened();
                }
                Err(Unfit::Faults(faults)) => {
                    let rows = rows::faults(&faults, self.columns, words);
                    self.stage = Stage::Faults(Scroll::new(rows));
                    cx.page_opened();
                    cx.refuse(refusal::nothing(t!(words, adopt_refused), words));
                }
                Err(Unfit::Stopped) => cx.say(t!(words, adopt_stopped)),
                Err(Unfit::Desk(why)) => cx.refuse(refusal::desk(&why, words)),
            },
            Answer::Signed(_, planned, Ok(())) => {
                self.refresh(cx);
                self.stage = Stage::List;
                cx.page_opened();
                cx.say(match planned.first {
                    None => t!(words, adopt_done_first),
                    Some(_) => t!(words, adopt_done_second),
                });
            }
            Answer::Signed(by, _, Err(why)) => {
                let view = cx.desk().view().ok();
                let told = view
                    .as_ref()
                    .map_or_else(|| Told::bare(words), |view| Told::new(view, words));
                cx.refuse(refusal::sign_error(&why, by, &[], told));
                self.refresh(cx);
                if let Stage::Sign(_, signers) = &mut self.stage {
                    signers.again();
                }
            }
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Stage::Sign(_, signers) = &mut self.stage {
            signers.clear();
        }
    }

    fn back_again(&mut self, _: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Stage::Sign(_, signers) = &mut self.stage {
            signers.focus();
        }
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, adopt_help),
            clauses: Vec::new(),
        }
    }
}
