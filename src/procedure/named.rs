//! A definition in the words of an office: `{role-manager}` in a label is what the office's rules
//! call that role, `{title-manager}` the same at the head of a label.
//!
//! The texts that an office adopts, pins and compares stay as they are written; what is shown and
//! signed is said under the office's own rules.

use super::catalogue::Catalogue;
use super::definition::Definition;
use crate::office::ProfileId;
use crate::text::{Label, Tongue};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The program's own, under each of the rules.
static BUREAU: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::plain().under(ProfileId::Bureau));
static BOARD: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::plain().under(ProfileId::Board));
static CONTRACTOR: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::plain().under(ProfileId::Contractor));

impl Catalogue {
    /// The procedures that come with the program, as an office under `profile` says them.
    #[must_use]
    pub fn of_program(profile: ProfileId) -> &'static Self {
        match profile {
            ProfileId::Bureau => &BUREAU,
            ProfileId::Board => &BOARD,
            ProfileId::Contractor => &CONTRACTOR,
        }
    }
}

impl Definition {
    /// The definition as an office under `profile` says it.
    #[must_use]
    pub fn under(&self, profile: ProfileId) -> Self {
        let names = Names::of(profile);
        let mut said = self.clone();
        for label in said.labels() {
            names.say(label);
        }
        said
    }

    /// Everything in it that people read.
    fn labels(&mut self) -> impl Iterator<Item = &mut Label> {
        let fields = self.fields.iter_mut().flat_map(|field| {
            let choices = field.choices.iter_mut();
            let choices = choices.flat_map(|c| std::iter::once(&mut c.label).chain(&mut c.stops));
            let rechecks = field.recheck.iter_mut();
            let rechecks = rechecks.flat_map(|r| std::iter::once(&mut r.label).chain(&mut r.hint));
            std::iter::once(&mut field.label)
                .chain(&mut field.hint)
                .chain(choices)
                .chain(rechecks)
        });
        let steps = self.steps.iter_mut().flat_map(|step| {
            let says = step.says.iter_mut().map(|says| &mut says.sentence);
            let outcomes = step.outcome.values_mut().map(|outcome| &mut outcome.label);
            let gives = step.gives.iter_mut().map(|give| &mut give.label);
            [&mut step.title, &mut step.sentence]
                .into_iter()
                .chain(says)
                .chain(outcomes)
                .chain(gives)
        });
        std::iter::once(&mut self.title).chain(fields).chain(steps)
    }
}

/// What every role is called, by the name that stands in a label.
struct Names {
    ja: BTreeMap<String, String>,
    en: BTreeMap<String, String>,
}

impl Names {
    fn of(profile: ProfileId) -> Self {
        let profile = profile.profile();
        let all = |tongue| profile.placed(tongue).collect();
        Self {
            ja: all(Tongue::Ja),
            en: all(Tongue::En),
        }
    }

    fn say(&self, label: &mut Label) {
        let names = |text: &str| text.contains("{role-") || text.contains("{title-");
        if names(&label.ja) {
            label.ja = label.fill(Tongue::Ja, &self.ja);
        }
        if names(&label.en) {
            label.en = label.fill(Tongue::En, &self.en);
        }
    }
}

/// Each as it is said under `profile`; what names no role is shared.
pub(super) fn all_under(all: &[Arc<Definition>], profile: ProfileId) -> Vec<Arc<Definition>> {
    let under = |def: &Arc<Definition>| {
        let said = def.under(profile);
        if said == **def {
            Arc::clone(def)
        } else {
            Arc::new(said)
        }
    };
    all.iter().map(under).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::{DefId, StepId};

    /// 産業労働局 and 教育委員会 say 管理責任者, a contractor says 責任者.
    #[test]
    fn the_step_that_a_manager_signs_is_called_as_the_office_calls_the_manager() {
        let title = |profile, tongue| {
            let catalogue = Catalogue::of_program(profile);
            let sending = catalogue.latest(&DefId::from("sending")).unwrap();
            let step = sending.step(&StepId::from("confirm")).unwrap();
            step.title.get(tongue).to_owned()
        };
        assert_eq!(title(ProfileId::Bureau, Tongue::Ja), "管理責任者の確認");
        assert_eq!(
            title(ProfileId::Board, Tongue::En),
            "Manager's confirmation"
        );
        assert_eq!(title(ProfileId::Contractor, Tongue::Ja), "責任者の確認");
        assert_eq!(
            title(ProfileId::Contractor, Tongue::En),
            "Person responsible's confirmation"
        );
    }

    #[test]
    fn no_label_of_an_office_keeps_a_name_that_nobody_filled() {
        for profile in ProfileId::ALL {
            for def in Catalogue::of_program(profile).all() {
                let mut def = Definition::clone(def);
                for label in def.labels() {
                    for text in [&label.ja, &label.en] {
                        assert!(
                            !text.contains("{role-") && !text.contains("{title-"),
                            "{text}"
                        );
                    }
                }
            }
        }
    }

    /// The contractor's rules know no 管理責任者.
    #[test]
    fn no_label_of_a_contractor_speaks_of_a_manager_of_an_office_of_tokyo() {
        for def in Catalogue::of_program(ProfileId::Contractor).all() {
            let mut def = Definition::clone(def);
            for label in def.labels() {
                assert!(!label.ja.contains("管理責任者"), "{}", label.ja);
            }
        }
    }
}
