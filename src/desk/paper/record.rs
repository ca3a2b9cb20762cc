//! What was printed is itself an entry: who put out which sheets, filled from which journal, as
//! which bytes. It is signed by the person before the paper goes, so that no paper goes unsigned;
//! the sentence says that it is put out, not that it lies in the tray.

use super::{Format, Made};
use crate::desk::{DeskError, Proposal, View, Wanted, random};
use crate::journal::{CaseId, Checkpoint, ShortRoot, UnitId};
use crate::office::Office;
use crate::procedure::{
    Case, CaseAct, ChoiceId, DefId, Definition, FieldId, Opening, Refusal, SheetFault, Sign,
    StepId, Value, Values,
};
use crate::store::{ReadLog as _, StoreError};
use crate::text::{Text, ellipsis};

/// The procedure of what was printed.
pub const PRINTING: &str = "printing";
/// Its step.
const PRINT: &str = "print";
/// Its field with size and short root of the journal that the sheets were filled from.
const JOURNAL: &str = "journal";
/// The most columns of the words that name a form or a period in the record.
const WORDS_MAX: usize = 160;

/// What goes out.
#[derive(Debug, Clone)]
pub struct Printing<'a> {
    /// The form, by number and title.
    pub form: &'a str,
    /// Of which period or case, in words.
    pub of: &'a str,
    /// Which sheets.
    pub wanted: &'a Wanted,
    /// As what.
    pub format: Format,
    /// To the printer; else into a file.
    pub printer: bool,
    /// The journal that they print.
    pub checkpoint: Checkpoint,
    /// The bytes.
    pub made: &'a Made,
}

impl View {
    /// Whether the office keeps records of what is printed: one that was founded by an older
    /// program has to take the procedure up first.
    #[must_use]
    pub fn records_printing(&self) -> bool {
        let id = DefId::from(PRINTING);
        self.catalogue().in_use().any(|def| def.id == id)
    }

    /// The record of what goes out, to be signed before it goes.
    ///
    /// # Errors
    /// No randomness for its name; words that fit no record.
    pub fn propose_printing(&self, printing: &Printing<'_>) -> Result<Proposal, DeskError> {
        let id = DefId::from(PRINTING);
        let definition = self.catalogue().latest(&id);
        let definition =
            definition.ok_or_else(|| DeskError::Row("no such procedure".to_owned()))?;
        let case = CaseId(random().map_err(|e| DeskError::Row(e.to_string()))?);
        Ok(Proposal {
            case,
            unit: unit_of(&self.office, printing.wanted, self),
            after: None,
            act: CaseAct::Sign(Sign {
                open: Some(Opening {
                    procedure: definition.reference(),
                    origin: None,
                    values: Values::new(),
                }),
                steps: vec![StepId::from(PRINT)],
                values: values(printing)?,
                lines: Default::default(),
                same: Default::default(),
                took: None,
            }),
            happened: None,
            day: None,
        })
    }
}

fn unit_of(office: &Office, wanted: &Wanted, view: &View) -> UnitId {
    let today = view.today().0;
    let place = wanted.place.and_then(|id| {
        let place = office.place(id, today);
        place.or_else(|| office.place_ever(id))
    });
    let first = office.units.first().map_or(UnitId(1), |unit| unit.id);
    place.map_or(first, |place| place.unit)
}

fn values(printing: &Printing<'_>) -> Result<Values, DeskError> {
    let text = |words: &str| {
        let words = ellipsis(words, WORDS_MAX);
        let text = Text::new(&words).map_err(|e| DeskError::Row(e.to_string()))?;
        Ok::<_, DeskError>(Value::Text(text))
    };
    let choice = |id: &str| Value::Choice(ChoiceId::from(id));
    let pages = u32::try_from(printing.made.pages).unwrap_or(u32::MAX);
    let digest: String = printing
        .made
        .digest
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut values = Values::from([
        (FieldId::from("form"), text(printing.form)?),
        (FieldId::from("of"), text(printing.of)?),
        (FieldId::from("pages"), Value::Count(pages)),
        (
            FieldId::from("to"),
            choice(if printing.printer { "printer" } else { "file" }),
        ),
        (
            FieldId::from("format"),
            choice(match printing.format {
                Format::Pdf => "pdf",
                Format::Xlsx => "xlsx",
                Format::Csv(_) => "csv",
                Format::Text => "text",
            }),
        ),
        (FieldId::from(JOURNAL), text(&pin(&printing.checkpoint))?),
        (FieldId::from("digest"), text(&digest)?),
    ]);
    if let Some(place) = printing.wanted.place {
        values.insert(FieldId::from("place"), Value::Place(place));
    }
    Ok(values)
}

/// Size and short root: `117 D8N6-T27N-WFHZ-DD3F-NH3J-2664-B1`.
fn pin(checkpoint: &Checkpoint) -> String {
    format!("{} {}", checkpoint.size, checkpoint.short_root())
}

/// Whether the journal that a record of printing names is this one: the tree of that size had that
/// root. `root_at` gives the root of an earlier size, none for one that is not there yet.
///
/// # Errors
/// [`SheetFault::Changed`]: it is another journal's, or none.
pub(in crate::desk) fn judge<E>(
    definition: &Definition,
    values: &Values,
    root_at: impl FnOnce(u64) -> Result<Option<[u8; 32]>, E>,
) -> Result<Result<(), Refusal>, E> {
    if definition.id.0 != PRINTING {
        return Ok(Ok(()));
    }
    let named = match values.get(&FieldId::from(JOURNAL)) {
        Some(Value::Text(named)) => named.as_str(),
        _ => "",
    };
    let size = named.split(' ').next().and_then(|size| size.parse().ok());
    let root = match size {
        Some(size) => root_at(size)?,
        None => None,
    };
    let is = size
        .zip(root)
        .is_some_and(|(size, root)| named == format!("{size} {}", ShortRoot::of(&root)));
    Ok(if is {
        Ok(())
    } else {
        Err(Refusal::Sheet(SheetFault::Changed))
    })
}

impl View {
    /// The same against the journal of this look.
    pub(in crate::desk) fn judges_printing(
        &self,
        definition: &Definition,
        case: &Case,
    ) -> Result<Result<(), Refusal>, StoreError> {
        judge(definition, &case.values, |size| self.snapshot.root_at(size))
    }
}
