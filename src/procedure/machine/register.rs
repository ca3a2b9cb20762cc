//! What leaves is in the register and here: `over-register`, looked at again when it happens.

use super::Run;
use crate::procedure::act::Sign;
use crate::procedure::definition::{FieldId, Step};
use crate::procedure::handling::{Handling, lines};
use crate::procedure::refusal::Refusal;
use crate::procedure::value::HoldingLine;

impl Run<'_> {
    /// A signature by which items leave asks again whether the register holds that much here, and
    /// whether a law keeps what leaves for good: since the application others may have taken them.
    pub(super) fn holds_that_much(
        &self,
        step: &Step,
        signed: &[Option<u16>],
        sign: &Sign,
    ) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        for field in &self.def.fields {
            let Some(within) = field.within else { continue };
            let value = sign.values.get(&field.id);
            let value = value.or_else(|| self.case.values.get(&field.id));
            let ending: Vec<(u16, &HoldingLine)> = lines(value)
                .into_iter()
                .filter(|(line, _)| self.ends(step, &field.id, *line, signed, sign))
                .collect();
            let checking = self.checking(&sign.values, true);
            faults.extend(checking.over_register(&field.id, within, &ending));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Fields(faults))
        }
    }

    /// Whether this signature says of that line that it leaves.
    fn ends(
        &self,
        step: &Step,
        field: &FieldId,
        line: u16,
        signed: &[Option<u16>],
        sign: &Sign,
    ) -> bool {
        let by_line = step.each.as_ref() == Some(field);
        if by_line && !signed.contains(&Some(line)) {
            return false;
        }
        let whole = step
            .handles
            .iter()
            .any(|h| h.field == *field && h.did.leaves());
        let outcome = sign.lines.get(&line).and_then(Option::as_ref);
        let of_line = outcome
            .and_then(|id| step.outcome.get(id))
            .and_then(|outcome| outcome.handles);
        whole || by_line && of_line.is_some_and(Handling::leaves)
    }
}
