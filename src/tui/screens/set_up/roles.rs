//! Step 4: who holds which role, since when and until when; below, whether that is enough.

use super::page::{Look, Page, Turn, number};
use super::people::{form_actions, list_actions, table_action};
use super::proof;
use crate::calendar::parse_date;
use crate::desk::roster::{RosterLine, roster_proof};
use crate::desk::set_up_file::{Day, Draft, DraftPerson, DraftRole, Lack};
use crate::journal::{PersonNo, Role};
use crate::locale::Lang;
use crate::procedure::Catalogue;
use crate::t;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn, date_columns, typed_date};
use crate::tui::widgets::List;
use crate::tui::{Action, Canvas, Key, Mark, Offer, Row, Tone};
use chrono::NaiveDate;

/// What 空白 offers, one after the other.
const CYCLE: [&[Role]; 8] = [
    &[],
    &[Role::Manager],
    &[Role::Deputy],
    &[Role::ProtectionOfficer],
    &[Role::Auditor],
    &[Role::Administrator],
    &[Role::Administrator, Role::Staff],
    &[Role::Witness],
];

/// Rows of the list, of the proof.
const LIST_ROWS: u16 = 7;
const PROOF_ROWS: usize = 6;

pub(super) struct Roles {
    /// People in the order shown, fixed while the page is open: a row must not jump away under
    /// the key that changes it.
    order: Vec<PersonNo>,
    list: List,
    proof: Vec<RosterLine>,
    dates: Option<(PersonNo, Form)>,
}

impl Roles {
    pub(super) fn new(draft: &Draft, look: Look) -> Self {
        let mut people: Vec<&DraftPerson> = draft.people.iter().collect();
        people.sort_by_key(|p| (p.roles.is_empty(), p.no));
        let order: Vec<PersonNo> = people.iter().map(|p| p.no).collect();
        let mut page = Self {
            list: List::new(order.len()),
            order,
            proof: Vec::new(),
            dates: None,
        };
        page.prove(draft, look);
        page
    }

    fn prove(&mut self, draft: &Draft, look: Look) {
        let office = draft.office(look.today);
        self.proof = roster_proof(Catalogue::embedded(), &office, look.today);
    }

    fn findings(&self) -> usize {
        let lines = self.proof.iter();
        lines.filter(|line| line.what.is_finding()).count()
    }

    fn selected(&self) -> Option<PersonNo> {
        self.list
            .selected()
            .and_then(|nth| self.order.get(nth))
            .copied()
    }

    /// The next role of a person; its dates begin anew.
    fn change(draft: &mut Draft, no: PersonNo) {
        let Some(person) = draft.people.iter_mut().find(|p| p.no == no) else {
            return;
        };
        let now: Vec<Role> = person.roles.iter().map(|r| r.role).collect();
        let at = CYCLE.iter().position(|roles| *roles == now.as_slice());
        let next = at.map_or(0, |at| (at + 1) % CYCLE.len());
        person.roles = CYCLE
            .get(next)
            .copied()
            .unwrap_or_default()
            .iter()
            .map(|role| DraftRole {
                role: *role,
                from: None,
                until: None,
            })
            .collect();
    }

    fn open_dates(&mut self, draft: &Draft, look: Look) -> Turn {
        let Some(person) = self.selected().and_then(|no| draft.person(no)) else {
            return Turn::Taken;
        };
        let (from, until) = dates(draft, person, look.today);
        let words = look.words;
        let until = until.map(|until| typed_date(until, words));
        let form = Form::new(vec![
            Entry::ascii(t!(words, setup_role_from), 12)
                .with(&typed_date(from, words))
                .hint(t!(words, setup_role_from_hint)),
            Entry::ascii(t!(words, setup_role_until), 12)
                .with(&until.unwrap_or_default())
                .hint(t!(words, setup_role_until_hint)),
        ]);
        self.dates = Some((person.no, form));
        Turn::Opened
    }

    fn take_dates(form: &Form, no: PersonNo, draft: &mut Draft, look: Look) -> Result<(), String> {
        let words = look.words;
        let wrong = |_| t!(words, setup_date_wrong);
        let from = parse_date(form.value(0), look.today).map_err(wrong)?;
        let until = match form.value(1).trim() {
            "" => None,
            typed => Some(parse_date(typed, from).map_err(wrong)?),
        };
        if until.is_some_and(|until| until < from) {
            return Err(t!(words, setup_dates_order));
        }
        let Some(person) = draft.people.iter_mut().find(|p| p.no == no) else {
            return Ok(());
        };
        if person.roles.is_empty() {
            person.from = Some(Day(from));
            person.until = until.map(Day);
        }
        for role in &mut person.roles {
            role.from = Some(Day(from));
            role.until = until.map(Day);
        }
        Ok(())
    }
}

/// From when and until when somebody holds their role, or belongs to the office.
fn dates(draft: &Draft, person: &DraftPerson, today: NaiveDate) -> (NaiveDate, Option<NaiveDate>) {
    let role = person.roles.first();
    let from = role.and_then(|r| r.from).or(person.from).or(draft.from);
    let until = match role {
        Some(role) => role.until,
        None => person.until,
    };
    (from.map_or(today, |day| day.0), until.map(|day| day.0))
}

/// Which role is missing before an office can be made of this.
fn lack(draft: &Draft, look: Look) -> Option<String> {
    match draft.lacks(look.today)? {
        lack @ (Lack::Administrator | Lack::Manager) => Some(super::last::lack(lack, look.words)),
        _ => None,
    }
}

fn held(person: &DraftPerson, look: Look) -> String {
    if person.roles.is_empty() {
        return look.role(Role::Staff);
    }
    let names: Vec<String> = person.roles.iter().map(|r| look.role(r.role)).collect();
    names.join(&t!(look.words, setup_roles_between))
}

impl Page for Roles {
    fn draw(&mut self, draft: &Draft, canvas: &mut Canvas<'_>, look: Look) {
        let words = look.words;
        let date = date_columns(words);
        // Where dates are longer, the reading has less room.
        let (no, kana) = match words.lang() {
            Lang::Ja => (3, 15),
            Lang::En => (4, 10),
        };
        let header = Row::new()
            .gap(2)
            .cell(no, t!(words, setup_column_number))
            .cell(15, t!(words, setup_column_name))
            .cell(kana + 1, t!(words, setup_column_kana))
            .cell(10, t!(words, setup_column_section))
            .cell(16, t!(words, setup_column_role))
            .cell(date + 1, t!(words, setup_role_from))
            .text(t!(words, setup_role_until));
        canvas.row(0, &header);
        let more = canvas.height().saturating_sub(19);
        let rows = LIST_ROWS + more;
        let chosen = self.list.selected();
        let focus = self.dates.is_none();
        let order = &self.order;
        self.list.draw(canvas, (1, 1), rows, focus, |nth| {
            let Some(p) = order.get(nth).and_then(|no| draft.person(*no)) else {
                return Row::new();
            };
            let (from, until) = dates(draft, p, look.today);
            let role = held(p, look);
            let row = Row::new()
                .gap(2)
                .cell(no, number(p.no))
                .cell(14, p.name.as_str())
                .gap(1)
                .cell(kana, p.kana.as_str())
                .gap(1)
                .cell(8, p.section.as_str());
            // The brackets stand in the gaps: the role is as long with them as without.
            let row = if chosen == Some(nth) {
                row.toned(Tone::Rule, "[")
                    .cell_toned(Tone::Focus, 15, &role)
                    .toned(Tone::Rule, "]")
                    .gap(1)
            } else {
                row.gap(2).cell(15, &role).gap(1)
            };
            let until = until.map(|until| typed_date(until, words));
            row.cell(date, typed_date(from, words))
                .gap(1)
                .text(until.unwrap_or_default())
        });
        let shown = self.order.len().min(usize::from(rows));
        let count = Row::new()
            .gap(3)
            .toned(
                Tone::Faint,
                t!(
                    words,
                    setup_roles_count,
                    count = self.order.len(),
                    shown = shown
                ),
            )
            .at(53)
            .toned(Tone::Faint, t!(words, setup_roles_space));
        canvas.row(rows + 1, &count);
        canvas.rule(rows + 2);
        let at = rows + 3;
        if let Some((no, form)) = &self.dates {
            let name = draft
                .person(*no)
                .map_or(String::new(), |p| p.name.to_string());
            canvas.text(
                2,
                at,
                Tone::Heading,
                t!(words, setup_role_dates, name = name),
            );
            form.draw(canvas, (2, at + 2), 10, true);
            return;
        }
        canvas.text(1, at, Tone::Plain, t!(words, setup_proof_heading));
        let office = draft.office(look.today);
        // What F9 will refuse comes first.
        let mut at_row = at + 1;
        let mut most = PROOF_ROWS;
        if let Some(lack) = lack(draft, look) {
            let row = Row::new().gap(2).mark(Mark::Needed, words).gap(1);
            canvas.row(at_row, &row.text(lack));
            at_row += 1;
            most = most.saturating_sub(1);
        }
        let lines = proof::rows(&office, &self.proof, look.today, most, words);
        for (row, y) in lines.iter().zip(at_row..) {
            canvas.row(y, row);
        }
        canvas.text(1, at + 8, Tone::Plain, t!(words, setup_no_pins));
    }

    fn hint(&self, draft: &Draft, look: Look) -> String {
        if let Some((_, form)) = &self.dates {
            return form.hint().to_owned();
        }
        if let Some(lack) = lack(draft, look) {
            return lack;
        }
        match self.findings() {
            0 => t!(look.words, setup_proof_none),
            count => t!(look.words, setup_proof_findings, count = count),
        }
    }

    fn actions(&self, _: &Draft, look: Look) -> Vec<Offer> {
        if self.dates.is_some() {
            return form_actions();
        }
        let mut offers = list_actions(look.words);
        offers.push(Action::ChangeRole.into());
        offers.push(Action::Open.called(t!(look.words, setup_key_dates)));
        offers.push(Action::Add.into());
        offers.push(table_action(look.words));
        offers
    }

    fn key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        if let Some((no, form)) = &mut self.dates {
            let turn = match key.action {
                Some(Action::NextStep) => FormTurn::Done,
                _ => form.key(key, look.words),
            };
            return match turn {
                FormTurn::Pass | FormTurn::Taken => Turn::Taken,
                FormTurn::Refused(why) => Turn::Refused(why),
                FormTurn::Left => {
                    self.dates = None;
                    Turn::Opened
                }
                FormTurn::Done => match Self::take_dates(form, *no, draft, look) {
                    Err(why) => Turn::Refused(why),
                    Ok(()) => {
                        self.dates = None;
                        self.prove(draft, look);
                        Turn::Changed
                    }
                },
            };
        }
        match key.action {
            Some(Action::ChangeRole) => {
                if let Some(no) = self.selected() {
                    Self::change(draft, no);
                    self.prove(draft, look);
                }
                Turn::Changed
            }
            Some(Action::Open) => self.open_dates(draft, look),
            _ if self.list.key(key) => Turn::Taken,
            _ => Turn::Pass,
        }
    }

    fn typing(&self) -> bool {
        self.dates.is_some()
    }

    fn inside(&self) -> bool {
        self.dates.is_some()
    }
}
