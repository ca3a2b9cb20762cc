//! What an office's own revision of a definition of the program may change: it adds, and never
//! relaxes (DESIGN §5).
#![allow(clippy::unwrap_used)]

use kagiban::procedure::{Catalogue, Wrong};

/// The next revision of a definition of the program, with one thing changed; what is wrong with it.
fn faults(text: &str, was: &str, is: &str) -> Vec<Wrong> {
    assert!(text.contains(was), "nothing to change: {was}");
    let changed = text.replacen("rev = 1", "rev = 2", 1).replacen(was, is, 1);
    match Catalogue::embedded().judge("own.toml", &changed) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| fault.what).collect(),
    }
}

macro_rules! shipped {
    ($name:literal) => {
        include_str!(concat!("../data/procedures/", $name, ".toml"))
    };
}

#[test]
fn a_revision_that_changes_nothing_or_adds_is_taken() {
    for text in [
        shipped!("take_out"),
        shipped!("sending"),
        shipped!("disposal"),
        shipped!("approval"),
        shipped!("media_check"),
        shipped!("incident"),
    ] {
        let none = faults(text, "rev = 1", "rev = 1");
        assert!(none.is_empty(), "{none:?}");
    }
    let longer = faults(
        shipped!("take_out"),
        "次のものが持ち出されるのを、現物で確認しました。",
        "台帳を開きました。次のものが持ち出されるのを、現物で確認しました。鞄も見ました。",
    );
    assert!(longer.is_empty(), "{longer:?}");
    let sooner = faults(shipped!("handover"), "day = 7", "day = 3");
    assert!(sooner.is_empty(), "{sooner:?}");
}

#[test]
fn no_revision_relaxes_what_the_program_asks() {
    let table: &[(&str, &str, &str, Wrong)] = &[
        // What the calendar expects.
        (
            shipped!("locking"),
            "[[duty]]\nevery = \"open-day\"\nper = \"place\"",
            "",
            Wrong::DutyLess,
        ),
        (shipped!("handover"), "day = 7", "day = 30", Wrong::DutyLess),
        (
            shipped!("media_check"),
            "every = \"quarter\"",
            "every = \"fiscal-year\"",
            Wrong::DutyLess,
        ),
        (
            shipped!("training"),
            "day = 0\nlead = 90",
            "day = 0\nlead = 90\nwhen = [{ field = \"profile\", is = [\"contractor\"] }]",
            Wrong::DutyLess,
        ),
        // What a quantity is held against, and what is done with the register.
        (
            shipped!("disposal"),
            "required = true\nwithin = \"register\"",
            "required = true",
            Wrong::AskedOtherwise,
        ),
        (
            shipped!("sending"),
            "handles = [{ field = \"documents\", did = \"sent\" }]",
            "",
            Wrong::SignedOtherwise,
        ),
        (
            shipped!("disposal"),
            "label = { ja = \"廃棄・消去した\", en = \"disposed of\" }\nhandles = \"disposed\"",
            "label = { ja = \"廃棄・消去した\", en = \"disposed of\" }",
            Wrong::SignedOtherwise,
        ),
        // What is expected later, what ends, what holds another case open.
        (
            shipped!("disposal"),
            "expects = [{ procedure = \"disposal\", from = \"kept\", carry = { documents = \"kept\" }, when = [{ field = \"has_kept\", is = [\"yes\"] }] }]",
            "",
            Wrong::SignedOtherwise,
        ),
        (
            shipped!("disposal"),
            "procedure = \"disposal\", from = \"kept\", carry",
            "procedure = \"disposal\", from = \"kept\", day = 90, carry",
            Wrong::SignedOtherwise,
        ),
        (
            shipped!("approval"),
            "  { fact = \"approved-use\", of = \"number\", when = [{ field = \"what\", is = [\"use\"] }] },\n",
            "",
            Wrong::SignedOtherwise,
        ),
        (shipped!("incident"), "binds = true", "", Wrong::BindsLess),
        // What a signature says.
        (
            shipped!("sending"),
            "次の送付について、送付先・送付物・見え方を現物で確かめました。",
            "見ていません。",
            Wrong::SaysLess,
        ),
        (
            shipped!("take_out"),
            "次のものが持ち出されるのを、現物で確認しました。",
            "見ました。",
            Wrong::SaysLess,
        ),
        (
            shipped!("take_out"),
            "I saw the following leave and confirm it.",
            "I looked.",
            Wrong::SaysLess,
        ),
        (
            shipped!("take_out"),
            "label = { ja = \"全部戻った\"",
            "label = { ja = \"見ていない\"",
            Wrong::SaysLess,
        ),
        // What cites a rule is the rule's.
        (
            shipped!("take_out"),
            ", \"contractor/11-4\", \"contractor/11-10(4)\"]",
            "]",
            Wrong::ClauseMissing,
        ),
    ];
    for (text, was, is, wanted) in table {
        let found = faults(text, was, is);
        assert!(found.contains(wanted), "{was} -> {is}: {found:?}");
    }
}
