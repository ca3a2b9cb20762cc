//! Acts on the office that wait for a countersignature, in words.

use super::{person, person_no, role, when};
use crate::calendar::Recorded;
use crate::journal::{EntryId, PersonNo};
use crate::locale::Locale;
use crate::office::{Grant, NotTheirs, Office, OfficeAct, Pending, Voucher};
use crate::t;
use crate::tui::widgets::Echo;

/// What kind of signature is wanted, in few words.
#[must_use]
pub fn kind(act: &OfficeAct, words: Locale) -> String {
    match act {
        OfficeAct::Renew { .. } | OfficeAct::Enrol { .. } => t!(words, pending_kind_key),
        OfficeAct::Grant(_) => t!(words, pending_kind_grant),
        OfficeAct::EndGrant { .. } => t!(words, pending_kind_end_grant),
        _ => t!(words, pending_kind_rules),
    }
}

/// Whom or what it is about; nothing for procedures and forms, whose names are in their texts.
#[must_use]
pub fn subject(office: &Office, pending: &Pending, words: Locale) -> String {
    let held = |no: PersonNo, which| {
        let (name, role) = (person_no(office, no), role(office, which, words));
        t!(words, pending_role, name = name, role = role)
    };
    match &pending.act {
        OfficeAct::Renew { .. } | OfficeAct::Enrol { .. } => person_no(office, pending.by),
        OfficeAct::Grant(grant) => held(grant.person, grant.role),
        OfficeAct::EndGrant { person, role, .. } => held(*person, *role),
        _ => String::new(),
    }
}

/// What the countersigner signs, word for word; nothing for procedures and forms, which are read and
/// signed on their own screen.
#[must_use]
pub fn sentence(office: &Office, pending: &Pending, words: Locale) -> String {
    let agreed = |what: String| {
        let who = person(office, pending.by);
        t!(words, pending_sentence, who = who, what = what)
    };
    match &pending.act {
        OfficeAct::Renew { .. } => {
            let name = person(office, pending.by);
            match pending.signers().get(1) {
                Some(first) => {
                    let first = person(office, *first);
                    t!(words, pending_sentence_key, name = name, first = first)
                }
                None => t!(words, pending_sentence_first, name = name),
            }
        }
        OfficeAct::Grant(grant) => agreed(granted(office, grant, words)),
        OfficeAct::EndGrant {
            person,
            role: which,
            until,
        } => agreed(t!(
            words,
            sentence_end_grant,
            name = person_no(office, *person),
            role = role(office, *which, words),
            until = when::date(*until, words)
        )),
        _ => String::new(),
    }
}

/// 「佐藤 健(05) に、…から 代理 の役割を付けます。」
#[must_use]
pub fn granted(office: &Office, grant: &Grant, words: Locale) -> String {
    let name = person_no(office, grant.person);
    let label = role(office, grant.role, words);
    let from = when::date(grant.span.from, words);
    match grant.span.until {
        None => t!(
            words,
            sentence_grant,
            name = name,
            role = label,
            from = from
        ),
        Some(until) => t!(
            words,
            sentence_grant_until,
            name = name,
            role = label,
            from = from,
            until = when::date(until, words)
        ),
    }
}

/// Who has signed it so far and when, the author first.
#[must_use]
pub fn signed(office: &Office, pending: &Pending, now: Recorded, words: Locale) -> Vec<String> {
    let line = |who: String, at: Recorded| {
        let at = when::moment(at.0, now.0, words);
        t!(words, pending_signed, who = who, when = at)
    };
    let mut lines = vec![match &pending.act {
        OfficeAct::Renew { .. } => {
            let at = when::moment(pending.recorded.0, now.0, words);
            let who = person(office, pending.by);
            t!(words, pending_asked, who = who, when = at)
        }
        _ => line(person(office, pending.by), pending.recorded),
    }];
    lines.extend(pending.vouched.iter().map(|vouched| {
        let who = match vouched.by {
            Voucher::Person(no) => person(office, no),
            Voucher::Recovery => t!(words, pending_recovery),
        };
        line(who, vouched.recorded)
    }));
    lines
}

/// What a signature line knows about a number, where the act waits that this entry did.
#[must_use]
pub fn countersigner(
    office: &Office,
    entry: &EntryId,
    no: PersonNo,
    now: Recorded,
    words: Locale,
) -> Echo {
    let Some(who) = office.person(no, now.0.date()) else {
        return Echo::Nobody;
    };
    let name = who.name.to_string();
    if office.current_key(no).is_none() {
        return Echo::MayNot(name, t!(words, enrol_not_yet));
    }
    let Some(pending) = office.pending.get(entry) else {
        return Echo::MayNot(name, t!(words, refusal_office_nothing_waits));
    };
    match office.may_countersign(pending, no, Voucher::Person(no), now) {
        Ok(()) => Echo::Person(name),
        Err(why) => Echo::MayNot(name, not_theirs(why, words)),
    }
}

fn not_theirs(why: NotTheirs, words: Locale) -> String {
    match why {
        NotTheirs::Own | NotTheirs::Again => t!(words, people_same_person),
        NotTheirs::NotHolder => t!(words, people_not_holder),
        NotTheirs::WantsManager => t!(words, adopt_wants_manager),
    }
}
