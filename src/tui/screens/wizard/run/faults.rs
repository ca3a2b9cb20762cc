//! What is wrong with an answer, in words: what a person can put right.

use super::*;

impl Run {
    /// What is wrong with the answer at `place`, in words: the first thing that a person can put
    /// right.
    pub(in crate::tui::screens::wizard) fn fault_of(&self, place: usize) -> Option<String> {
        let entry = self.entries.get(place)?;
        let words = self.ground.words;
        if let Input::Outcomes(outcomes) = &entry.input {
            return outcomes
                .chosen
                .iter()
                .all(Option::is_none)
                .then(|| t!(words, wizard_outcomes_missing));
        }
        match entry.value(&self.ground) {
            Err(why) => Some(why),
            Ok(None) if entry.asked.required => Some(t!(words, wizard_missing)),
            Ok(None) if !entry.is_empty() => Some(t!(words, wizard_missing)),
            Ok(None) => None,
            Ok(Some(value)) if self.recheck || self.is_own() => own_fault(entry, &value, words),
            Ok(Some(value)) => {
                let given = BTreeMap::from([(entry.id().clone(), value)]);
                let fault = self.checking().faults(&given).into_iter().next();
                fault.map(|fault| self.say_fault(&fault))
            }
        }
    }

    fn checking(&self) -> Checking<'_> {
        let mut all = self
            .case
            .as_ref()
            .map(|c| c.values.clone())
            .unwrap_or_default();
        all.extend(self.given());
        Checking {
            office: &self.ground.office,
            register: &*self.ground.register,
            case: self.case.as_ref(),
            def: self.def,
            today: self.today(),
            now: self.ground.now,
            under: self.under(),
            values: all,
            stops: true,
        }
    }

    /// The page and the place on it of the first answer that cannot stand, and why.
    pub(in crate::tui::screens::wizard) fn first_fault(&self) -> Option<(usize, usize, String)> {
        for (page, places) in self.pages.iter().enumerate() {
            for (at, place) in places.iter().enumerate() {
                if let Some(why) = self.fault_of(*place) {
                    return Some((page, at, why));
                }
            }
        }
        None
    }

    fn say_fault(&self, fault: &FieldFault) -> String {
        if let FieldFault::Stops { field, choice } = fault
            && let Some(field) = self.def.field(field)
            && let Some(choice) = field.choices.iter().find(|c| c.id == *choice)
            && let Some(stops) = &choice.stops
        {
            return stops.get(self.ground.tongue()).to_owned();
        }
        if let FieldFault::NotEqual { field, other } = fault {
            let numbers = (self.number_of(field), self.number_of(other));
            if let (Some(one), Some(two)) = numbers {
                return t!(self.ground.words, wizard_not_equal, one = one, other = two);
            }
        }
        let profile = self.ground.office.profile;
        crate::tui::say::refusal::fault(fault, Some(self.def), Some(profile), self.ground.words)
    }

    /// The number before a question on its page, from 1.
    pub(in crate::tui::screens::wizard) fn number_of(&self, id: &FieldId) -> Option<usize> {
        self.pages.iter().find_map(|page| {
            let at = page
                .iter()
                .position(|at| self.entries.get(*at).is_some_and(|e| e.id() == id))?;
            Some(at + 1)
        })
    }
}

/// What a blind answer or a reason must be by itself: the comparison decides the rest.
fn own_fault(entry: &Entry, value: &Value, words: Locale) -> Option<String> {
    match value {
        Value::Digits(digits) => {
            let length = entry.asked.length?;
            let long = digits.len();
            let fits = (usize::from(length.min)..=usize::from(length.max)).contains(&long);
            (!fits).then(|| {
                t!(
                    words,
                    wizard_digits_length,
                    min = length.min,
                    max = length.max
                )
            })
        }
        Value::RowDigits(read) => {
            let short = read.values().any(|digits| digits.len() != 4);
            short.then(|| t!(words, wizard_digits_length, min = 4, max = 4))
        }
        _ => None,
    }
}
