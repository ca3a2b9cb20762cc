//! The page of Python in kagiban-journal(5), as a reader of it sees it.

const MAN: &str = include_str!("../../man/kagiban-journal.5");

/// The program.
pub fn page() -> String {
    let from = MAN.find("import base64").unwrap();
    let (page, _) = MAN[from..].split_once("\n.Ed").unwrap();
    page.replace("\\-", "-").replace("\\e", "\\") + "\n"
}
