//! The flows of a sending, on a desk with the sample office. Keys are counted as SCREENS §7 counts
//! them: from the board, without the text typed through the input method and without the signature.

mod checks;
mod dispatch;
mod drafts;
mod letters;
mod typing;

use crate::desk::Desk;
use crate::journal::CaseId;
use crate::procedure::Law;
use crate::tui::screens::fixture::{Fixture, pins, sign};
use crate::tui::screens::start::Sending;
use crate::tui::testing::Harness;

/// From the list to the last page: the first check of one FAX. `|` stands round what is typed
/// through the input method.
const FAX_FIRST: &str = "<enter>121<enter>32|見本区役所 産業課|<enter>|申請内容の照会|<enter>\
                         0353880000<enter>123<enter>1|産業課 係長|<enter>";
/// The second check of it, as its third line of the list; the answers agree.
const FAX_SECOND: &str = "30353880000<enter>23<enter>";
/// 115 letters, with the rows that the fixed lot draws.
const LETTERS_FIRST: &str = "<enter>14115<enter>113|申請者 115者|<enter>|交付決定の通知|<enter>\
                             115<enter>115<enter>04180712103312901544115<enter>121";
const LETTERS_SECOND: &str = "3";

/// The same keys without the marks round text.
fn plain(keys: &str) -> String {
    keys.replace('|', "")
}

/// How many keys it is, the one on the board included, text between marks not.
fn count(keys: &str) -> usize {
    let mut counted = 1;
    for (nth, part) in keys.split('|').enumerate() {
        if nth % 2 == 1 {
            continue;
        }
        let mut rest = part;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
            rest = named.map_or_else(|| &rest[c.len_utf8()..], |(_, after)| after);
            counted += 1;
        }
    }
    counted
}

fn manager() -> String {
    format!("01{}<enter>", pins().1)
}

/// The newest sending.
fn newest(desk: &Desk) -> crate::desk::CaseRow {
    let view = desk.view().unwrap();
    let mut rows: Vec<_> = view
        .open_rows()
        .unwrap()
        .into_iter()
        .filter(|row| row.law == Law::Sending)
        .filter_map(|row| view.case_row(row.case).unwrap())
        .collect();
    rows.sort_by_key(|row| row.number);
    rows.pop().unwrap()
}

fn fax_drafted(office: &Fixture) -> (Harness<Desk>, CaseId) {
    let mut screen = office.harness(Sending::list());
    screen.keys(&plain(FAX_FIRST)).keys(&sign(7));
    let case = newest(&office.desk).case.id;
    (screen, case)
}

/// The manager's consent and confirmation of the newest sending, from the list.
fn consented(screen: &mut Harness<Desk>) {
    screen
        .keys("3")
        .keys(&manager())
        .sees("管理責任者の確認を記録しました");
}
