//! `kagiban import`: people, places or items of the register from a table. First what it would change and what does not
//! fit, by row and column; with `--write` all of it or nothing, signed.

use super::args::Imported;
use super::ask;
use super::failure::{Failure, path};
use super::open::open;
use super::place::Place;
use super::{Exit, print};
use crate::desk::import::{self, Misfit, ReadAs};
use crate::desk::{Desk, TakeIn, View};
use crate::journal::{PersonNo, Pin, Role};
use crate::locale::Locale;
use crate::t;
use crate::text::{Doubt, Encoding};
use crate::tui::say::{refusal, tongue};
use crate::tui::screens::register::doubt;
use crate::tui::screens::set_up::{misfit, slips, table_file};
use std::path::Path;

/// What was asked for.
pub(super) struct Wish<'a> {
    pub(super) what: Imported,
    pub(super) file: &'a Path,
    pub(super) write: bool,
    pub(super) slips: Option<&'a Path>,
}

/// Reads the table, says what it would change, and records it where that is wished.
pub(super) fn run(place: &Place, wish: &Wish<'_>, words: Locale) -> Result<Exit, Failure> {
    let (text, read_as) = import::read_file(wish.file).map_err(|error| {
        let file = path(wish.file);
        let why = table_file(&error, words);
        Failure::read(t!(words, cli_import_unread, file = file, why = why))
    })?;
    let (desk, words) = open(place, words)?;
    let view = desk.view().map_err(|e| Failure::desk(&e, words))?;
    print(&t!(
        words,
        cli_import_read,
        file = path(wish.file),
        form = form(read_as, words)
    ));
    print("\n");
    let (plan, doubts) = match plan(&view, wish.what, &text) {
        Ok(read) => read,
        Err(misfits) => {
            for wrong in &misfits {
                print(&format!("  {}\n", misfit(wrong, words)));
            }
            let count = misfits.len();
            return Err(Failure {
                exit: Exit::Found,
                text: t!(words, cli_import_misfits, count = count),
            });
        }
    };
    print(&said(&plan, &view, words));
    if plan.is_empty() {
        print(&format!("{}\n", t!(words, cli_import_nothing)));
        return Ok(Exit::Fine);
    }
    for (row, doubt) in &doubts {
        let why = self::doubt(*doubt, words);
        let line = t!(words, cli_import_doubt, row = *row, why = why);
        print(&format!("  {line}\n"));
    }
    if !wish.write {
        print(&format!("{}\n", t!(words, cli_import_dry)));
        return Ok(Exit::Fine);
    }
    record(&desk, &view, &plan, &doubts, wish, words)
}

/// Rows that look like the persons' own data, and why.
type Doubts = Vec<(u64, Doubt)>;

fn plan(view: &View, what: Imported, text: &str) -> Result<(TakeIn, Doubts), Vec<Misfit>> {
    let known = view.known_people();
    let sure = |plan| (plan, Doubts::new());
    match what {
        Imported::People => import::people(text, view.office.profile, &known)
            .map(|rows| sure(view.take_in_people(&rows))),
        Imported::Places => import::places(text, &known, &view.known_places())
            .map(|rows| sure(view.take_in_places(&rows))),
        Imported::Holdings => import::holdings(text, &view.office, view.today().0).map(|rows| {
            let doubts = rows.iter().filter_map(|row| Some((row.line, row.doubt?)));
            (view.take_in_holdings(&rows), doubts.collect())
        }),
    }
}

fn form(read_as: ReadAs, words: Locale) -> String {
    match read_as {
        ReadAs::Workbook => t!(words, cli_import_workbook),
        ReadAs::Text(Encoding::Utf8 | Encoding::Utf8Bom) => "UTF-8".to_owned(),
        ReadAs::Text(Encoding::Utf16Le | Encoding::Utf16Be) => "UTF-16".to_owned(),
        ReadAs::Text(Encoding::Cp932) => "CP932".to_owned(),
    }
}

/// What would change, line by line.
fn said(plan: &TakeIn, view: &View, words: Locale) -> String {
    let mut lines = vec![t!(
        words,
        cli_import_sum,
        added = plan.added.len(),
        changed = plan.changed.len(),
        same = plan.same,
        roles = plan.roles.len()
    )];
    let line = |what: String| format!("  {what}");
    lines.extend(
        plan.added
            .iter()
            .map(|who| line(t!(words, cli_import_added, what = who.as_str()))),
    );
    lines.extend(
        plan.changed
            .iter()
            .map(|who| line(t!(words, cli_import_changed, what = who.as_str()))),
    );
    lines.extend(plan.roles.iter().map(|(who, role)| {
        let role = self::role(view, *role, words);
        line(t!(
            words,
            cli_import_role,
            what = who.as_str(),
            role = role.as_str()
        ))
    }));
    lines.push(String::new());
    lines.join("\n")
}

fn role(view: &View, role: Role, words: Locale) -> String {
    let profile = view.office.profile.profile();
    profile.role(role, tongue(words)).to_owned()
}

/// Asks who signs, and records all of it.
fn record(
    desk: &Desk,
    view: &View,
    plan: &TakeIn,
    doubts: &[(u64, Doubt)],
    wish: &Wish<'_>,
    words: Locale,
) -> Result<Exit, Failure> {
    let has_slips = wish.what == Imported::People && !plan.added.is_empty();
    let slips_to = match wish.slips {
        Some(file) if file.exists() => {
            let file = path(file);
            return Err(Failure::written(t!(
                words,
                cli_import_slips_there,
                file = file
            )));
        }
        None if has_slips => {
            return Err(Failure {
                exit: Exit::Usage,
                text: t!(words, cli_import_slips_needed),
            });
        }
        other => other,
    };
    if !ask::somebody() {
        return Err(Failure::written(t!(words, cli_import_nobody)));
    }
    let given_up = || Failure::written(t!(words, cli_import_given_up));
    if !doubts.is_empty() {
        let sure = ask::yes(&t!(words, cli_import_sure, count = doubts.len()));
        if !sure.map_err(|error| Failure::io(&error, words))? {
            return Err(given_up());
        }
    }
    let signer = sign(&t!(words, cli_import_signer), words)?.ok_or_else(given_up)?;
    let second = if plan.needs_second() {
        Some(sign(&t!(words, cli_import_second), words)?.ok_or_else(given_up)?)
    } else {
        None
    };
    let made = desk
        .take_in(
            plan,
            (signer.0, &signer.1),
            second.as_ref().map(|(no, pin)| (*no, pin)),
        )
        .map_err(|error| {
            let told = refusal::Told::new(view, words);
            Failure::written(refusal::sign_error(&error, signer.0, &[], told))
        })?;
    print(&format!(
        "{}\n",
        t!(
            words,
            cli_import_done,
            count = plan.added.len() + plan.changed.len()
        )
    ));
    if let (Some(file), false) = (slips_to, made.is_empty()) {
        let office = desk.view().map_err(|e| Failure::desk(&e, words))?.office;
        let text = slips::print(&office, &made, words);
        slips::write(file, &text).map_err(|why| {
            let why = crate::tui::say::io::error(&why, words);
            Failure::written(t!(words, cli_import_slips_failed, why = why))
        })?;
        let count = made.len();
        let file = path(file);
        print(&format!(
            "{}\n",
            t!(words, cli_import_slips, count = count, file = file)
        ));
    }
    Ok(Exit::Fine)
}

fn sign(who: &str, words: Locale) -> Result<Option<(PersonNo, Pin)>, Failure> {
    let io = |error| Failure::io(&error, words);
    let Some(no) = ask::number(who).map_err(io)? else {
        return Ok(None);
    };
    let pin = ask::pin(&t!(words, cli_import_pin)).map_err(io)?;
    Ok(pin.map(|pin| (no, pin)))
}
