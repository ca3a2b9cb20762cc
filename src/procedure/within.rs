//! `within`: the predicate `over-register`. What is disposed of or given back is in the register and
//! here, and no law keeps it (基準7(10), 特記12条5項); what is taken out or moved is here, and not out
//! already (第7(4), 特記11条10項(4)).

use super::definition::FieldId;
use super::field::{Field, Kind};
use super::handling::{Held, Within, gone_in, lines, out_in};
use super::validate::{Checking, FieldFault, LineFault};
use super::value::HoldingLine;
use crate::journal::HoldingId;
use std::collections::BTreeMap;

impl Checking<'_> {
    /// What is wrong with the quantities of a field: all fields bounded by the register count
    /// together, what is disposed of and what is kept.
    pub(super) fn within(&self, field: &Field) -> Vec<FieldFault> {
        let Some(within) = field.within else {
            return Vec::new();
        };
        let before = self.def.fields.iter().filter(|f| f.within.is_some());
        let before = before.take_while(|f| f.id != field.id);
        let mut asked: BTreeMap<HoldingId, u32> = BTreeMap::new();
        for (_, line) in before.flat_map(|f| lines(self.values.get(&f.id))) {
            if let Some(id) = line.holding {
                let sum = asked.entry(id).or_default();
                *sum = sum.saturating_add(line.count);
            }
        }
        let keeps = field.kind == Kind::RetainedLines;
        let own = lines(self.values.get(&field.id));
        // What this very case has brought to an end is among its lines.
        self.over((&field.id, within), &own, asked, keeps, false)
    }

    /// What is wrong with lines that are about to leave.
    pub(super) fn over_register(
        &self,
        field: &FieldId,
        within: Within,
        ending: &[(u16, &HoldingLine)],
    ) -> Vec<FieldFault> {
        self.over((field, within), ending, BTreeMap::new(), false, true)
    }

    fn over(
        &self,
        (field, within): (&FieldId, Within),
        own: &[(u16, &HoldingLine)],
        mut asked: BTreeMap<HoldingId, u32>,
        keeps: bool,
        with_own: bool,
    ) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut fault = |line: u16, what| {
            faults.push(FieldFault::Line {
                field: field.clone(),
                line: line.into(),
                what,
            });
        };
        for (nth, line) in own {
            let Some(id) = line.holding else { continue };
            let held = self.register.held(id);
            let for_good = within == Within::Register;
            if let Some(until) = self.kept_until(id).filter(|_| for_good && !keeps) {
                fault(*nth, LineFault::Kept { until });
                continue;
            }
            let sum = asked.entry(id).or_default();
            *sum = sum.saturating_add(line.count);
            // What a law keeps is not disposed of, and what is out comes back before it is; what
            // stays may be out.
            let out = if keeps {
                0
            } else {
                self.out(id, &held, with_own)
            };
            let kept = if for_good { self.kept(&held) } else { 0 };
            let whole = self.left(id, &held, with_own);
            let left = whole.saturating_sub(kept).saturating_sub(out);
            if *sum > left {
                // Said of a part that a law keeps, where that is the reason.
                let but_for_it = left.saturating_add(kept);
                match self
                    .parts_kept(&held)
                    .filter(|_| for_good && *sum <= but_for_it)
                {
                    Some(until) => fault(*nth, LineFault::Kept { until }),
                    None if out > 0 => fault(*nth, LineFault::NotHere { here: left, out }),
                    None => fault(*nth, LineFault::OverRegister { left }),
                }
            }
        }
        faults
    }

    /// Until when a law keeps the whole item, as its register entry says.
    fn kept_until(&self, id: HoldingId) -> Option<chrono::NaiveDate> {
        let item = self.office.holding(id, self.today.0)?;
        let keep = item.keep.as_ref()?;
        (keep.until > self.today.0).then_some(keep.until)
    }

    /// How much of an item the register holds. `with_own`: counting what this case has ended already.
    fn left(&self, id: HoldingId, held: &Held, with_own: bool) -> u32 {
        let registered = self
            .office
            .holding(id, self.today.0)
            .or_else(|| self.office.holding_ever(id))
            .map_or(0, |item| item.count);
        let own = match self.case.filter(|_| !with_own) {
            Some(case) => gone_in(self.def, case, id),
            None => 0,
        };
        registered.saturating_sub(held.gone.saturating_sub(own))
    }

    /// How much of an item is out. `with_own`: counting what this case has out itself.
    fn out(&self, id: HoldingId, held: &Held, with_own: bool) -> u32 {
        let own = match self.case.filter(|_| !with_own) {
            Some(case) => out_in(self.def, case, id),
            None => 0,
        };
        held.out.saturating_sub(own)
    }

    /// What other disposals have kept and must still be kept.
    fn kept(&self, held: &Held) -> u32 {
        self.still_kept(held)
            .fold(0, |sum, part| sum.saturating_add(part.count))
    }

    fn parts_kept(&self, held: &Held) -> Option<chrono::NaiveDate> {
        self.still_kept(held).map(|part| part.until).max()
    }

    fn still_kept<'h>(
        &self,
        held: &'h Held,
    ) -> impl Iterator<Item = &'h super::handling::KeptPart> {
        let own = self.case.map(|case| case.id);
        let today = self.today.0;
        held.kept
            .iter()
            .filter(move |part| part.until > today && Some(part.case) != own)
    }
}
