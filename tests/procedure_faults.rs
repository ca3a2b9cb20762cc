//! A definition that is unlawful or makes no sense is refused, with file and line.
#![allow(clippy::unwrap_used)]

use kagiban::procedure::{Catalogue, ChoiceId, DefId, Fault, FaultPlace, FieldId, Wrong};
use kagiban::text::TomlFault;

const LOCKING: &str = include_str!("../data/procedures/locking.toml");
const TAKE_OUT: &str = include_str!("../data/procedures/take_out.toml");
const SENDING: &str = include_str!("../data/procedures/sending.toml");
const CORRECTIVE: &str = include_str!("../data/procedures/corrective.toml");
const INCIDENT: &str = include_str!("../data/procedures/incident.toml");

/// The faults of the shipped definitions with one of them replaced. All of them are read: what one
/// needs another gives.
fn faults(name: &str, text: &str) -> Vec<Fault> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/procedures");
    let mut shipped: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            (entry.file_name().into_string().unwrap(), text)
        })
        .filter(|(file, _)| file != "words.toml")
        .collect();
    shipped.sort();
    let files: Vec<(&str, &str)> = shipped
        .iter()
        .map(|(file, shipped)| {
            let replaced = if file == name { text } else { shipped };
            (file.as_str(), replaced)
        })
        .collect();
    Catalogue::parse(&files).err().unwrap_or_default()
}

/// Changes one step's or field's block: from its `id` line to the next blank line.
fn change(text: &str, id: &str, from: &str, to: &str) -> String {
    let start = text.find(&format!("[[steps]]\nid = \"{id}\"\n")).unwrap();
    let end = text[start + 2..]
        .find("\n[[")
        .map_or(text.len(), |at| start + 2 + at);
    let block = &text[start..end];
    assert!(block.contains(from), "{id} has no {from}");
    format!(
        "{}{}{}",
        &text[..start],
        block.replace(from, to),
        &text[end..]
    )
}

#[track_caller]
fn says(name: &str, text: &str, what: Wrong) {
    let faults = faults(name, text);
    let found = faults.iter().any(|f| f.file == name && f.what == what);
    assert!(found, "{what:?} not in {faults:#?}");
}

#[test]
fn the_shipped_ones_have_no_fault() {
    assert_eq!(faults("", ""), []);
}

#[test]
fn law_1_is_written_in_the_definition() {
    let text = change(
        TAKE_OUT,
        "back",
        "apart = [\"apply\", \"brought\"]",
        "apart = [\"apply\"]",
    );
    says("take_out.toml", &text, Wrong::NotApart("brought".into()));
    let text = change(CORRECTIVE, "review", "apart = [\"measure\"]\n", "");
    says("corrective.toml", &text, Wrong::NotApart("measure".into()));
}

#[test]
fn law_2_wants_two_checks_a_consent_and_a_confirmation() {
    let text = change(SENDING, "second", "apart = [\"draft\"]\n", "");
    says("sending.toml", &text, Wrong::NoSecondCheck);
    let text = change(
        SENDING,
        "second",
        "after = [\"draft\"]\n",
        "after = [\"draft\"]\noptional = true\n",
    );
    says("sending.toml", &text, Wrong::NoSecondCheck);
    let text = change(
        SENDING,
        "confirm",
        "after = [\"second\", \"consent\"]",
        "after = [\"consent\"]",
    );
    says("sending.toml", &text, Wrong::NoSecondCheck);
    let text = change(
        SENDING,
        "confirm",
        "after = [\"second\", \"consent\"]",
        "after = [\"second\"]",
    );
    says("sending.toml", &text, Wrong::NoConsent);
    let text = change(
        SENDING,
        "consent",
        "by = [\"manager\"]",
        "by = [\"staff\", \"manager\"]",
    );
    says("sending.toml", &text, Wrong::NoConsent);
    let text = change(
        SENDING,
        "confirm",
        "meaning = \"permit\"",
        "meaning = \"confirmed\"",
    );
    says("sending.toml", &text, Wrong::NoPermit);
    let text = change(SENDING, "dispatch", "seal = true\n", "");
    says("sending.toml", &text, Wrong::NothingDispatched);
}

#[test]
fn law_2_wants_every_means_read_twice() {
    let text = SENDING.replacen(
        "id = \"fax_top\"\nkind = \"choice\"\npage = 2\nrequired = true\n",
        "id = \"fax_top\"\nkind = \"choice\"\npage = 2\n",
        1,
    );
    assert_ne!(text, SENDING);
    says(
        "sending.toml",
        &text,
        Wrong::NotTwice(ChoiceId::from("fax")),
    );
}

#[test]
fn law_3_wants_a_departure_a_return_and_somebody_else_each_time() {
    let text = change(TAKE_OUT, "back", "safe = true\n", "");
    says("take_out.toml", &text, Wrong::ReturnAlways);
    let text = change(
        TAKE_OUT,
        "back",
        "after = [\"brought\"]",
        "after = [\"out\"]",
    );
    says("take_out.toml", &text, Wrong::ReturnUnsaid);
    let text = change(TAKE_OUT, "out", "by = [\"manager\"]", "by = [\"staff\"]");
    says("take_out.toml", &text, Wrong::NeverLeft);
    let text = change(TAKE_OUT, "back", "by = [\"manager\"]", "by = [\"staff\"]");
    says("take_out.toml", &text, Wrong::NoReturn);
}

#[test]
fn law_4_wants_every_act_at_the_point_of_no_return_or_behind_it() {
    let text = change(CORRECTIVE, "measure", "seal = true\n", "");
    says("corrective.toml", &text, Wrong::ActBeforeSeal);
}

#[test]
fn law_9_and_12_want_every_truth_of_a_day_to_have_its_place() {
    let text = change(
        LOCKING,
        "received",
        "after = [\"explain\"]",
        "after = [\"explain\"]\noptional = true",
    );
    says("locking.toml", &text, Wrong::LockExplained);
    let text = change(
        LOCKING,
        "found_open",
        "again = [\"lock\", \"received_open\"]\n",
        "",
    );
    says("locking.toml", &text, Wrong::LockFoundOpen);
    let text = change(LOCKING, "lock", "repeat = true\n", "");
    says("locking.toml", &text, Wrong::LockAgain);
    let text = TAKE_OUT.replacen("otherwise = \"unconfirmed\"\n", "", 1);
    says("take_out.toml", &text, Wrong::NoOtherwise);
}

#[test]
fn what_makes_no_sense_is_named_with_its_line() {
    let text = SENDING.replacen("rows_of = \"rows\"", "rows_of = \"recipient\"", 1);
    says("sending.toml", &text, Wrong::NoCount("rows_of"));
    let fault = faults("sending.toml", &text).remove(0);
    assert_eq!(fault.at, FaultPlace::Field("row_digits".into()));
    assert_eq!(
        text.lines().nth(fault.line - 1),
        Some("id = \"row_digits\"")
    );

    let unknown = INCIDENT.replacen("required = true", "reqired = true", 1);
    let fault = faults("incident.toml", &unknown).remove(0);
    assert_eq!(unknown.lines().nth(fault.line - 1), Some("reqired = true"));
    let Wrong::Toml(TomlFault::Key { name, allowed }) = fault.what else {
        panic!("{fault}");
    };
    assert_eq!(name, "reqired");
    assert!(allowed.contains(&"required".to_owned()), "{allowed:?}");
}

#[test]
fn the_language_has_these_words_and_uses_them_sensibly() {
    let looks_at = |field: &str| Wrong::WhenNoChoice(FieldId::from(field));
    let table: [(&str, &str, &str, Option<Wrong>); 9] = [
        (
            "step = \"second\"",
            "step = \"third\"",
            "sending.toml",
            Some(Wrong::RecheckStep),
        ),
        (
            "kind = \"postcode\"",
            "kind = \"text\"",
            "sending.toml",
            Some(Wrong::RecheckKind),
        ),
        (
            "\"bureau/7(8)ア\"",
            "\"bureau/7(88)\"",
            "sending.toml",
            Some(Wrong::NoClause("bureau/7(88)".to_owned())),
        ),
        (
            "field = \"means\", is = [\"fax\"]",
            "field = \"purpose\", is = [\"fax\"]",
            "sending.toml",
            Some(looks_at("purpose")),
        ),
        (
            "field = \"means\", is = [\"fax\"]",
            "field = \"means\", is = [\"telex\"]",
            "sending.toml",
            Some(looks_at("means")),
        ),
        (
            "procedure = \"incident\"",
            "procedure = \"accident\"",
            "sending.toml",
            Some(Wrong::NoProcedure(DefId::from("accident"))),
        ),
        (
            "equals = \"rows\"",
            "equals = \"recipient\"",
            "sending.toml",
            Some(Wrong::NoCount("equals")),
        ),
        ("how = \"last4\"", "how = \"same\"", "sending.toml", None),
        (
            "ja = \"第1確認\"",
            "ja = \"\"",
            "sending.toml",
            Some(Wrong::NoLabel),
        ),
    ];
    for (from, to, file, what) in table {
        let text = SENDING.replacen(from, to, 1);
        assert_ne!(text, SENDING, "{from}");
        match what {
            None => assert_eq!(faults(file, &text), [], "{from}"),
            Some(what) => says(file, &text, what),
        }
    }
    let circle = change(
        SENDING,
        "draft",
        "meaning = \"checked\"",
        "meaning = \"checked\"\nafter = [\"dispatch\"]",
    );
    says("sending.toml", &circle, Wrong::AfterItself);
    let circle = TAKE_OUT.replacen(
        "id = \"storage\"\n",
        "id = \"storage\"\nwhen = [{ field = \"storage\", is = [\"yes\"] }]\n",
        1,
    );
    says("take_out.toml", &circle, Wrong::WhenCircle);
    let late = change(
        TAKE_OUT,
        "out",
        "meaning",
        "when = [{ field = \"late\", is = [\"yes\"] }]\nmeaning",
    );
    says("take_out.toml", &late, looks_at("late"));
    let ahead = change(
        TAKE_OUT,
        "permit",
        "meaning",
        "when = [{ field = \"nowhere\", is = [\"yes\"] }]\nmeaning",
    );
    says("take_out.toml", &ahead, looks_at("nowhere"));
}

#[test]
fn the_same_revision_twice_is_refused() {
    let files = [("a.toml", CORRECTIVE), ("b.toml", CORRECTIVE)];
    let faults = Catalogue::parse(&files).unwrap_err();
    assert!(matches!(&faults[0].what, Wrong::RevisionTwice(of) if of.id.0 == "corrective"));
}
