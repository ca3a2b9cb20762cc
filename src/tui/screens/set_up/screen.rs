//! The screen that holds the seven steps, and what is handed out at their end.

use super::last::{Last, lack};
use super::names::Names;
use super::page::{Look, Page, Turn};
use super::people::People;
use super::places::Places;
use super::roles::Roles;
use super::rules::Rules;
use super::sheet::Sheet;
use super::site::Site;
use super::slips;
use crate::calendar::{Moment, wareki};
use crate::desk::SetUpError;
use crate::desk::import::read_file;
use crate::desk::set_up::{NewOffice, Slip};
use crate::desk::set_up_file::{Draft, Lack};
use crate::journal::{PersonNo, Pin};
use crate::locale::Lang;
use crate::office::{Office, ProfileId};
use crate::t;
use crate::tui::say::refusal::set_up as refusal;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use chrono::NaiveDate;
use std::path::PathBuf;

/// The seven steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Rules,
    Names,
    People,
    Roles,
    Places,
    Sheet,
    Last,
}

const STEPS: [Step; 7] = [
    Step::Rules,
    Step::Names,
    Step::People,
    Step::Roles,
    Step::Places,
    Step::Sheet,
    Step::Last,
];

/// What jobs bring back.
pub enum Answer {
    /// The draft was kept, or not; and whether set-up is to end then.
    Kept(Result<(), String>, bool),
    /// A table was read.
    Table(Result<String, crate::desk::import::TableFileError>),
    /// The office was made, or not.
    Made(Result<NewOffice, SetUpError>),
    /// The slips were written, or not.
    Written(PathBuf, Result<(), String>),
}

/// The office is made; this is what is handed out.
struct Handing {
    office: Office,
    slips: Vec<Slip>,
    /// Which slip is on the screen.
    at: Option<usize>,
    seen: usize,
    written: Option<PathBuf>,
    path: Option<Form>,
}

/// はじめの準備.
pub struct SetUp {
    draft: Draft,
    step: Step,
    page: Box<dyn Page>,
    /// Kept beside the page: what is on paper stays so while other steps are looked at.
    sheet: Sheet,
    folder: PathBuf,
    handing: Option<Handing>,
    trouble: Option<String>,
}

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetUp")
            .field("step", &self.step)
            .finish_non_exhaustive()
    }
}

/// A page that is not open: the sheet's, which the screen itself holds, and the slips'.
struct Nothing;

impl Page for Nothing {
    fn draw(&mut self, _: &Draft, _: &mut Canvas<'_>, _: Look) {}
    fn hint(&self, _: &Draft, _: Look) -> String {
        String::new()
    }
    fn actions(&self, _: &Draft, _: Look) -> Vec<Offer> {
        Vec::new()
    }
    fn key(&mut self, _: &Key, _: &mut Draft, _: Look) -> Turn {
        Turn::Pass
    }
}

impl SetUp {
    /// Goes on with a draft, at the first step that lacks something; or begins.
    #[must_use]
    pub fn new(site: &Site, draft: Draft, now: Moment, words: crate::locale::Locale) -> Self {
        let mut screen = Self {
            step: Step::Rules,
            page: Box::new(Rules),
            sheet: Sheet::new(),
            folder: site.folder().to_owned(),
            handing: None,
            trouble: None,
            draft,
        };
        let look = Look {
            words,
            today: now.date(),
            armed: false,
        };
        let first = screen.first_lacking(look.today);
        screen.go(first, look);
        screen
    }

    /// The first step that lacks something; the sheet, where the draft is complete.
    fn first_lacking(&self, today: NaiveDate) -> Step {
        match self.draft.lacks(today) {
            Some(Lack::Profile) => Step::Rules,
            Some(Lack::Name | Lack::Unit) => Step::Names,
            Some(Lack::People) => Step::People,
            Some(Lack::Administrator | Lack::Manager) => Step::Roles,
            Some(Lack::Places | Lack::Notice) => Step::Places,
            None => Step::Sheet,
        }
    }

    fn go(&mut self, step: Step, look: Look) {
        self.step = step;
        let draft = &self.draft;
        self.page = match step {
            Step::Rules => Box::new(Rules),
            Step::Names => Box::new(Names::new(draft, look)),
            Step::People => Box::new(People::new(draft)),
            Step::Roles => Box::new(Roles::new(draft, look)),
            Step::Places => Box::new(Places::new(draft, look)),
            Step::Sheet => Box::new(Nothing),
            Step::Last => Box::new(Last::new(self.folder.clone(), draft, look)),
        };
    }

    fn page(&self) -> &dyn Page {
        match self.step {
            Step::Sheet => &self.sheet,
            _ => self.page.as_ref(),
        }
    }

    fn parts(&mut self) -> (&mut dyn Page, &mut Draft) {
        match self.step {
            Step::Sheet => (&mut self.sheet, &mut self.draft),
            _ => (self.page.as_mut(), &mut self.draft),
        }
    }

    fn number(&self) -> usize {
        STEPS.iter().position(|s| *s == self.step).unwrap_or(0) + 1
    }

    /// To the step after, or before; forwards only when nothing is missing here.
    fn turn(&mut self, forwards: bool, look: Look, cx: &mut Cx<'_, Site, Answer>) {
        let (page, draft) = self.parts();
        let left = page.leave(draft, look);
        if forwards && let Err(why) = left {
            cx.refuse(why);
            return;
        }
        if forwards
            && self.step == Step::Roles
            && let Some(missing @ (Lack::Administrator | Lack::Manager)) =
                self.draft.lacks(look.today)
        {
            cx.refuse(lack(missing, look.words));
            return;
        }
        if forwards
            && self.step == Step::Places
            && let Some(missing) = self.draft.lacks(look.today)
        {
            cx.refuse(lack(missing, look.words));
            return;
        }
        let now = self.number();
        let next = if forwards { now } else { now.saturating_sub(2) };
        if let Some(step) = STEPS.get(next) {
            self.go(*step, look);
            cx.page_opened();
        }
        self.keep(false, cx);
    }

    fn keep(&self, end: bool, cx: &mut Cx<'_, Site, Answer>) {
        let draft = self.draft.clone();
        let work =
            move |site: &Site| Answer::Kept(site.keep(&draft).map_err(|e| e.to_string()), end);
        if end {
            cx.spawn(work);
        } else {
            cx.spawn_quiet(work);
        }
    }

    fn follow(&mut self, turn: Turn, look: Look, cx: &mut Cx<'_, Site, Answer>) -> Next<Site> {
        match turn {
            Turn::Pass => return Next::Pass,
            Turn::Taken => {}
            Turn::Opened => cx.page_opened(),
            Turn::Changed => self.keep(false, cx),
            Turn::Did(what) => {
                cx.page_opened();
                cx.say(what);
                self.keep(false, cx);
            }
            Turn::Refused(why) => cx.refuse(why),
            Turn::Read(path) => {
                cx.spawn(move |_| Answer::Table(read_file(&path).map(|(text, _)| text)))
            }
            Turn::Make(founder, pin) => self.make(founder, pin, look, cx),
            Turn::Next => self.turn(true, look, cx),
        }
        Next::Stay
    }

    fn make(&mut self, founder: PersonNo, pin: Pin, look: Look, cx: &mut Cx<'_, Site, Answer>) {
        let Some(secrets) = self.sheet.secrets() else {
            cx.refuse(t!(look.words, setup_sheet_first));
            return;
        };
        let draft = self.draft.clone();
        let now = cx.now();
        cx.spawn(move |site: &Site| Answer::Made(site.make(&draft, founder, &pin, &secrets, now)));
    }

    fn handed(&mut self, made: NewOffice, look: Look, cx: &mut Cx<'_, Site, Answer>) {
        let mut slips = made.slips;
        let office = self.draft.office(look.today);
        let accepts = |no: PersonNo| {
            let roles = [crate::journal::Role::Manager];
            office.capacity(no, &roles, look.today).is_some()
        };
        // Who can accept comes first: without that slip the office cannot begin.
        slips.sort_by_key(|slip| (!accepts(slip.person), slip.person));
        self.handing = Some(Handing {
            office,
            slips,
            at: None,
            seen: 0,
            written: None,
            path: None,
        });
        self.page = Box::new(Nothing);
        cx.page_opened();
        cx.say(t!(look.words, setup_made));
    }

    fn handing_key(&mut self, key: &Key, look: Look, cx: &mut Cx<'_, Site, Answer>) -> Next<Site> {
        let words = look.words;
        let Some(handing) = &mut self.handing else {
            return Next::Stay;
        };
        if let Some(form) = &mut handing.path {
            match form.key(key, words) {
                FormTurn::Left => handing.path = None,
                FormTurn::Refused(why) => cx.refuse(why),
                FormTurn::Done if form.text(0).is_blank() => {
                    cx.refuse(t!(words, setup_slips_path_hint));
                }
                FormTurn::Done => {
                    let path = PathBuf::from(form.text(0).as_str());
                    let text = slips::print(&handing.office, &handing.slips, words);
                    cx.spawn(move |_| {
                        let written = slips::write(&path, &text).map_err(|why| match why.kind() {
                            std::io::ErrorKind::AlreadyExists => t!(words, setup_slips_exists),
                            _ => t!(words, setup_slips_failed, why = why.to_string()),
                        });
                        Answer::Written(path, written)
                    });
                }
                FormTurn::Pass | FormTurn::Taken => {}
            }
            return Next::Stay;
        }
        match key.action {
            Some(Action::Print) => {
                let field = Entry::line(t!(words, setup_slips_path), 400, 56)
                    .hint(t!(words, setup_slips_path_hint));
                handing.path = Some(Form::new(vec![field]));
                cx.page_opened();
                Next::Stay
            }
            Some(Action::Open) => {
                let next = handing.at.map_or(0, |at| at + 1);
                if next < handing.slips.len() {
                    handing.at = Some(next);
                    handing.seen = handing.seen.max(next + 1);
                    cx.page_opened();
                } else {
                    handing.at = None;
                    cx.page_opened();
                }
                Next::Stay
            }
            Some(Action::NextStep | Action::Back | Action::Quit) => {
                if handing.written.is_none() && handing.seen < handing.slips.len() {
                    cx.refuse(t!(words, setup_slips_first));
                    return Next::Stay;
                }
                Next::Quit
            }
            _ => Next::Pass,
        }
    }

    fn draw_handing(handing: &Handing, canvas: &mut Canvas<'_>, look: Look) {
        let words = look.words;
        canvas.text(2, 0, Tone::Heading, t!(words, setup_slips_heading));
        let count = handing.slips.len();
        if let Some(slip) = handing.at.and_then(|at| handing.slips.get(at)) {
            let nth = handing.at.map_or(0, |at| at + 1);
            let text = t!(words, setup_slips_nth, nth = nth, count = count);
            canvas.text(2, 1, Tone::Faint, text);
            let slip = slips::one(&handing.office, slip, words);
            let mut y = 3;
            for line in slip.lines().skip(1) {
                y = canvas.paragraph(4, y, Tone::Plain, line);
            }
            canvas.cursor(2, 3);
            return;
        }
        let y = canvas.paragraph(
            2,
            2,
            Tone::Plain,
            t!(words, setup_slips_what, count = count),
        );
        let y = canvas.paragraph(2, y + 1, Tone::Plain, t!(words, setup_slips_file));
        let y = canvas.paragraph(2, y + 1, Tone::Plain, t!(words, setup_slips_next));
        match (&handing.path, &handing.written) {
            (Some(form), _) => {
                form.draw(canvas, (2, y + 1), 10, true);
            }
            (None, Some(path)) => {
                let path = path.display().to_string();
                let row = t!(words, setup_slips_written, path = path);
                canvas.paragraph(2, y + 1, Tone::Heading, row);
                canvas.cursor(2, y + 1);
            }
            (None, None) => canvas.cursor(2, y + 1),
        }
    }
}

fn look_of(cx: &Cx<'_, Site, Answer>, key: Option<&Key>) -> Look {
    Look {
        words: cx.words(),
        today: cx.now().date(),
        armed: key.is_some_and(|key| cx.armed(key)),
    }
}

fn view_look(view: &View<'_, Site>) -> Look {
    Look {
        words: view.words,
        today: view.now.date(),
        armed: view.armed,
    }
}

impl Screen<Site> for SetUp {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Site>) -> Title {
        let words = view.words;
        let step = match self.step {
            _ if self.handing.is_some() => t!(words, setup_step_slips),
            Step::Rules => t!(words, setup_step_rules),
            Step::Names => t!(words, setup_step_names),
            Step::People => t!(words, setup_step_people),
            Step::Roles => t!(words, setup_step_roles),
            Step::Places => t!(words, setup_step_places),
            Step::Sheet => t!(words, setup_step_sheet),
            Step::Last => t!(words, setup_step_last),
        };
        let what = t!(
            words,
            setup_title,
            step = self.number(),
            steps = STEPS.len(),
            what = step
        );
        let staff = match self.draft.profile {
            Some(ProfileId::Contractor) => {
                t!(words, setup_title_workers, count = self.draft.people.len())
            }
            _ => t!(words, setup_title_staff, count = self.draft.people.len()),
        };
        let right = if self.draft.people.is_empty() {
            match words.lang() {
                Lang::Ja => wareki::long(view.now.date()),
                Lang::En => crate::tui::say::when::date(view.now.date(), words),
            }
        } else {
            let places = t!(words, setup_title_places, count = self.draft.places.len());
            format!("{}  {staff} {places}", self.draft.name)
        };
        Title::new(what).right(right)
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Site>) {
        let look = view_look(view);
        if let Some(handing) = &self.handing {
            Self::draw_handing(handing, canvas, look);
            return;
        }
        match self.step {
            Step::Sheet => self.sheet.draw(&self.draft, canvas, look),
            _ => self.page.draw(&self.draft, canvas, look),
        }
        if let Some(trouble) = &self.trouble {
            let y = canvas.height().saturating_sub(1);
            canvas.row(y, &Row::new().gap(1).toned(Tone::Refusal, trouble));
        }
    }

    fn hint(&self, view: &View<'_, Site>) -> String {
        if let Some(handing) = &self.handing {
            return match &handing.path {
                Some(form) => form.hint().to_owned(),
                None => t!(view.words, setup_slips_hint),
            };
        }
        self.page().hint(&self.draft, view_look(view))
    }

    fn actions(&self, view: &View<'_, Site>) -> Vec<Offer> {
        let words = view.words;
        if let Some(handing) = &self.handing {
            if handing.path.is_some() {
                return vec![
                    Action::Next.called(t!(words, setup_key_write)),
                    Action::Back.into(),
                    Action::Help.into(),
                ];
            }
            return vec![
                Action::Print.called(t!(words, setup_key_slips_file)),
                Action::Open.called(t!(words, setup_key_slips_show)),
                Action::NextStep.called(t!(words, setup_key_accept)),
                Action::Help.into(),
            ];
        }
        let look = view_look(view);
        let mut offers = self.page().actions(&self.draft, look);
        if self.page().inside() {
            return offers;
        }
        if self.step > Step::Rules {
            offers.push(Action::PreviousStep.into());
        }
        if self.step < Step::Last {
            offers.push(Action::NextStep.into());
        }
        offers.push(Action::Back.called(t!(words, setup_key_interrupt)));
        offers.push(Action::Help.into());
        offers
    }

    fn typing(&self) -> bool {
        match &self.handing {
            Some(handing) => handing.path.is_some(),
            None => self.page().typing(),
        }
    }

    fn takes_lines(&self) -> bool {
        self.handing.is_none() && self.page().takes_lines()
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Site, Answer>) -> Next<Site> {
        let look = look_of(cx, Some(key));
        if cx.busy() {
            return Next::Pass;
        }
        if self.handing.is_some() {
            return self.handing_key(key, look, cx);
        }
        let inside = self.page().inside();
        match key.action {
            Some(Action::Back | Action::Quit) if !inside => {
                let (page, draft) = self.parts();
                let _ = page.leave(draft, look);
                self.keep(true, cx);
                return Next::Stay;
            }
            Some(Action::PreviousStep) if !inside => {
                self.turn(false, look, cx);
                return Next::Stay;
            }
            // People are added in their own step.
            Some(Action::Add | Action::FromTable) if self.step == Step::Roles && !inside => {
                self.go(Step::People, look);
            }
            _ => {}
        }
        let (page, draft) = self.parts();
        let turn = page.key(key, draft, look);
        if matches!(turn, Turn::Pass) && key.action == Some(Action::NextStep) && !inside {
            self.turn(true, look, cx);
            return Next::Stay;
        }
        self.follow(turn, look, cx)
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Site, Answer>) -> Next<Site> {
        let look = look_of(cx, None);
        if let Some(handing) = &mut self.handing {
            if let Some(form) = &mut handing.path
                && let FormTurn::Refused(why) = form.paste(text, look.words)
            {
                cx.refuse(why);
            }
            return Next::Stay;
        }
        let (page, draft) = self.parts();
        let turn = page.paste(text, draft, look);
        self.follow(turn, look, cx)
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Site, Answer>) -> Next<Site> {
        let look = look_of(cx, None);
        match answer {
            Answer::Kept(Ok(()), end) => {
                self.trouble = None;
                if end {
                    return Next::Quit;
                }
            }
            Answer::Kept(Err(why), end) => {
                let trouble = t!(look.words, setup_not_kept, why = why);
                // A second Esc leaves all the same.
                if end && self.trouble.is_some() {
                    return Next::Quit;
                }
                if end {
                    cx.refuse(t!(look.words, setup_not_kept_leave));
                }
                self.trouble = Some(trouble);
            }
            Answer::Table(read) => {
                let read = read.map_err(|why| super::table::file(&why, look.words));
                let (page, draft) = self.parts();
                let turn = page.read(read, draft, look);
                return self.follow(turn, look, cx);
            }
            Answer::Made(Ok(made)) => self.handed(made, look, cx),
            Answer::Made(Err(why)) => cx.refuse(refusal(&why, look.words)),
            Answer::Written(path, Ok(())) => {
                if let Some(handing) = &mut self.handing {
                    handing.path = None;
                    handing.written = Some(path);
                }
                cx.page_opened();
                cx.say(t!(look.words, setup_slips_done));
            }
            Answer::Written(_, Err(why)) => cx.refuse(why),
        }
        Next::Stay
    }

    fn hide(&mut self) {
        let (page, _) = self.parts();
        page.hide();
        if let Some(handing) = &mut self.handing {
            handing.at = None;
        }
    }

    fn help(&self, view: &View<'_, Site>) -> Help {
        let words = view.words;
        let text = match self.step {
            _ if self.handing.is_some() => t!(words, setup_help_slips),
            Step::Rules | Step::Names => t!(words, setup_help_begin),
            Step::People => t!(words, setup_help_people),
            Step::Roles => t!(words, setup_help_roles),
            Step::Places => t!(words, setup_help_places),
            Step::Sheet => t!(words, setup_help_sheet),
            Step::Last => t!(words, setup_help_last),
        };
        Help {
            text,
            clauses: Vec::new(),
        }
    }
}
