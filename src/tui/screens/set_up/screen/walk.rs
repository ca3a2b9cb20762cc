//! From step to step: what lacks, what is kept, the making of the office.

use super::{Answer, STEPS, SetUp, Step};
use crate::desk::import::read_file;
use crate::desk::set_up_file::{Draft, Lack};
use crate::journal::{PersonNo, Pin};
use crate::t;
use crate::tui::screens::set_up::last::{Last, lack};
use crate::tui::screens::set_up::names::Names;
use crate::tui::screens::set_up::page::{Look, Page, Turn};
use crate::tui::screens::set_up::people::People;
use crate::tui::screens::set_up::places::Places;
use crate::tui::screens::set_up::roles::Roles;
use crate::tui::screens::set_up::rules::Rules;
use crate::tui::screens::set_up::site::Site;
use crate::tui::{Canvas, Cx, Key, Next, Offer};
use chrono::NaiveDate;

/// A page that is not open: the sheet's, which the screen itself holds, and the slips'.
pub(super) struct Nothing;

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
    /// The first step that lacks something; the sheet, where the draft is complete.
    pub(super) fn first_lacking(&self, today: NaiveDate) -> Step {
        match self.draft.lacks(today) {
            Some(Lack::Profile) => Step::Rules,
            Some(Lack::Name | Lack::Unit) => Step::Names,
            Some(Lack::People) => Step::People,
            Some(Lack::Administrator | Lack::Manager) => Step::Roles,
            Some(Lack::Places | Lack::Notice) => Step::Places,
            None => Step::Sheet,
        }
    }

    pub(super) fn go(&mut self, step: Step, look: Look) {
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

    pub(super) fn page(&self) -> &dyn Page {
        match self.step {
            Step::Sheet => &self.sheet,
            _ => self.page.as_ref(),
        }
    }

    pub(super) fn parts(&mut self) -> (&mut dyn Page, &mut Draft) {
        match self.step {
            Step::Sheet => (&mut self.sheet, &mut self.draft),
            _ => (self.page.as_mut(), &mut self.draft),
        }
    }

    pub(super) fn number(&self) -> usize {
        STEPS.iter().position(|s| *s == self.step).unwrap_or(0) + 1
    }

    /// To the step after, or before; forwards only when nothing is missing here.
    pub(super) fn turn(&mut self, forwards: bool, look: Look, cx: &mut Cx<'_, Site, Answer>) {
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

    pub(super) fn keep(&self, end: bool, cx: &mut Cx<'_, Site, Answer>) {
        let draft = self.draft.clone();
        let work = move |site: &Site| Answer::Kept(site.keep(&draft), end);
        if end {
            cx.spawn(work);
        } else {
            cx.spawn_quiet(work);
        }
    }

    pub(super) fn follow(
        &mut self,
        turn: Turn,
        look: Look,
        cx: &mut Cx<'_, Site, Answer>,
    ) -> Next<Site> {
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
}
