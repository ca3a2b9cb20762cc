//! What is handed out when the office is made: the sheet for the safe, and a slip for everybody.

use super::walk::Nothing;
use super::{Answer, SetUp};
use crate::desk::set_up::{NewOffice, Slip};
use crate::journal::PersonNo;
use crate::office::Office;
use crate::t;
use crate::tui::say;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::screens::set_up::page::Look;
use crate::tui::screens::set_up::site::Site;
use crate::tui::screens::set_up::slips;
use crate::tui::{Action, Canvas, Cx, Key, Next, Tone};
use std::path::PathBuf;

/// The office is made; this is what is handed out.
pub(super) struct Handing {
    office: Office,
    slips: Vec<Slip>,
    /// Which slip is on the screen.
    pub(super) at: Option<usize>,
    seen: usize,
    pub(super) written: Option<PathBuf>,
    pub(super) path: Option<Form>,
}

impl SetUp {
    pub(super) fn handed(&mut self, made: NewOffice, look: Look, cx: &mut Cx<'_, Site, Answer>) {
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

    pub(super) fn handing_key(
        &mut self,
        key: &Key,
        look: Look,
        cx: &mut Cx<'_, Site, Answer>,
    ) -> Next<Site> {
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
                            _ => t!(words, setup_slips_failed, why = say::io::error(&why, words)),
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

    pub(super) fn draw_handing(handing: &Handing, canvas: &mut Canvas<'_>, look: Look) {
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
