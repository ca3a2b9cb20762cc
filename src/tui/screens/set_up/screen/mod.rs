//! The screen that holds the seven steps, and what is handed out at their end.
//!
//! `walk` goes from step to step and keeps the draft; `handing` is the end, slip by slip. What a step
//! asks is the business of its own page.

mod handing;
mod walk;

use super::page::{Look, Page, Turn};
use super::rules::Rules;
use super::sheet::Sheet;
use super::site::Site;
use crate::calendar::{Moment, wareki};
use crate::desk::SetUpError;
use crate::desk::set_up::NewOffice;
use crate::desk::set_up_file::Draft;
use crate::locale::{Lang, Locale};
use crate::office::ProfileId;
use crate::t;
use crate::tui::say::refusal::set_up as refusal;
use crate::tui::screens::people::form::Turn as FormTurn;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use handing::Handing;
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
    Kept(std::io::Result<()>, bool),
    /// A table was read.
    Table(Result<String, crate::desk::import::TableFileError>),
    /// The office was made, or not.
    Made(Result<NewOffice, SetUpError>),
    /// The slips were written, or not.
    Written(PathBuf, Result<(), String>),
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

impl SetUp {
    /// Goes on with a draft, at the first step that lacks something; or begins.
    #[must_use]
    pub fn new(site: &Site, draft: Draft, now: Moment, words: Locale) -> Self {
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
            words: screen.under(words),
            today: now.date(),
            armed: false,
        };
        let first = screen.first_lacking(look.today);
        screen.go(first, look);
        screen
    }

    /// The words under the rules that the draft has chosen.
    fn under(&self, words: Locale) -> Locale {
        let profile = self.draft.profile;
        profile.map_or(words, |profile| words.under(profile))
    }

    fn look_of(&self, cx: &Cx<'_, Site, Answer>, key: Option<&Key>) -> Look {
        Look {
            words: self.under(cx.words()),
            today: cx.now().date(),
            armed: key.is_some_and(|key| cx.armed(key)),
        }
    }

    fn view_look(&self, view: &View<'_, Site>) -> Look {
        Look {
            words: self.under(view.words),
            today: view.now.date(),
            armed: view.armed,
        }
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
        let look = self.view_look(view);
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
        self.page().hint(&self.draft, self.view_look(view))
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
        let look = self.view_look(view);
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
        let look = self.look_of(cx, Some(key));
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
        let look = self.look_of(cx, None);
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
        let look = self.look_of(cx, None);
        match answer {
            Answer::Kept(Ok(()), end) => {
                self.trouble = None;
                if end {
                    return Next::Quit;
                }
            }
            Answer::Kept(Err(why), end) => {
                let why = crate::tui::say::io::error(&why, look.words);
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

    fn covered(&mut self) {
        let (page, _) = self.parts();
        page.covered();
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
