//! What all screens say alike: people, numbers, subjects, times, and why something was refused.
//!
//! Called by screens (and by `cli` for the same sentences). Turns values of `desk`, `procedure` and
//! `office` into words of `data/locales` and of the definitions; decides nothing, asks no clock.
//!
//! | file | what |
//! |---|---|
//! | [`when`] | clocks, days, due, since |
//! | `finding` | what a verification finds |
//! | [`mod@fault`] | what is wrong with a definition, a layout, a file of settings |
//! | [`io`] | what the operating system refuses |
//! | [`paper`] | sheets on their way out |
//! | [`pending`] | acts on the office that wait for a countersignature |
//! | [`refusal`] | every refusal and failure as full sentences |

mod breach;
pub mod duty;
pub mod fault;
mod finding;
pub mod io;
pub mod paper;
pub mod pending;
pub mod refusal;
pub mod when;

pub use breach::{breach, law_gist};
pub use fault::fault;
pub use finding::finding;

use crate::desk::{Subject, View};
use crate::journal::{Capacity, PersonNo, PlaceId, Role};
use crate::locale::{Lang, Locale};
use crate::office::{Office, ProfileId};
use crate::procedure::{
    Case, ChoiceId, Definition, FieldId, Handling, Law, Note, NoteKind, Outcome, State, StepId,
    Value, clause_under, hidden, say_value,
};
use crate::t;
use crate::text::{Tongue, Unfit};
use chrono::NaiveDate;

/// What is wrong with a character that no record may hold.
#[must_use]
pub fn unfit(unfit: Unfit, words: Locale) -> String {
    match unfit {
        Unfit::Tab | Unfit::LineBreak | Unfit::Control => t!(words, unfit_control),
        Unfit::Bidi => t!(words, unfit_bidi),
        Unfit::Invisible | Unfit::Tag => t!(words, unfit_invisible),
        Unfit::PrivateUse => t!(words, unfit_private_use),
        Unfit::Noncharacter | Unfit::Lost => t!(words, unfit_lost),
        Unfit::StrayVariation => t!(words, unfit_variation),
        Unfit::EmojiSequence => t!(words, unfit_emoji),
        Unfit::MarkWithoutBase | Unfit::TooManyMarks => t!(words, unfit_marks),
    }
}

/// The language of labels that definitions and profiles carry themselves.
#[must_use]
pub fn tongue(words: Locale) -> Tongue {
    words.tongue()
}

/// A person's name as last known; for a number that nobody ever had, the number. The entries name
/// people by number, and a name is asked for long after they have left.
#[must_use]
pub fn person(office: &Office, no: PersonNo) -> String {
    office.person_ever(no).map_or_else(
        || format!("({:02})", no.0),
        |person| person.name.to_string(),
    )
}

/// The name with its two-digit number, where the number is what is typed: 「佐藤 健(05)」.
#[must_use]
pub fn person_no(office: &Office, no: PersonNo) -> String {
    format!("{}({:02})", person(office, no), no.0)
}

/// The family name alone, for narrow columns: 「佐藤」. A name without a space is given whole.
#[must_use]
pub fn family(office: &Office, no: PersonNo) -> String {
    let name = person(office, no);
    name.split_whitespace().next().unwrap_or(&name).to_owned()
}

/// What a role is called under this office's rules: 管理責任者, 責任者.
#[must_use]
pub fn role(office: &Office, role: Role, words: Locale) -> String {
    words.under(office.profile).role(role).to_owned()
}

/// Who may sign, with what lets them where it is not their own role: 「伊藤 恵(代理) か 小川 誠(保護責任者)」.
#[must_use]
pub fn either(office: &Office, who: &[(PersonNo, Capacity)], words: Locale) -> String {
    let names: Vec<String> = who
        .iter()
        .map(|(no, capacity)| match capacity.through {
            None => person(office, *no),
            Some(through) => t!(
                words,
                say_person_as,
                name = person(office, *no),
                role = role(office, through, words)
            ),
        })
        .collect();
    names.join(&t!(words, say_or))
}

/// A name with the capacity in which it was signed, as paper prints it: 「伊藤 恵(代)」.
#[must_use]
pub fn signed_by(office: &Office, no: PersonNo, capacity: Capacity, words: Locale) -> String {
    let name = person(office, no);
    if capacity.stands_in() {
        t!(words, say_person_deputy, name = name)
    } else {
        name
    }
}

/// How a case is called: by the official number where the form has given one (No.31), else 案件112.
#[must_use]
pub fn case_no(form_no: Option<u32>, number: u32, words: Locale) -> String {
    match form_no {
        Some(no) => t!(words, say_form_no, number = no.to_string()),
        None => t!(words, say_case_no, number = number.to_string()),
    }
}

/// What a case is about: 「補助金申請書 3件」, for a sending the means and how many: 「郵便115通」. An incident
/// has no subject where anybody may look; the board asks for none.
#[must_use]
pub fn subject(subject: &Subject, law: Law, view: &View, words: Locale) -> String {
    if law == Law::Sending
        && let Some(means) = &subject.means
    {
        let label = means_label(view, &means.0, words);
        return if means.0.starts_with("post") {
            t!(words, say_by_post, means = label, count = subject.count)
        } else {
            t!(words, say_by_means, means = label, count = subject.count)
        };
    }
    titled(subject, words)
}

/// The title of what a case is about, with how many.
#[must_use]
pub fn titled(subject: &Subject, words: Locale) -> String {
    let title = subject.title.as_str();
    match subject.lines {
        0 => title.to_owned(),
        1 => t!(words, say_titled, title = title, count = subject.count),
        lines => t!(
            words,
            say_titled_more,
            title = title,
            more = lines - 1,
            count = subject.count
        ),
    }
}

/// A means of sending in as few words as it has: what stands before the first bracket, comma or dot
/// of its label.
fn means_label(view: &View, means: &str, words: Locale) -> String {
    let choices = view
        .catalogue()
        .latest(&crate::desk::SENDING.into())
        .and_then(|d| d.field(&FieldId::from(crate::desk::MEANS)));
    let label = choices
        .and_then(|field| field.choices.iter().find(|c| c.id.0 == means))
        .map_or(means, |choice| choice.label.get(tongue(words)));
    let short = label.split(['（', '(', '、', ',', '・']).next();
    short.unwrap_or(label).trim().to_owned()
}

/// A procedure's title, in its latest revision.
#[must_use]
pub fn procedure(view: &View, id: &crate::procedure::DefId, words: Locale) -> String {
    match view.catalogue().latest(id) {
        Some(definition) => definition.title.get(tongue(words)).to_owned(),
        None => t!(words, say_procedure_unknown, id = id.0.as_str()),
    }
}

/// A step's title.
#[must_use]
pub fn step(definition: &Definition, id: &StepId, words: Locale) -> String {
    definition
        .step(id)
        .map_or_else(|| id.0.clone(), |s| s.title.get(tongue(words)).to_owned())
}

/// A field's question.
#[must_use]
pub fn field(definition: &Definition, id: &FieldId, words: Locale) -> String {
    definition
        .field(id)
        .map_or_else(|| id.0.clone(), |f| f.label.get(tongue(words)).to_owned())
}

/// A value of a case, or that it is hidden until the second check is done.
#[must_use]
pub fn value(
    view: &View,
    definition: &Definition,
    case: &Case,
    id: &FieldId,
    value: &Value,
    words: Locale,
) -> String {
    if hidden(definition, case).contains(id) {
        return t!(words, say_hidden);
    }
    let day = case.opened.0.date();
    say_value(
        definition.field(id),
        value,
        &view.office,
        day,
        tongue(words),
    )
}

/// A place's name on a day, or as last known.
#[must_use]
pub fn place(office: &Office, id: PlaceId, day: NaiveDate) -> String {
    office
        .place(id, day)
        .or_else(|| office.place_ever(id))
        .map_or_else(|| id.0.to_string(), |place| place.name.to_string())
}

/// Where a case stands.
#[must_use]
pub fn state(state: State, words: Locale) -> String {
    match state {
        State::Open => t!(words, say_state_open),
        State::Closed => t!(words, say_state_closed),
        State::Refused => t!(words, say_state_refused),
        State::Withdrawn => t!(words, say_state_withdrawn),
    }
}

/// The clause in force under this profile, as it stands beside a question: 「基準7(8)ア」. None where the
/// rule is this product's own.
#[must_use]
pub fn clause(cited: &[String], profile: ProfileId, words: Locale) -> Option<String> {
    let clause = clause_under(cited, profile)?;
    let short = profile.profile().short.get(tongue(words));
    let number = match (words.lang(), profile) {
        (Lang::Ja, ProfileId::Bureau | ProfileId::Board) => clause.id.as_str(),
        _ => clause.number.get(tongue(words)),
    };
    Some(t!(words, say_clause, short = short, number = number))
}

/// How a case is called in a list: 「13日(金) 書庫A」 for a locking, 「No.31 補助金申請書 3件」, 「案件110 FAX 1件」.
#[must_use]
pub fn headline(view: &View, line: &crate::desk::CaseLine, words: Locale) -> String {
    if let Some((id, day)) = line.serves {
        let place = place(&view.office, id, day.0);
        let day = when::day(day.0, view.now.date(), words);
        return t!(words, say_place_day, place = place, day = day);
    }
    let law = view
        .catalogue()
        .latest(&line.procedure)
        .map_or(Law::Record, |definition| definition.law);
    let no = case_no(line.form_no, line.number, words);
    let about = match law {
        Law::Record => {
            let title = procedure(view, &line.procedure, words);
            let what = titled(&line.subject, words);
            format!("{title} {what}").trim_end().to_owned()
        }
        _ => subject(&line.subject, law, view, words),
    };
    format!("{no} {about}").trim_end().to_owned()
}

/// What may become of a line, in the order of the digits on every screen: the good end first, as
/// people expect it on 1, then what opens another case: some of it before nothing. A definition lists them by
/// name.
#[must_use]
pub fn outcomes(step: &crate::procedure::Step) -> Vec<(&ChoiceId, &Outcome)> {
    let mut outcomes: Vec<_> = step.outcome.iter().collect();
    outcomes.sort_by_key(|(_, outcome)| {
        let missing = match outcome.handles {
            Some(Handling::Missing) => 2,
            Some(_) => 0,
            None => 1,
        };
        (outcome.opens.is_some(), missing)
    });
    outcomes
}

/// Where `step` waits because it was sent back: the note with the reason, and who had signed it.
#[must_use]
pub fn sent_back<'a>(case: &'a Case, step: &StepId) -> Option<(&'a Note, PersonNo)> {
    let last = case.marks.iter().rev().find(|mark| mark.step == *step)?;
    let by = last.void?;
    let sent = |note: &&Note| note.entry == by && note.kind == NoteKind::SentBack;
    case.notes.iter().find(sent).map(|note| (note, last.by))
}
