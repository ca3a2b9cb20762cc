//! `kagiban status`: what is outstanding, for a person or for a scheduler that nags.

use super::failure::Failure;
use super::open::open;
use super::place::Place;
use super::{Exit, print};
use crate::calendar::wareki;
use crate::desk::{OFFICE, Outstanding, Status, View, WaitsFor};
use crate::locale::{Lang, Locale};
use crate::procedure::{DefId, Definition};
use crate::t;
use crate::text::{pad, width};
use crate::tui::say::duty::of_period;
use crate::tui::say::{person, tongue};
use serde::Serialize;

/// Prints it.
pub(super) fn run(place: &Place, json: bool, words: Locale) -> Result<Exit, Failure> {
    let (desk, words) = open(place, words)?;
    let view = desk.view().map_err(|e| Failure::desk(&e, words))?;
    let status = view.status().map_err(|e| Failure::desk(&e, words))?;
    print(&if json {
        as_json(&status)
    } else {
        as_text(&status, &view, words)
    });
    Ok(if status.outstanding.is_empty() {
        Exit::Fine
    } else {
        Exit::Found
    })
}

/// What `--json` prints; the manual page promises these names.
#[derive(Serialize)]
struct Json<'a> {
    date: String,
    open_day: bool,
    outstanding: Vec<JsonLine<'a>>,
}

#[derive(Serialize)]
struct JsonLine<'a> {
    procedure: &'a str,
    case: Option<String>,
    what: &'a str,
    due: Option<String>,
    period: Option<String>,
    late: bool,
    waits_for: &'a str,
}

fn as_json(status: &Status) -> String {
    let lines = status.outstanding.iter().map(|line| JsonLine {
        procedure: &line.procedure,
        case: line.case.map(|case| case.to_string()),
        what: &line.what,
        due: line.due.map(|day| day.to_string()),
        period: line.period.map(|period| period.first().to_string()),
        late: line.late,
        waits_for: waits_for(&line.waits_for),
    });
    let json = Json {
        date: status.date.to_string(),
        open_day: status.open_day,
        outstanding: lines.collect(),
    };
    // Strings, booleans and lists always have a form in JSON.
    serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
}

/// `lock`, `explanation`, `return`, `manager`, `answer`, `countersignature`, or the id of the step.
fn waits_for(waits: &WaitsFor) -> &str {
    match waits {
        WaitsFor::Lock => "lock",
        WaitsFor::Explanation => "explanation",
        WaitsFor::Manager => "manager",
        WaitsFor::Step(step) => &step.0,
        WaitsFor::Answer(_) => "answer",
        WaitsFor::Return => "return",
        WaitsFor::Countersignature => "countersignature",
    }
}

fn as_text(status: &Status, view: &View, words: Locale) -> String {
    let date = match words.lang() {
        Lang::Ja => wareki::long(status.date),
        Lang::En => status.date.to_string(),
    };
    let mut text = if status.open_day {
        t!(words, cli_status_open_day, date = date)
    } else {
        t!(words, cli_status_closed_day, date = date)
    };
    text.push('\n');
    if status.sample {
        text.push_str(&t!(words, cli_status_sample));
        text.push('\n');
    }
    let rows: Vec<[String; 6]> = status
        .outstanding
        .iter()
        .map(|line| row(line, view, words))
        .collect();
    let mut widest = [0; 6];
    for (column, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
        if let Some(widest) = widest.get_mut(column) {
            *widest = width(cell).max(*widest);
        }
    }
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(widest)
            .map(|(cell, widest)| pad(cell, widest))
            .collect();
        text.push_str(&format!("  {}\n", cells.join("  ").trim_end()));
    }
    text.push_str(&match status.outstanding.len() {
        0 => t!(words, cli_status_none),
        count => {
            let late = status.outstanding.iter().filter(|line| line.late).count();
            t!(words, cli_status_count, count = count, late = late)
        }
    });
    text.push('\n');
    text
}

/// State, day, procedure, which case, what, and whom it waits for.
fn row(line: &Outstanding, view: &View, words: Locale) -> [String; 6] {
    let mark = if line.late {
        t!(words, mark_late)
    } else {
        t!(words, mark_open)
    };
    let tongue = tongue(words);
    let definition = view
        .catalogue()
        .latest(&DefId::from(line.procedure.as_str()));
    let title = |d: &Definition| d.title.get(tongue).to_owned();
    let procedure = match line.period {
        // Of a duty of the calendar: which month's, which year's.
        Some(period) => of_period(view, &DefId::from(line.procedure.as_str()), period, words),
        None if line.procedure == OFFICE => t!(words, more_office),
        None => definition.map_or_else(|| line.procedure.clone(), title),
    };
    let waits = match &line.waits_for {
        WaitsFor::Lock => t!(words, cli_waits_lock),
        WaitsFor::Explanation => t!(words, cli_waits_explanation),
        WaitsFor::Manager => t!(words, cli_waits_manager),
        WaitsFor::Answer(no) => {
            t!(words, cli_waits_answer, person = person(&view.office, *no))
        }
        WaitsFor::Return => t!(words, cli_waits_return),
        WaitsFor::Countersignature => t!(words, cli_waits_countersignature),
        WaitsFor::Step(step) => {
            let step = definition
                .and_then(|d| d.steps.iter().find(|s| s.id == *step))
                .map_or(step.0.as_str(), |s| s.title.get(tongue));
            t!(words, cli_waits_step, step = step)
        }
    };
    let due = line.due.map_or_else(String::new, |day| match words.lang() {
        Lang::Ja => wareki::short(day),
        Lang::En => day.to_string(),
    });
    let number = line.number.map_or_else(String::new, |number| {
        t!(words, say_case_no, number = number.to_string())
    });
    [mark, due, procedure, number, line.what.clone(), waits]
}
