//! What an explanation signs, in words; and the stocktake that a place which was not locked calls for.

use super::Explain;
use super::days::Hole;
use super::form::Answers;
use crate::calendar::WorkDay;
use crate::desk::{
    Desk, DeskError, EXPLAIN, EveningMark, FOUND_OPEN, LOCK, LOCKING, NOT_LOCKED, Proposal,
    RegisterLine, STOCKTAKE, View,
};
use crate::locale::Locale;
use crate::procedure::{
    CaseAct, ChoiceId, DefId, FieldId, HoldingLine, Signed, StepId, Value, Values, sentence,
};
use crate::t;
use crate::tui::say::{tongue, when};
use crate::tui::screens::signing::Answer;
use crate::tui::screens::wizard::Wizard;
use crate::tui::{Cx, Next};

impl Explain {
    /// A place that was not locked is looked through at once: what the register says lies in it is
    /// there already, what is found is counted (基準6(3), 6(5)).
    pub(super) fn look_for(&self, cx: &mut Cx<'_, Desk, Answer>) -> Option<Next<Desk>> {
        let (proposal, _) = self.ready.as_ref()?;
        let CaseAct::Sign(sign) = &proposal.act else {
            return None;
        };
        let unlocked = Value::Choice(ChoiceId::from(NOT_LOCKED));
        if sign.values.get(&FieldId::from("kind")) != Some(&unlocked) {
            return None;
        }
        let place = self.hole()?.place;
        let inside = cx.desk().view().ok()?.lies_in(place).ok()?;
        let lines: Vec<HoldingLine> = inside
            .iter()
            .filter(|line| line.inside() > 0)
            .map(RegisterLine::expected)
            .collect();
        if lines.is_empty() {
            return None;
        }
        let values = Values::from([
            (FieldId::from("occasion"), unlocked),
            (FieldId::from("place"), Value::Place(place)),
            (FieldId::from("documents"), Value::HoldingLines(lines)),
        ]);
        let wizard = Wizard::begin(STOCKTAKE, values).owned(self.owner);
        Some(Next::replace(wizard))
    }
}

/// What will be signed, and its words.
pub(super) fn proposal(
    view: &View,
    hole: &Hole,
    answers: Answers,
    today: WorkDay,
    words: Locale,
) -> Result<(Proposal, Vec<String>), DeskError> {
    let mut proposal = view.propose_evening(hole.place, hole.day, &answers.mark)?;
    // The desk says who was first, where somebody has acted since the screen looked.
    proposal.after = hole.head;
    let step = match answers.mark {
        EveningMark::FoundOpen { .. } => FOUND_OPEN,
        EveningMark::Explained { .. } => EXPLAIN,
        EveningMark::Locked { .. } | EveningMark::Asked { .. } => LOCK,
    };
    let mut text = Vec::new();
    if let CaseAct::Sign(sign) = &mut proposal.act {
        sign.values.extend(answers.more);
        let row = view.case_row(proposal.case)?;
        let mut values = sign.values.clone();
        if let Some(opening) = &sign.open {
            values.extend(opening.values.clone());
        }
        let signed = Signed {
            values: &values,
            lines: &sign.lines,
            day: Some(hole.day),
            today,
        };
        if let Some(definition) = view.catalogue().latest(&DefId::from(LOCKING)) {
            let case = row.as_ref().map(|row| &row.case);
            let step = StepId::from(step);
            text = sentence(
                &view.world(),
                definition,
                case,
                &step,
                &signed,
                tongue(words),
            );
        }
    }
    if let (EveningMark::Locked { .. }, Some(at)) = (&answers.mark, proposal.happened) {
        let clock = when::clock(at, hole.day, view.office.settings.cut, words);
        text.push(t!(words, explain_text_at, clock = clock));
    }
    Ok((proposal, text))
}
