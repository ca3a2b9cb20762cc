//! A new key of somebody who has forgotten their PIN, from the first signature to the second.

use super::{Answer, Enrol, Waits};
use crate::calendar::Recorded;
use crate::desk::{Desk, SignError, fingerprint};
use crate::journal::{EntryId, PersonNo};
use crate::office::OfficeAct;
use crate::t;
use crate::tui::say::refusal::{self, Told};
use crate::tui::screens::people::second::{Second, countersign};
use crate::tui::screens::people::signers::Gave;
use crate::tui::{Canvas, Cx, Key, Next, Tone, View, say};
use std::sync::Arc;

impl Enrol {
    /// The key has effect.
    pub(super) fn is_done(&mut self, no: PersonNo, cx: &mut Cx<'_, Desk, Answer>) {
        let key = self.office.as_ref().and_then(|o| o.current_key(no));
        self.done = Some((no, key.map(fingerprint).unwrap_or_default()));
        self.waits = None;
        cx.page_opened();
    }

    /// It is recorded, and has none yet.
    pub(super) fn waits_for_second(
        &mut self,
        no: PersonNo,
        entry: EntryId,
        cx: &mut Cx<'_, Desk, Answer>,
    ) {
        let words = cx.words();
        let Some(office) = &self.office else {
            return;
        };
        let print = match office.pending.get(&entry).map(|waits| &waits.act) {
            Some(OfficeAct::Renew { key }) => fingerprint(*key),
            _ => String::new(),
        };
        let note = t!(words, enrol_other_voucher);
        self.waits = Some(Waits {
            no,
            print,
            second: Second::new(Arc::clone(office), entry, note),
        });
        cx.page_opened();
    }

    pub(super) fn second_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(waits) = &mut self.waits else {
            return Next::Pass;
        };
        match waits.second.key(key, cx) {
            Gave::Pass => return Next::Pass,
            Gave::Taken => {}
            Gave::Missing(why) => cx.refuse(why),
            Gave::Left => {
                let name = self
                    .office
                    .as_ref()
                    .map(|office| say::person(office, waits.no));
                let name = name.unwrap_or_default();
                cx.say(t!(words, enrol_waits_left, name = name));
                return Next::Pop;
            }
            Gave::Done(signed) => {
                let entry = waits.second.entry();
                cx.spawn(move |desk: &Desk| {
                    let (by, result) = countersign(desk, entry, &signed);
                    Answer::Second(by, result)
                });
            }
        }
        Next::Stay
    }

    pub(super) fn second_refused(
        &mut self,
        by: PersonNo,
        why: &SignError,
        cx: &mut Cx<'_, Desk, Answer>,
    ) {
        let words = cx.words();
        let view = cx.desk().view().ok();
        let told = Told::of(view.as_ref(), words);
        cx.refuse(refusal::sign_error(why, by, &[], told));
        if let Some(waits) = &mut self.waits {
            waits.second.again();
        }
    }

    pub(super) fn draw_waits(&self, waits: &Waits, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let Some(office) = &self.office else {
            return;
        };
        let name = say::person_no(office, waits.no);
        let what = t!(words, enrol_waits, name = name);
        let y = canvas.paragraph(2, 0, Tone::Heading, what);
        let y = canvas.paragraph(2, y, Tone::Plain, t!(words, enrol_waits_until));
        canvas.text(2, y + 1, Tone::Plain, t!(words, enrol_fingerprint));
        canvas.text(6, y + 2, Tone::Heading, &waits.print);
        let y = canvas.paragraph(2, y + 3, Tone::Plain, t!(words, enrol_write_down));
        let (sentence, who) = waits.second.words(Recorded(view.now), words);
        canvas.rule(y + 1);
        let y = canvas.paragraph(2, y + 2, Tone::Faint, who);
        canvas.text(1, y, Tone::Plain, t!(words, setup_sentence_heading));
        let y = canvas.paragraph(3, y + 1, Tone::Plain, sentence);
        waits.second.draw(canvas, y + 1, view);
    }
}
