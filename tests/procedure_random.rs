//! Whatever is tried, in whatever order, by whomever: nothing panics, and the laws hold.
#![allow(clippy::unwrap_used)]

mod procedure_common;

use kagiban::journal::PersonNo;
use kagiban::procedure::{
    Case, CaseAct, Meaning, State, Value, Values, due, hidden, next_steps, redact,
};
use procedure_common::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: [PersonNo; 7] = [TANAKA, ITO, OGAWA, SATO, SUZUKI, TAKAHASHI, KIMURA];

/// What somebody tries, told by numbers that mean something only beside the case.
#[derive(Debug, Clone)]
struct Try {
    who: usize,
    what: u8,
    step: usize,
    more: bool,
    line: u16,
    outcome: usize,
    alter: u8,
    minutes: i64,
}

fn tries() -> impl Strategy<Value = Try> {
    (
        0..PEOPLE.len(),
        0..14_u8,
        0..8_usize,
        any::<bool>(),
        0..3_u16,
        0..3_usize,
        0..6_u8,
        -90..2000_i64,
    )
        .prop_map(
            |(who, what, step, more, line, outcome, alter, minutes)| Try {
                who,
                what,
                step,
                more,
                line,
                outcome,
                alter,
                minutes,
            },
        )
}

/// Answers for the fields of a step, now and then a wrong one.
fn answers(play: &Play, step: usize, alter: u8) -> Values {
    let known: Values = [fax(), take_out(), fax_sent(), sheets(12)]
        .into_iter()
        .flatten()
        .chain(values_of([
            (
                "kind",
                choice(["locked", "not-locked", "nobody"][usize::from(alter) % 3]),
            ),
            ("from", Value::Moment(at("2026-11-17T18:00:00+09:00"))),
            ("until", Value::Moment(at("2026-11-17T19:00:00+09:00"))),
            ("counted", Value::Count(3)),
            ("missing", Value::Count(0)),
            ("words", Value::Paragraph(words("理由"))),
            ("why", Value::Paragraph(words("停電"))),
            ("decision", choice("incident")),
            ("open_decision", choice("corrective")),
            ("found", choice("door")),
            ("arrived", choice("arrived")),
        ]))
        .collect();
    let step = &play.def().steps[step % play.def().steps.len()];
    let mut values: Values = play
        .def()
        .fields_of(step)
        .filter(|field| field.id.0 != "place" || play.day.is_none())
        .filter_map(|field| Some((field.id.clone(), known.get(&field.id)?.clone())))
        .collect();
    if step.after.is_empty() && play.case.is_some() && alter < 3 {
        values.retain(|id, _| !play.the().values.contains_key(id));
    }
    match (alter, values.keys().next().cloned()) {
        (4, Some(first)) => {
            values.remove(&first);
        }
        (5, Some(first)) => {
            values.insert(first, Value::Count(7));
        }
        _ => {}
    }
    values
}

fn act_of(play: &Play, t: &Try) -> CaseAct {
    let def = play.def();
    let step = &def.steps[t.step % def.steps.len()];
    let reason = words("理由");
    let other = values_of([(
        "purpose",
        Value::Text(text(["甲", "乙"][usize::from(t.more)])),
    )]);
    match t.what {
        0 => CaseAct::Amend {
            values: other,
            reason,
        },
        1 => CaseAct::Correct {
            values: other,
            reason,
        },
        2 => CaseAct::SendBack {
            step: step.id.clone(),
            reason,
        },
        3 => CaseAct::Withdraw { reason },
        4 => CaseAct::Refuse { reason },
        5 => CaseAct::Differ {
            step: step.id.clone(),
            fields: def
                .rechecked_at(&step.id)
                .iter()
                .take(1)
                .map(|f| f.id.clone())
                .collect(),
            took: 1,
        },
        6 => CaseAct::Extend {
            until: day("2026-12-01"),
            reason,
        },
        7 => CaseAct::Correct {
            values: values_of([(
                "kind",
                choice(["locked", "not-locked", "nobody"][t.outcome]),
            )]),
            reason,
        },
        _ => {
            let mut steps = vec![step.id.0.as_str()];
            let next = def.steps.iter().find(|s| s.after.contains(&step.id));
            if let Some(next) = next.filter(|_| t.more) {
                steps.push(&next.id.0);
            }
            let lines = if step.each.is_some() {
                let outcome = step
                    .outcome
                    .keys()
                    .nth(t.outcome % step.outcome.len().max(1));
                BTreeMap::from([(t.line, outcome.cloned())])
            } else {
                BTreeMap::new()
            };
            play.sign_lines(&steps, answers(play, t.step, t.alter), lines)
        }
    }
}

fn holds(play: &Play, before: Option<&Case>, after: &Case) -> Result<(), TestCaseError> {
    let def = play.def();
    if let Some(before) = before {
        prop_assert!(after.marks.len() >= before.marks.len());
        for (old, new) in before.marks.iter().zip(&after.marks) {
            let meaning = def.step(&old.step).unwrap().meaning;
            if before.sealed || !meaning.is_judgement() {
                prop_assert_eq!(old, new, "what was sealed or happened is altered");
            }
        }
        prop_assert!(!before.sealed || after.sealed);
    }
    let standing: BTreeSet<(&str, u16)> = after
        .marks
        .iter()
        .filter(|m| m.void.is_none())
        .map(|m| (m.step.0.as_str(), m.by.0))
        .collect();
    let signers = |step: &str| {
        let who: BTreeSet<u16> = standing
            .iter()
            .filter(|(s, _)| *s == step)
            .map(|(_, p)| *p)
            .collect();
        who
    };
    if def.id.0 == "sending" && after.sealed {
        let checkers: BTreeSet<u16> = &signers("draft") | &signers("second");
        prop_assert!(checkers.len() >= 2);
        prop_assert!(signers("consent").iter().all(|p| *p <= 3));
        prop_assert!(!signers("confirm").is_empty());
        prop_assert!(signers("confirm").is_disjoint(&signers("draft")));
    }
    if def.id.0 == "take_out" {
        prop_assert!(signers("out").is_disjoint(&signers("apply")));
        prop_assert!(signers("back").is_disjoint(&signers("apply")));
        prop_assert!(signers("back").iter().all(|p| *p <= 3));
    }
    if def.id.0 == "locking" && after.state == State::Closed {
        let locked = after.values.get(&"kind".into()) == Some(&choice("locked"));
        prop_assert!(locked || !signers("received").is_empty());
    }
    for blind in hidden(def, after) {
        prop_assert!(!redact(def, after).values.contains_key(&blind));
    }
    for next in next_steps(&play.world(), after) {
        prop_assert!(after.state == State::Open && def.step(&next.step).is_some());
    }
    prop_assert!(due(def, after).iter().all(|d| def.step(&d.step).is_some()));
    let judgements = after.marks.iter().filter(|m| m.void.is_some()).all(|m| {
        def.step(&m.step)
            .is_some_and(|s| s.meaning.is_judgement() && s.meaning != Meaning::Did)
    });
    prop_assert!(judgements, "an act is void");
    // The case is a row of the read model.
    let json = serde_json::to_string(after).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Case>(&json).unwrap(), after);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_order_of_acts_breaks_a_law(
        which in 0..4_usize,
        list in prop::collection::vec(tries(), 1..40),
    ) {
        let mut play = Play::new(["sending", "take_out", "locking", "unconfirmed"][which]);
        if which == 2 {
            play.day = Some("2026-11-17".parse().unwrap());
        }
        for t in list {
            let before = play.case.clone();
            if t.alter == 3 {
                play.happened = Some(play.now.plus_minutes(t.minutes.min(0)));
            }
            let what = act_of(&play, &t);
            let refused = play.does(PEOPLE[t.who], &what).is_err();
            if refused {
                prop_assert_eq!(&before, &play.case);
            } else {
                holds(&play, before.as_ref(), play.the())?;
            }
            play.happened = None;
            play.now = play.now.plus_minutes(t.minutes.max(0) / 100);
        }
    }

    /// Most random histories end early; these begin where it becomes interesting.
    #[test]
    fn no_order_of_acts_breaks_a_law_after_both_checks(
        list in prop::collection::vec(tries(), 1..30),
    ) {
        let mut play = Play::new("sending");
        play.signs(SATO, &["draft"], fax()).unwrap();
        play.signs(SUZUKI, &["second"], Values::new()).unwrap();
        for t in list {
            let before = play.case.clone();
            let what = act_of(&play, &t);
            if play.does(PEOPLE[t.who], &what).is_ok() {
                holds(&play, before.as_ref(), play.the())?;
            }
        }
    }
}
