//! Which cases the forms of a year list, in the order in which they list them: by official No., and
//! a record that has none by its case number.

use super::{Model, Stop, put};
use crate::calendar::FiscalYear;
use crate::desk::rows::{CaseRow, key};
use crate::procedure::{Definition, Law};
use crate::store::RowsMut;

impl Model {
    /// Gives the official No., and lists the case under it.
    pub(super) fn list_number(
        &self,
        rows: &mut dyn RowsMut,
        definition: &Definition,
        row: &CaseRow,
        year: FiscalYear,
    ) -> Result<u32, Stop> {
        let book = key::book(definition.law, &definition.id);
        let no = self.next(rows, &key::form_number(row.case.unit, &book, year))?;
        let listed = key::form(row.case.unit, &book, year, no);
        if self.judged.is_none() {
            put(rows, key::FORMS, &listed, &row.case.id)?;
        }
        Ok(no)
    }

    /// Lists a record that no step gives an official No. as soon as it begins.
    pub(super) fn list_begun(
        &self,
        rows: &mut dyn RowsMut,
        definition: &Definition,
        row: &CaseRow,
        year: FiscalYear,
    ) -> Result<(), Stop> {
        let judges = self.judged.is_some();
        if judges
            || definition.law != Law::Record
            || definition.steps.iter().any(|step| step.numbers)
        {
            return Ok(());
        }
        let book = key::book(definition.law, &definition.id);
        let listed = key::form(row.case.unit, &book, year, row.number);
        put(rows, key::FORMS, &listed, &row.case.id)
    }
}
