//! Answers that cannot stand.

use crate::locale::Locale;
use crate::office::ProfileId;
use crate::procedure::{ChoiceId, Definition, FieldFault, FieldId, LineFault};
use crate::t;
use crate::tui::say::{clause, field as label, tongue, when};

/// What is wrong with one answer, named by its question.
#[must_use]
pub fn fault(
    fault: &FieldFault,
    procedure: Option<&Definition>,
    profile: Option<ProfileId>,
    words: Locale,
) -> String {
    let name = |id: &FieldId| match procedure {
        Some(definition) => label(definition, id, words),
        None => id.0.clone(),
    };
    let field = name(fault.field());
    match fault {
        FieldFault::Unknown(_) => t!(words, refusal_field_unknown, field = field),
        FieldFault::NotOfStep(_) => t!(words, refusal_field_not_of_step, field = field),
        FieldFault::NotAsked(_) => t!(words, refusal_field_not_asked, field = field),
        FieldFault::Missing(_) => t!(words, refusal_field_missing, field = field),
        FieldFault::WrongKind(..) => t!(words, refusal_field_kind, field = field),
        FieldFault::Fixed(_) => t!(words, refusal_field_fixed, field = field),
        FieldFault::Length { min, max, .. } if min == max => {
            t!(words, refusal_field_length_exact, field = field, min = *min)
        }
        FieldFault::Length { min, max, .. } => t!(
            words,
            refusal_field_length,
            field = field,
            min = *min,
            max = *max
        ),
        FieldFault::Characters(_) => t!(words, refusal_field_characters, field = field),
        FieldFault::TooFew { min, .. } => {
            t!(words, refusal_field_few, field = field, min = *min)
        }
        FieldFault::NotEqual { other, .. } => t!(
            words,
            refusal_field_not_equal,
            field = field,
            other = name(other)
        ),
        FieldFault::Tally {
            lines, least, most, ..
        } if least == most => t!(
            words,
            refusal_field_tally,
            field = field,
            lines = name(lines),
            count = *least
        ),
        FieldFault::Tally {
            lines, least, most, ..
        } => t!(
            words,
            refusal_field_tally_part,
            field = field,
            lines = name(lines),
            least = *least,
            most = *most
        ),
        FieldFault::Before { other, .. } if other.0 == "today" => {
            t!(words, refusal_field_before_today, field = field)
        }
        FieldFault::Before { other, .. } => t!(
            words,
            refusal_field_before,
            field = field,
            other = name(other)
        ),
        FieldFault::ToCome(_) => t!(words, refusal_field_to_come, field = field),
        FieldFault::Time(_) => t!(words, refusal_field_time, field = field),
        FieldFault::Email { at, .. } => {
            t!(words, refusal_field_email, field = field, at = *at + 1)
        }
        FieldFault::Twice { at, .. } => {
            t!(words, refusal_field_twice, field = field, at = *at + 1)
        }
        FieldFault::NotAChoice(_) => t!(words, refusal_field_choice, field = field),
        FieldFault::Stops { field: id, choice } => match stops(procedure, id, choice, words) {
            Some(why) => t!(words, refusal_field_stops, field = field, why = why),
            None => t!(words, refusal_field_stops_bare, field = field),
        },
        FieldFault::Line {
            field: id,
            line,
            what,
        } => {
            let cited = procedure.and_then(|p| p.field(id)).zip(profile);
            let clause = cited.and_then(|(f, profile)| clause(&f.clauses, profile, words));
            line_fault(*what, field, *line + 1, clause, words)
        }
        FieldFault::TooManyLines(_, max) => {
            t!(words, refusal_field_lines, field = field, max = *max)
        }
        FieldFault::Rows(_) => t!(words, refusal_field_rows, field = field),
        FieldFault::NotOfOffice(_) => t!(words, refusal_field_not_of_office, field = field),
    }
}

fn line_fault(
    what: LineFault,
    field: String,
    line: usize,
    clause: Option<String>,
    words: Locale,
) -> String {
    match what {
        LineFault::Title => t!(words, refusal_line_title, field = field, line = line),
        LineFault::Count => t!(words, refusal_line_count, field = field, line = line),
        LineFault::Special => t!(words, refusal_line_special, field = field, line = line),
        LineFault::Holding => t!(words, refusal_line_holding, field = field, line = line),
        LineFault::Basis => t!(words, refusal_line_basis, field = field, line = line),
        LineFault::OverRegister { left } => match clause {
            Some(clause) => t!(
                words,
                refusal_line_over_register_clause,
                field = field,
                line = line,
                left = left,
                clause = clause
            ),
            None => t!(
                words,
                refusal_line_over_register,
                field = field,
                line = line,
                left = left
            ),
        },
        LineFault::NotHere { here, out } => t!(
            words,
            refusal_line_not_here,
            field = field,
            line = line,
            here = here,
            out = out
        ),
        LineFault::Kept { until } => {
            let until = when::date(until, words);
            match clause {
                Some(clause) => t!(
                    words,
                    refusal_line_kept_clause,
                    field = field,
                    line = line,
                    until = until,
                    clause = clause
                ),
                None => t!(
                    words,
                    refusal_line_kept,
                    field = field,
                    line = line,
                    until = until
                ),
            }
        }
    }
}

/// What the choice itself says of why it stops a step.
fn stops(
    procedure: Option<&Definition>,
    field: &FieldId,
    choice: &ChoiceId,
    words: Locale,
) -> Option<String> {
    let field = procedure?.field(field)?;
    let choice = field.choices.iter().find(|c| c.id == *choice)?;
    Some(choice.stops.as_ref()?.get(tongue(words)).to_owned())
}
