//! A fact that is missing: whose, by which clause, since when, and which procedure gives it.

use super::Told;
use crate::calendar::Recorded;
use crate::procedure::{FactSubject, Give, Lapse, Missing, Of};
use crate::t;
use crate::tui::say;
use crate::tui::say::when;

/// What is missing, one sentence each, without what to do about it.
#[must_use]
pub fn missing(missing: &[Missing], told: Told<'_>) -> String {
    let said: Vec<String> = missing.iter().map(|one| sentence(one, told)).collect();
    said.join(&t!(told.words, refusal_facts_between))
}

/// What is missing, and the procedure that gives the first of it.
#[must_use]
pub fn facts_missing(lacking: &[Missing], told: Told<'_>) -> String {
    let procedure = lacking.first().map(|first| match told.view {
        Some(view) => say::procedure(view, &first.by, told.words),
        None => first.by.0.clone(),
    });
    t!(
        told.words,
        refusal_facts_missing,
        why = missing(lacking, told),
        procedure = procedure.unwrap_or_default()
    )
}

fn sentence(missing: &Missing, told: Told<'_>) -> String {
    let words = told.words;
    let what = what(missing, told);
    let said = match &missing.lapse {
        Lapse::Never => t!(words, refusal_fact_never, what = what),
        Lapse::Until(until) => t!(
            words,
            refusal_fact_until,
            what = what,
            until = when::date(*until, words)
        ),
        Lapse::Withdrawn(at) => t!(
            words,
            refusal_fact_withdrawn,
            what = what,
            at = told.at(Recorded(*at))
        ),
        Lapse::NotBefore(at) => t!(
            words,
            refusal_fact_not_before,
            what = what,
            from = told.at(Recorded(*at))
        ),
        Lapse::TooShort { until, needed } => t!(
            words,
            refusal_fact_too_short,
            what = what,
            until = when::date(*until, words),
            needed = when::date(*needed, words)
        ),
    };
    let clause = told.view.and_then(|view| {
        let cited = missing.clause.clone()?;
        say::clause(&[cited], view.office.profile, words)
    });
    match clause {
        Some(clause) => t!(words, refusal_fact_clause, said = said, clause = clause),
        None => said,
    }
}

/// The fact in the words of the definition that gives it, with its subject: 「佐藤 健 の研修の記録」.
fn what(missing: &Missing, told: Told<'_>) -> String {
    let words = told.words;
    let definition = told.view.and_then(|v| v.catalogue().latest(&missing.by));
    let give: Option<&Give> = definition.and_then(|definition| {
        let mut gives = definition.steps.iter().flat_map(|step| &step.gives);
        gives.find(|give| give.fact == missing.fact)
    });
    let fact = give.map_or_else(
        || missing.fact.0.clone(),
        |give| give.label.get(say::tongue(words)).to_owned(),
    );
    let subject = match (&missing.subject, told.view) {
        (FactSubject::Office, _) => return fact,
        (FactSubject::Person(no), _) => told.person(*no),
        (FactSubject::Place(place), Some(view)) => {
            say::place(&view.office, *place, view.now.date())
        }
        (FactSubject::Place(place), None) => place.0.to_string(),
        (FactSubject::Choice(name), _) => match give.map(|give| &give.of) {
            Some(Of::Field(field)) => definition
                .and_then(|definition| definition.field(field))
                .and_then(|field| field.choices.iter().find(|c| c.id.0 == *name))
                .map_or_else(
                    || name.clone(),
                    |choice| choice.label.get(say::tongue(words)).to_owned(),
                ),
            _ => name.clone(),
        },
        (FactSubject::Holding(id), view) => view
            .and_then(|view| view.office.holdings.iter().rev().find(|h| h.id == *id))
            .map_or_else(|| id.0.to_string(), |holding| holding.title.to_string()),
        (FactSubject::Words(said), _) => said.to_string(),
    };
    t!(words, refusal_fact_of, subject = subject, fact = fact)
}
