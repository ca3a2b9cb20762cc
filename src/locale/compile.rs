//! Turns `data/locales` into Rust: one struct per message, one field per argument.
//!
//! Used by the build script, and by this room's tests; not part of the program. A message that one
//! language lacks, an id defined twice, arguments that differ or a syntax error end the build with
//! the file and the line, so that no screen can ask for words that do not exist.
//!
//! `$role-manager` and its like ([`ROLES`]) are no arguments: what an office calls its roles follows
//! from its rules, and the words know under which rules they speak.

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The roles as their names stand in messages: `$role-manager` within a sentence, `$title-manager` at
/// its head or by itself.
pub const ROLES: [&str; 7] = [
    "staff",
    "manager",
    "deputy",
    "protection-officer",
    "auditor",
    "administrator",
    "witness",
];

/// One file of messages as found in `data/locales/<language>`.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path as it is to be named in an error, from the package's root.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Something wrong in a file of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File, from the package's root.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Where a message stands and what it takes.
#[derive(Debug, Clone)]
struct Found {
    path: String,
    line: usize,
    args: BTreeSet<String>,
    /// Other messages it is made of; their arguments are its own as well.
    uses: BTreeSet<String>,
    term: bool,
}

type Table = BTreeMap<String, Found>;

/// Checks both languages against each other and writes the Rust of `locale::message`.
///
/// # Errors
/// Every fault found, each with its file and line.
pub fn compile(ja: &[Source], en: &[Source]) -> Result<String, Vec<Fault>> {
    let mut faults = Vec::new();
    let ja = closed(read(ja, &mut faults), &mut faults);
    let en = closed(read(en, &mut faults), &mut faults);
    let messages = |table: &Table| -> Vec<(String, Found)> {
        let kept = table.iter().filter(|(_, found)| !found.term);
        kept.map(|(id, found)| (id.clone(), found.clone()))
            .collect()
    };
    for (id, found) in messages(&ja) {
        match en.get(&id) {
            None => faults.push(found.fault(format!("`{id}` is missing in English"))),
            Some(other) if !other.asks().eq(found.asks()) => faults.push(other.fault(format!(
                "`{id}` takes {} here but {} in Japanese",
                named(other.asks()),
                named(found.asks())
            ))),
            Some(_) => {}
        }
    }
    for (id, found) in messages(&en) {
        if !ja.contains_key(&id) {
            faults.push(found.fault(format!("`{id}` is missing in Japanese")));
        }
    }
    if faults.is_empty() {
        Ok(rust(&messages(&ja), &en))
    } else {
        Err(faults)
    }
}

impl Found {
    fn fault(&self, what: String) -> Fault {
        Fault {
            path: self.path.clone(),
            line: self.line,
            what,
        }
    }

    /// What whoever says it has to give.
    fn asks(&self) -> impl Iterator<Item = &String> {
        self.args.iter().filter(|name| !is_role(name))
    }

    /// The roles' names in it.
    fn roles(&self) -> impl Iterator<Item = &String> {
        self.args.iter().filter(|name| is_role(name))
    }
}

/// Whether an argument is the name of a role.
fn is_role(name: &str) -> bool {
    let role = name
        .strip_prefix("role-")
        .or_else(|| name.strip_prefix("title-"));
    role.is_some_and(|role| ROLES.contains(&role))
}

fn named<'a>(args: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<String> = args.map(|name| format!("${name}")).collect();
    if names.is_empty() {
        return "no argument".to_owned();
    }
    names.join(", ")
}

/// Every message and term of one language; terms have `-` before their id.
fn read(sources: &[Source], faults: &mut Vec<Fault>) -> Table {
    let mut table = Table::new();
    for source in sources {
        let resource = match fluent_syntax::parser::parse(source.text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    faults.push(Fault {
                        path: source.path.clone(),
                        line: line_at(&source.text, error.pos.start),
                        what: error.kind.to_string(),
                    });
                }
                resource
            }
        };
        for entry in &resource.body {
            let (id, value, attributes, term) = match entry {
                Entry::Message(m) => (m.id.name.to_owned(), m.value.as_ref(), &m.attributes, false),
                Entry::Term(t) => (
                    format!("-{}", t.id.name),
                    Some(&t.value),
                    &t.attributes,
                    true,
                ),
                _ => continue,
            };
            let mut found = Found {
                path: source.path.clone(),
                line: line_of(&source.text, &id),
                args: BTreeSet::new(),
                uses: BTreeSet::new(),
                term,
            };
            if !attributes.is_empty() {
                faults.push(found.fault(format!("`{id}` has attributes; write messages")));
            }
            if !term && !usable(&id) {
                faults.push(found.fault(format!(
                    "`{id}` is not lower-case words joined by hyphens, or is a word of Rust"
                )));
            }
            match value {
                Some(pattern) => walk(pattern, &mut found, faults),
                None => faults.push(found.fault(format!("`{id}` has no text"))),
            }
            if let Some(before) = table.get(&id) {
                faults.push(found.fault(format!(
                    "`{id}` is already defined at {}:{}",
                    before.path, before.line
                )));
            } else {
                table.insert(id, found);
            }
        }
    }
    table
}

fn line_at(text: &str, position: usize) -> usize {
    let before = text.as_bytes().iter().take(position);
    before.filter(|byte| **byte == b'\n').count() + 1
}

fn line_of(text: &str, id: &str) -> usize {
    let defines = |line: &str| {
        line.strip_prefix(id)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(defines).map_or(1, |at| at + 1)
}

/// Whether an id becomes a Rust name without surprises.
fn usable(id: &str) -> bool {
    const WORDS: &[&str] = &[
        "as", "box", "break", "const", "continue", "crate", "do", "else", "enum", "extern",
        "false", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move",
        "mut", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try",
        "type", "unsafe", "use", "where", "while", "yield", "async", "await", "dyn", "abstract",
        "become", "final", "macro", "override", "priv", "typeof", "unsized", "virtual",
    ];
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !WORDS.contains(&id)
}

fn walk(pattern: &Pattern<&str>, found: &mut Found, faults: &mut Vec<Fault>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expression_of(expression, found, faults);
        }
    }
}

fn expression_of(expression: &Expression<&str>, found: &mut Found, faults: &mut Vec<Fault>) {
    match expression {
        Expression::Inline(inline) => inline_of(inline, found, faults),
        Expression::Select { selector, variants } => {
            inline_of(selector, found, faults);
            for variant in variants {
                walk(&variant.value, found, faults);
            }
        }
    }
}

fn inline_of(inline: &InlineExpression<&str>, found: &mut Found, faults: &mut Vec<Fault>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            if usable(id.name) {
                found.args.insert(id.name.to_owned());
            } else {
                let what = format!("`${}` is not lower-case words joined by hyphens", id.name);
                faults.push(found.fault(what));
            }
        }
        InlineExpression::MessageReference { id, .. } => {
            found.uses.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, arguments, .. } => {
            found.uses.insert(format!("-{}", id.name));
            if let Some(CallArguments { positional, named }) = arguments {
                positional.iter().for_each(|a| inline_of(a, found, faults));
                named
                    .iter()
                    .for_each(|a| inline_of(&a.value, found, faults));
            }
        }
        InlineExpression::FunctionReference { id, .. } => {
            faults.push(found.fault(format!("there is no function {}", id.name)));
        }
        InlineExpression::Placeable { expression } => expression_of(expression, found, faults),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

/// Gives every message the arguments of the messages it is made of.
fn closed(mut table: Table, faults: &mut Vec<Fault>) -> Table {
    let ids: Vec<String> = table.keys().cloned().collect();
    for id in &ids {
        let mut todo: Vec<String> = vec![id.clone()];
        let mut seen = BTreeSet::new();
        let mut args = BTreeSet::new();
        while let Some(next) = todo.pop() {
            if !seen.insert(next.clone()) {
                continue;
            }
            let Some(found) = table.get(&next) else {
                if let Some(user) = table.get(id) {
                    faults.push(user.fault(format!("`{id}` uses `{next}`, which does not exist")));
                }
                continue;
            };
            // A term is given its arguments by name and does not see those of the message.
            if !found.term || next == *id {
                args.extend(found.args.iter().cloned());
            }
            todo.extend(found.uses.iter().cloned());
        }
        if let Some(found) = table.get_mut(id) {
            found.args = args;
        }
    }
    table
}

fn rust(messages: &[(String, Found)], en: &Table) -> String {
    let mut out = String::new();
    for (id, found) in messages {
        let name = id.replace('-', "_");
        let asks: Vec<&String> = found.asks().collect();
        let english = en.get(id).into_iter().flat_map(Found::roles);
        let roles: BTreeSet<&String> = found.roles().chain(english).collect();
        let roles: Vec<&String> = roles.into_iter().collect();
        let life = if asks.is_empty() { "" } else { "<'a>" };
        let _ = writeln!(out, "/// `{id}`, {}:{}", found.path, found.line);
        let _ = writeln!(out, "#[derive(Debug, Clone)]\npub struct {name}{life} {{");
        for arg in &asks {
            let field = arg.replace('-', "_");
            let _ = writeln!(out, "    /// `${arg}`\n    pub {field}: Arg<'a>,");
        }
        let _ = writeln!(out, "}}\nimpl{life} Message for {name}{life} {{");
        let _ = writeln!(out, "    const ID: &'static str = {id:?};");
        let _ = writeln!(
            out,
            "    const ROLES: &'static [&'static str] = &{roles:?};"
        );
        let into = if asks.is_empty() { "_into" } else { "into" };
        let _ = writeln!(
            out,
            "    fn arguments<'s>(&'s self, {into}: &mut Arguments<'s>) {{"
        );
        for arg in &asks {
            let field = arg.replace('-', "_");
            let _ = writeln!(out, "        into.set({arg:?}, self.{field}.value());");
        }
        out.push_str("    }\n}\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Vec<Source> {
        vec![Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }]
    }

    fn faults(ja: &str, en: &str) -> Vec<String> {
        let result = compile(&source("ja/a.ftl", ja), &source("en/a.ftl", en));
        let faults = result.expect_err("a fault");
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_message_that_english_lacks_is_named_with_its_line() {
        assert_eq!(
            faults("one = 一\ntwo = 二\n", "one = one\n"),
            ["ja/a.ftl:2: `two` is missing in English"]
        );
    }

    #[test]
    fn a_message_that_only_english_has_is_named_too() {
        assert_eq!(
            faults("one = 一\n", "one = one\n\nthree = three\n"),
            ["en/a.ftl:3: `three` is missing in Japanese"]
        );
    }

    #[test]
    fn an_id_defined_twice_names_both_places() {
        assert_eq!(
            faults("one = 一\none = 壱\n", "one = one\n"),
            ["ja/a.ftl:1: `one` is already defined at ja/a.ftl:1"]
        );
    }

    #[test]
    fn arguments_must_be_the_same_in_both_languages() {
        assert_eq!(
            faults("n = { $count }件\n", "n = { $number } items, { $place }\n"),
            ["en/a.ftl:1: `n` takes $number, $place here but $count in Japanese"]
        );
    }

    #[test]
    fn wrong_syntax_names_its_line() {
        let found = faults("one = 一\n\nb@d = x\n", "one = one\n");
        assert!(found[0].starts_with("ja/a.ftl:3: "), "{found:?}");
    }

    #[test]
    fn an_unknown_reference_is_refused() {
        assert_eq!(
            faults("a = { b }\n", "a = { c }\n"),
            [
                "ja/a.ftl:1: `a` uses `b`, which does not exist",
                "en/a.ftl:1: `a` uses `c`, which does not exist"
            ]
        );
    }

    #[test]
    fn a_message_takes_what_the_messages_in_it_take() {
        let ja = "outer = ({ inner })\ninner = { $who }\n";
        let rust = compile(&source("ja", ja), &source("en", ja)).unwrap();
        assert!(rust.contains("pub struct outer<'a> {\n    /// `$who`\n    pub who: Arg<'a>,"));
    }

    #[test]
    fn a_role_is_named_by_the_words_and_asked_of_nobody() {
        let ja = "n = { $who }は{ $role-manager }です\n";
        let en = "n = { $title-manager }: { $who }\n";
        let rust = compile(&source("ja", ja), &source("en", en)).unwrap();
        assert!(rust.contains("&[\"role-manager\", \"title-manager\"]"));
        assert!(!rust.contains("role_manager"));
    }

    #[test]
    fn a_role_that_does_not_exist_is_an_argument() {
        let rust = compile(
            &source("ja", "n = { $role-boss }\n"),
            &source("en", "n = x\n"),
        );
        assert!(rust.is_err());
    }

    #[test]
    fn a_plural_is_an_argument_like_any_other() {
        let ja = "n = { $count }件\n";
        let en = "n = { $count ->\n    [one] one item\n   *[other] { $count } items\n }\n";
        assert!(compile(&source("ja", ja), &source("en", en)).is_ok());
    }
}
