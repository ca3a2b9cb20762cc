//! The board (SCREENS §1): the first screen. What must be locked, what is out, who is waited for,
//! what falls due, always in this order. Nothing on it signs; a digit leads to everything.
//!
//! | file | what |
//! |---|---|
//! | `face` | what the desk says, in words |
//! | `layout` | how many rows each section gets |
//! | `page` | the rows of the first page, and of those behind it |
//! | [`head`] | what the screens that it leads to have in common |

mod face;
pub mod head;
mod layout;
mod page;
#[cfg(test)]
mod tests;

use super::cases::Cases;
use super::duties::Duties;
use super::inbox::Inbox;
use crate::calendar::Moment;
use crate::desk::roster::roster_proof;
use crate::desk::{Board as Shown, Desk, DeskError, sample};
use crate::journal::{EntryId, PersonNo};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::Catalogue;
use crate::t;
use crate::tui::say::{self, refusal};
use crate::tui::screens::evening::Evening;
use crate::tui::screens::explain::Explain;
use crate::tui::screens::more::More;
use crate::tui::screens::returning::Returning;
use crate::tui::screens::start::{Incident, Known, Sending, TakeOut};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, View as Look,
};
use chrono::NaiveDate;
use face::{Face, Found};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often it is looked whether another terminal has recorded something.
const LOOK: Duration = Duration::from_secs(2);
/// So many parts of the journal are verified before somebody else's work is let in between.
const PARTS: u32 = 2;

/// Rows of the body at 80x24.
const ROOM: usize = 19;

/// What a proof of the roster is of.
type ToProve = (Arc<Office>, &'static Catalogue, NaiveDate);

/// The first screen.
pub struct Board {
    owner: Option<PersonNo>,
    office: Option<Arc<Office>>,
    face: Option<Face>,
    sample: Option<Sample>,
    found: Found,
    began: bool,
    proved: Option<(Option<EntryId>, NaiveDate)>,
    size: u64,
    looked: Option<Moment>,
    look_at: Option<Instant>,
    page: usize,
    /// Rows of the body, as last drawn.
    room: usize,
    broken: Option<String>,
}

/// What the sample's hint names: the published PINs, and somebody who may not check twice.
struct Sample {
    pins: (String, String),
    twice: Option<(String, String)>,
}

/// What the worker brings back.
pub enum Answer {
    /// A piece of the verification: faults, and whether there is more to verify.
    Verified(Result<(usize, bool), DeskError>),
    /// How many acts nobody may sign.
    Roster(usize),
}

impl Board {
    /// The first screen. An own terminal has an `owner`.
    #[must_use]
    pub fn new(owner: Option<PersonNo>) -> Self {
        Self {
            owner,
            office: None,
            face: None,
            sample: None,
            found: Found::default(),
            began: false,
            proved: None,
            size: 0,
            looked: None,
            look_at: None,
            page: 0,
            room: ROOM,
            broken: None,
        }
    }

    /// Looks at the office anew.
    fn look(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        self.look_at = Some(cx.later(LOOK));
        self.looked = Some(cx.now());
        let proof = match self.take(cx.desk(), words) {
            Ok(proof) => proof,
            Err(why) => {
                self.broken = Some(refusal::desk(&why, words));
                return;
            }
        };
        if let Some((office, catalogue, day)) = proof {
            cx.spawn_quiet(move |_| {
                let lines = roster_proof(catalogue, &office, day);
                Answer::Roster(lines.iter().filter(|line| line.what.is_finding()).count())
            });
        }
    }

    /// Takes in what the desk says: on the first page what it can show, behind it everything. Gives
    /// what the roster is to be proved of, where that is new.
    fn take(&mut self, desk: &Desk, words: Locale) -> Result<Option<ToProve>, DeskError> {
        let view = desk.view()?;
        self.size = view.size();
        self.found.faults = self.found.faults.max(view.fault_count()?);
        let (rows, board) = if self.page > 0 {
            (usize::MAX, view.board()?)
        } else {
            let lines = |board: &Shown| page::lines(board, &self.found, self.room);
            (self.room, view.board_top(&lines)?)
        };
        self.sample = board.sample.then(|| Sample::of(&view, &board, words));
        self.face = Some(Face::new(&view, &board, &self.found, rows, words));
        self.office = Some(Arc::clone(&view.office));
        self.broken = None;
        let proof = (view.office.head, board.day.0);
        if self.proved == Some(proof) {
            return Ok(None);
        }
        self.proved = Some(proof);
        Ok(Some((Arc::clone(&view.office), view.catalogue(), proof.1)))
    }

    /// The window has grown: there is room for more than was asked for.
    fn grow(&mut self, room: usize, view: &Look<'_, Desk>) {
        self.room = room;
        match self.take(view.desk, view.words) {
            Ok(None) => {}
            // What a drawing finds to prove is left to the next look, which comes soon.
            Ok(Some(_)) => (self.proved, self.looked) = (None, None),
            Err(why) => self.broken = Some(refusal::desk(&why, view.words)),
        }
    }

    /// What came since this terminal last looked is verified behind the board, piece by piece, so
    /// that nobody's signature waits for it.
    fn verify(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        self.found.verifying = true;
        cx.spawn_quiet(|desk| {
            let mut parts = 0;
            let found = desk.verify_new(&mut || {
                parts += 1;
                parts < PARTS
            });
            let size = desk.size();
            Answer::Verified(found.and_then(|faults| {
                let more = faults.is_empty() && desk.seen().size < size?;
                Ok((faults.len(), more))
            }))
        });
    }

    /// The screens that a key leads to.
    fn door(&self, action: Action) -> Option<Next<Desk>> {
        Some(match action {
            Action::GoLock => Next::push(Evening::open(self.owner)),
            Action::GoExplain => Next::push(Explain::open(self.owner)),
            Action::GoTakeOut => Next::push(TakeOut::open().owned(self.owner)),
            Action::GoReturn => Next::push(Returning::open().owned(self.owner)),
            Action::GoSending => Next::push(Sending::list().owned(self.owner)),
            Action::GoIncident => Next::push(Incident::open(Known::default()).owned(self.owner)),
            Action::GoInbox => Next::push(Inbox::new(self.owner)),
            Action::GoMore => Next::push(More::default()),
            Action::GoRecords => Next::push(Cases::new(self.owner)),
            Action::GoDue => Next::push(Duties::default().owned(self.owner)),
            _ => return None,
        })
    }

    /// The published PINs, and three things to try, of those that a key leads to.
    fn sample_hint(&self, sample: &Sample, words: Locale) -> String {
        let (plain, confirming) = &sample.pins;
        let pins = t!(
            words,
            board_sample_pins,
            plain = plain,
            confirming = confirming
        );
        let mut tries = vec![t!(words, board_try_lock)];
        if let (Some(_), Some((case, who))) = (self.door(Action::GoSending), &sample.twice) {
            tries.push(t!(words, board_try_twice, case = case, who = who));
        }
        if self.door(Action::GoExplain).is_some() {
            tries.push(t!(words, board_try_explain));
        }
        let tries = tries.join("  ");
        format!("{pins}\n{}", t!(words, board_try, tries = tries))
    }

    fn message(&self, words: Locale) -> String {
        if let Some(why) = &self.broken {
            return why.clone();
        }
        let sum = self.face.as_ref().map_or("", |face| face.sum.as_str());
        match &self.sample {
            Some(sample) => format!("{sum}\n{}", self.sample_hint(sample, words)),
            None => sum.to_owned(),
        }
    }
}

impl Sample {
    fn of(view: &crate::desk::View, board: &Shown, words: Locale) -> Self {
        let twice = board.second_checks.first().and_then(|wait| {
            let by = wait.excluded.first()?;
            let no = say::case_no(wait.form_no, wait.number, words);
            Some((no, say::person_no(&view.office, *by)))
        });
        Self {
            pins: sample::published_pins().unwrap_or_default(),
            twice,
        }
    }
}

/// What the board leads to, in the order of the key bar.
const DOORS: [Action; 9] = [
    Action::GoLock,
    Action::GoTakeOut,
    Action::GoReturn,
    Action::GoSending,
    Action::GoInbox,
    Action::GoRecords,
    Action::GoMore,
    Action::GoExplain,
    Action::GoIncident,
];

impl Screen<Desk> for Board {
    type Answer = Answer;

    fn title(&self, view: &Look<'_, Desk>) -> Title {
        let words = view.words;
        let Some(office) = &self.office else {
            return Title::new(t!(words, board_title));
        };
        let name = office.name.as_str();
        Title::new(t!(words, board_title_of, office = name))
            .right(head::when(office, view.now, words))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
        if usize::from(canvas.height()) > self.room && self.face.is_some() {
            self.grow(usize::from(canvas.height()), view);
        }
        let Some(face) = &self.face else {
            return;
        };
        let room = usize::from(canvas.height());
        let on = (canvas.width(), view.words);
        let (rows, pages) = page::page(face, self.page, room, on);
        self.page = self.page.min(pages.saturating_sub(1));
        for (row, y) in rows.iter().zip(0..) {
            canvas.row(y, row);
        }
        canvas.cursor(1, 0);
    }

    fn hint(&self, view: &Look<'_, Desk>) -> String {
        self.message(view.words)
    }

    fn actions(&self, _: &Look<'_, Desk>) -> Vec<Offer> {
        let doors = DOORS.into_iter().filter(|door| self.door(*door).is_some());
        doors
            .map(Offer::from)
            .chain([
                Action::GoDue.quietly(),
                Action::PageUp.quietly(),
                Action::PageDown.quietly(),
                Action::Help.into(),
                Action::Quit.into(),
            ])
            .collect()
    }

    fn context(&self) -> Context {
        Context::Board
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match key.action {
            Some(Action::PageDown) => {
                self.page += 1;
                if self.page == 1 {
                    self.look(cx);
                }
            }
            Some(Action::PageUp) => self.page = self.page.saturating_sub(1),
            // There is nothing beneath it.
            Some(Action::Back) => self.page = 0,
            Some(action) => return self.door(action).unwrap_or(Next::Pass),
            None => return Next::Pass,
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match answer {
            Answer::Roster(count) => self.found.roster = count,
            Answer::Verified(Ok((faults, more))) => {
                self.found.verifying = false;
                self.found.faults = self.found.faults.max(faults);
                if more {
                    self.verify(cx);
                }
            }
            Answer::Verified(Err(why)) => {
                self.found.verifying = false;
                self.found.unverified = Some(refusal::desk(&why, words));
            }
        }
        self.look(cx);
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if !self.began {
            self.began = true;
            self.verify(cx);
        }
        self.page = 0;
        self.look(cx);
        Next::Stay
    }

    fn wake_at(&self) -> Option<Instant> {
        self.look_at
    }

    fn wake(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.look_at = Some(cx.later(LOOK));
        let minute = |at: Moment| at.unix().div_euclid(60);
        let passed = self.looked.map(minute) != Some(minute(cx.now()));
        let grown = cx.desk().size().is_ok_and(|size| size != self.size);
        if passed || grown {
            self.look(cx);
        }
        Next::Stay
    }

    fn back_again(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.look(cx);
        Next::Stay
    }

    fn help(&self, view: &Look<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, board_help),
            clauses: Vec::new(),
        }
    }
}
