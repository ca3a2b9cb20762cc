//! What stands on a page, as it was planned and will be drawn.

use super::fit::Fitted;
use crate::form::layout::Align;
use crate::form::sheet::RowTone;
use std::ops::Range;

/// A sheet broken into pages.
pub(super) struct Plan {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) pages: Vec<PagePlan>,
}

/// One page.
pub(super) struct PagePlan {
    /// The head of the table and its rows; none on a page of remarks only.
    pub(super) table: Option<TablePlan>,
    /// 「名簿2/3」.
    pub(super) part: Option<String>,
    /// Lines below the table, or of a page of remarks.
    pub(super) remarks: Vec<String>,
    /// Where the table begins.
    pub(super) top: f32,
    /// Where the foot begins.
    pub(super) foot: f32,
}

/// A table on a page.
pub(super) struct TablePlan {
    /// Where each column begins, and where the last ends.
    pub(super) edges: Vec<f32>,
    /// Which of them stand beside the ruled table.
    pub(super) margins: Vec<bool>,
    pub(super) head: HeadPlan,
    pub(super) rows: Vec<RowPlan>,
}

/// The head of a table: a line of groups where there are any, and a line of columns.
pub(super) struct HeadPlan {
    /// The group's words and its columns.
    pub(super) group: Option<(Fitted, Range<usize>)>,
    pub(super) group_height: f32,
    pub(super) cells: Vec<HeadCell>,
    pub(super) height: f32,
}

/// A column's head.
pub(super) enum HeadCell {
    /// From left to right.
    Across(Fitted),
    /// Downwards, character by character, at this size.
    Down(String, f32),
}

/// A row.
pub(super) struct RowPlan {
    pub(super) height: f32,
    pub(super) tone: RowTone,
    pub(super) cells: Vec<CellPlan>,
}

/// A cell.
pub(super) struct CellPlan {
    pub(super) columns: Range<usize>,
    pub(super) text: Fitted,
    pub(super) align: Align,
}
