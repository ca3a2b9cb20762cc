//! A line of documents.

use super::{Checking, FieldFault, LineFault};
use crate::procedure::field::Field;
use crate::procedure::value::HoldingLine;

impl Checking<'_> {
    pub(super) fn line(
        &self,
        field: &Field,
        line: usize,
        holding: &HoldingLine,
        out: &mut Vec<FieldFault>,
    ) {
        let known = holding
            .holding
            .is_none_or(|id| self.office.holdings.iter().any(|h| h.id == id));
        let ordered = holding.special.windows(2).all(|pair| pair[0] < pair[1]);
        let special = ordered && holding.special.iter().all(|n| (1..=11).contains(n));
        let wrong = [
            (!holding.title.is_blank(), LineFault::Title),
            (holding.count > 0, LineFault::Count),
            (special, LineFault::Special),
            (known, LineFault::Holding),
        ];
        for (_, what) in wrong.into_iter().filter(|(right, _)| !right) {
            out.push(FieldFault::Line {
                field: field.id.clone(),
                line,
                what,
            });
        }
    }
}
