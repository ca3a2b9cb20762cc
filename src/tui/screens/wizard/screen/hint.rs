//! What a page wants, in a sentence.

use crate::procedure::{Kind, State, next_steps};
use crate::t;
use crate::tui::screens::wizard::entry::{Entry, Input};
use crate::tui::screens::wizard::holdings;
use crate::tui::screens::wizard::run::Run;

/// 「この後  第2確認 > 管理責任者の確認 > 差出し」.
pub(super) fn ahead(run: &Run) -> String {
    let words = run.ground.words;
    let own = run
        .steps
        .iter()
        .filter_map(|id| run.def.steps.iter().position(|s| s.id == *id));
    let Some(last) = own.max() else {
        return String::new();
    };
    let ended = run
        .case
        .as_ref()
        .is_some_and(|case| case.state != State::Open);
    let waiting = run
        .case
        .as_ref()
        .map(|case| next_steps(&run.world(), case))
        .unwrap_or_default();
    let titles: Vec<&str> = run
        .def
        .steps
        .iter()
        .skip(last + 1)
        .filter(|step| !ended && !step.optional && step.when.is_empty())
        .filter(|step| {
            step.after
                .iter()
                .any(|before| run.def.step(before).is_some())
                || waiting.iter().any(|next| next.step == step.id)
        })
        .map(|step| step.title.get(run.ground.tongue()))
        .collect();
    if titles.is_empty() {
        return String::new();
    }
    t!(words, wizard_ahead, steps = titles.join(" > "))
}

pub(super) fn default_hint(entry: &Entry, slot: usize, words: crate::locale::Locale) -> String {
    use holdings::Part;
    match (&entry.input, entry.asked.kind) {
        (Input::Holdings(lines), _) => match lines.place(slot).1 {
            Part::What if lines.own_title(slot).is_some_and(|t| !t.is_empty()) => {
                t!(words, register_pick_hint)
            }
            Part::What => t!(words, wizard_hint_what),
            Part::Count => t!(words, wizard_hint_persons),
            Part::Media => t!(words, wizard_hint_choice),
            Part::Special => t!(words, wizard_hint_special),
            Part::Basis => t!(words, wizard_hint_basis),
            Part::Planned => t!(words, wizard_hint_date),
        },
        (Input::Outcomes(_), _) => t!(words, wizard_hint_outcome),
        (_, Kind::Date) => t!(words, wizard_hint_date),
        (_, Kind::Time) => t!(words, wizard_hint_time),
        (_, Kind::Moment) => t!(words, wizard_hint_moment),
        (_, Kind::Month) => t!(words, wizard_hint_month),
        (_, Kind::Count) => t!(words, wizard_hint_count),
        (_, Kind::Choice | Kind::Method) => t!(words, wizard_hint_choice),
        (_, Kind::Emails) => t!(words, wizard_hint_emails),
        (_, Kind::Paragraph) => t!(words, wizard_hint_paragraph),
        (_, Kind::Person) => t!(words, wizard_hint_person),
        (_, Kind::Digits | Kind::RowDigits) => t!(words, wizard_hint_digits),
        _ if !entry.asked.required => t!(words, wizard_hint_optional),
        _ => t!(words, wizard_hint_text),
    }
}
