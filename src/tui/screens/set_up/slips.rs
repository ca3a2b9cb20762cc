//! 登録票: one for each person, with the code that lets them in once. Written to a file to be
//! printed, or shown one by one.

use super::site::write_private;
use crate::desk::set_up::Slip;
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::say;
use std::io;
use std::path::Path;
use zeroize::Zeroizing;

/// The slips of an office as plain text, one a person.
pub(crate) fn print(office: &Office, slips: &[Slip], words: Locale) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(slips.len() * 1024 + 512));
    text.push_str(&t!(words, slip_file_head));
    text.push('\n');
    for slip in slips {
        text.push_str(&one(office, slip, words));
    }
    text
}

/// One slip.
pub(crate) fn one(office: &Office, slip: &Slip, words: Locale) -> Zeroizing<String> {
    let number = format!("{:02}", slip.person.0);
    let code = slip.code.print();
    let name = say::person(office, slip.person);
    let mut text = Zeroizing::new(String::with_capacity(1024));
    for line in [
        "------------------------------------------------------------".to_owned(),
        t!(words, slip_title, office = office.name.as_str()),
        String::new(),
        t!(words, slip_number, number = number),
        t!(words, slip_name, name = name),
        t!(words, slip_code, code = code.as_str()),
        String::new(),
        how(office, slip.person, words),
        t!(words, slip_fingerprint),
        t!(words, slip_binder),
        String::new(),
    ] {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// How the person enrols: the first manager accepts the office with it.
fn how(office: &Office, no: PersonNo, words: Locale) -> String {
    let accepts = office.standing == crate::office::Standing::Founded
        && office
            .grants
            .iter()
            .any(|g| g.person == no && g.role == crate::journal::Role::Manager);
    if accepts {
        t!(words, slip_how_accept)
    } else {
        t!(words, slip_how)
    }
}

/// Writes the slips for their writer alone (0600).
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    if path.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    write_private(path, text.as_bytes())
}
