//! The register (台帳): what the office holds, where it lies, what is out, and what was done with it.

use super::error::DeskError;
use super::rows::{HandledRow, HoldingRow, SCHEMA, duties, key};
use super::view::{View, each_row, read_row};
use crate::journal::{CaseId, HoldingId, PlaceId};
use crate::office::{Holding, Office};
use crate::procedure::{DefRef, Handled, Held, HoldingLine, KeptPart, Media, Register};
use crate::store::{Direction, KeyRange};
use crate::text::fold_key;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Which items are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterFilter {
    /// Words that must all stand in title, task or place, or the number; as typed.
    pub words: String,
    /// Only what lies, or belongs, there.
    pub place: Option<PlaceId>,
    /// Only what is out now.
    pub out: bool,
    /// Items that are no longer held as well.
    pub ended: bool,
}

/// An item as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLine {
    /// The item, as of today or as last known.
    pub item: Holding,
    /// Where it lies: where it was last brought, or where the register keeps it.
    pub place: Option<PlaceId>,
    /// Registered and not disposed of or given back, 件数.
    pub left: u32,
    /// Disposed of, 件数.
    pub disposed: u32,
    /// Given back, 件数.
    pub returned: u32,
    /// Out now, 件数.
    pub out: u32,
    /// Reported as missing, 件数.
    pub missing: u32,
    /// Parts that a law keeps after a disposal; of one item, those whose day has come too, until
    /// they are dealt with.
    pub kept: Vec<KeptPart>,
    /// Whether the register holds it today.
    pub held: bool,
}

impl RegisterLine {
    /// What should lie in its place now, 件数.
    #[must_use]
    pub fn inside(&self) -> u32 {
        self.left.saturating_sub(self.out)
    }

    /// The item as a line of what should lie in its place now.
    #[must_use]
    pub fn expected(&self) -> HoldingLine {
        HoldingLine {
            holding: Some(self.item.id),
            title: self.item.title.clone(),
            count: self.inside(),
            media: match self.item.media.as_str() {
                "data" => Media::Data,
                "medium" => Media::Medium,
                _ => Media::Paper,
            },
            special: self.item.special.clone(),
        }
    }
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterPage {
    /// The items, by number.
    pub lines: Vec<RegisterLine>,
    /// How many there are in all that the filter wants.
    pub total: usize,
}

/// One thing that was done with an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceLine {
    /// The case.
    pub case: CaseId,
    /// What it runs.
    pub procedure: DefRef,
    /// 案件 number.
    pub number: u32,
    /// Official No.
    pub form_no: Option<u32>,
    /// What was done.
    pub did: Handled,
}

/// What the register knew at one moment, without the office's file: for a wizard that is open.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<HoldingId, HoldingRow>);

impl Known {
    /// Of that item; nothing was done with it where it is not there.
    #[must_use]
    pub fn row(&self, id: HoldingId) -> HoldingRow {
        self.0.get(&id).cloned().unwrap_or_default()
    }

    /// An item as it stands.
    #[must_use]
    pub fn line(&self, office: &Office, item: &Holding, day: NaiveDate) -> RegisterLine {
        line(office, item, self.row(item.id), day)
    }
}

impl Register for Known {
    fn held(&self, holding: HoldingId) -> Held {
        self.row(holding).as_held()
    }
}

impl Register for View {
    /// Where the row cannot be read nothing may leave: an error shows itself when it is written.
    fn held(&self, holding: HoldingId) -> Held {
        self.holding_row(holding).map_or_else(
            |_| Held {
                gone: u32::MAX,
                out: 0,
                kept: Vec::new(),
            },
            |row| row.as_held(),
        )
    }
}

impl View {
    fn holding_row(&self, id: HoldingId) -> Result<HoldingRow, DeskError> {
        let row: Option<HoldingRow> = self.row(key::HOLDINGS, &key::holding(id))?;
        Ok(row.unwrap_or_default())
    }

    /// What the register knows now, of every item with which anything was done.
    pub fn register_known(&self) -> Result<Known, DeskError> {
        let mut known = BTreeMap::new();
        let rows = self.snapshot.rows(SCHEMA)?;
        each_row(
            &rows,
            &KeyRange::all(key::HOLDINGS),
            Direction::Forward,
            usize::MAX,
            |key, row| {
                let id = <[u8; 2]>::try_from(key)
                    .map_err(|_| DeskError::Row("not the key of an item".to_owned()))?;
                known.insert(HoldingId(u16::from_be_bytes(id)), row);
                Ok(())
            },
        )?;
        Ok(Known(known))
    }

    /// Items of the register by number, `limit` of them from the `from`-th on.
    pub fn register(
        &self,
        filter: &RegisterFilter,
        from: usize,
        limit: usize,
    ) -> Result<RegisterPage, DeskError> {
        let day = self.today().0;
        let known = self.register_known()?;
        let words: Vec<String> = filter
            .words
            .split_whitespace()
            .map(fold_key)
            .filter(|w| !w.is_empty())
            .collect();
        let mut latest: BTreeMap<HoldingId, &Holding> = BTreeMap::new();
        for item in &self.office.holdings {
            let better = match latest.get(&item.id) {
                // The version of today before the last one that ended.
                Some(other) => item.span.holds(day) || !other.span.holds(day),
                None => true,
            };
            if better {
                latest.insert(item.id, item);
            }
        }
        let wanted: Vec<RegisterLine> = latest
            .into_values()
            .filter(|item| filter.ended || item.span.holds(day) || item.span.from > day)
            .map(|item| known.line(&self.office, item, day))
            .filter(|line| filter.place.is_none() || line.place == filter.place)
            .filter(|line| !filter.out || line.out > 0)
            .filter(|line| {
                let place = line.place.and_then(|id| self.office.place_ever(id));
                let text = [
                    line.item.id.0.to_string(),
                    line.item.title.to_string(),
                    line.item
                        .task
                        .as_ref()
                        .map(ToString::to_string)
                        .unwrap_or_default(),
                    place.map(|p| p.name.to_string()).unwrap_or_default(),
                ];
                let text = fold_key(&text.join(" "));
                words.iter().all(|word| text.contains(word.as_str()))
            })
            .collect();
        let total = wanted.len();
        Ok(RegisterPage {
            lines: wanted.into_iter().skip(from).take(limit).collect(),
            total,
        })
    }

    /// One item as it stands, where the register has ever known it.
    pub fn register_line(&self, id: HoldingId) -> Result<Option<RegisterLine>, DeskError> {
        let day = self.today().0;
        let item = self.office.holding(id, day);
        let Some(item) = item.or_else(|| self.office.holding_ever(id)) else {
            return Ok(None);
        };
        let mut row = self.holding_row(id)?;
        let mut kept = Vec::new();
        for part in row.held.kept {
            if part.until > day || self.still_expected(&part)? {
                kept.push(part);
            }
        }
        row.held.kept = kept;
        Ok(Some(line(&self.office, item, row, day)))
    }

    /// Whether the disposal of a part that a law kept still lacks.
    fn still_expected(&self, part: &KeptPart) -> Result<bool, DeskError> {
        let mut found = false;
        let of_it = duties::key::expected_line(part.case, part.line);
        each_row(
            &self.rows()?,
            &KeyRange::prefix(duties::key::EXPECTED, &of_it),
            Direction::Forward,
            1,
            |_, _: duties::ExpectedRow| {
                found = true;
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// What should lie in a place today, by number.
    pub fn lies_in(&self, place: PlaceId) -> Result<Vec<RegisterLine>, DeskError> {
        let filter = RegisterFilter {
            place: Some(place),
            ..RegisterFilter::default()
        };
        let page = self.register(&filter, 0, usize::MAX)?;
        Ok(page.lines.into_iter().filter(|l| l.held).collect())
    }

    /// What was done with an item, the latest first; of at most so many cases.
    pub fn holding_history(
        &self,
        id: HoldingId,
        limit: usize,
    ) -> Result<Vec<TraceLine>, DeskError> {
        let mut shares: Vec<HandledRow> = Vec::new();
        let rows = self.snapshot.rows(SCHEMA)?;
        let range = KeyRange::prefix(key::HANDLED, &key::holding(id));
        each_row(&rows, &range, Direction::Backward, limit, |_, row| {
            shares.push(row);
            Ok(())
        })?;
        let mut lines = Vec::new();
        for share in shares {
            let case: Option<super::CaseRow> = read_row(&rows, key::CASES, &share.case.0)?;
            let (number, form_no) = case.map_or((0, None), |row| (row.number, row.form_no));
            lines.extend(share.done.into_iter().map(|did| TraceLine {
                case: share.case,
                procedure: share.procedure.clone(),
                number,
                form_no,
                did,
            }));
        }
        lines.sort_by_key(|line| std::cmp::Reverse((line.did.happened, line.did.recorded)));
        Ok(lines)
    }
}

fn line(office: &Office, item: &Holding, row: HoldingRow, day: NaiveDate) -> RegisterLine {
    // A place written into the register on a later day than the last move is newer than it.
    let moved = row
        .moved
        .filter(|moved| moved.happened.0.date() >= item.span.from);
    let place = moved.map(|moved| moved.place).or(item.place);
    RegisterLine {
        place: place.filter(|id| office.place_ever(*id).is_some()),
        left: item.count.saturating_sub(row.held.gone),
        disposed: row.held.gone.saturating_sub(row.returned),
        returned: row.returned,
        out: row.out,
        missing: row.missing,
        kept: row.held.kept,
        held: item.span.holds(day),
        item: item.clone(),
    }
}
