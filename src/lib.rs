//! # kagiban 鍵番: the map of the house
//!
//! A terminal program that keeps the records Tokyo's personal-information rules demand and makes
//! skipping a step impossible. Dependencies point one way:
//!
//! ```text
//! tui, cli ──> desk ──> procedure ──> office ──> journal ──> calendar ──> text
//!                ├────> form ──> office    (sheets of paper; knows no procedure)
//!                └────> store   (bytes and rows under desk; knows no rule)
//! locale: the words of the program, for tui and cli
//! ```
//!
//! | room | what lives there | what it must not know |
//! |---|---|---|
//! | [`calendar`] | 和暦, 年度, 東京都の休日, the three times of a record | the house, `text` apart |
//! | [`text`] | the only door for typed, pasted, imported or read text; widths | anything else of the house |
//! | [`journal`] | entry bytes, ids, signatures, Merkle tree, checkpoint, seals | files, clocks, rules |
//! | [`office`] | persons, roles with dates, places, means, profile: all as of a day | procedures, files, clocks |
//! | [`procedure`] | the rules as data, the pure step machine, the proof of its laws | files, clocks, the terminal |
//! | [`form`] | official forms: one layout → text, CSV, xlsx, PDF | procedures, files, clocks |
//! | [`store`] | where the journal and its read model lie (redb) | rules, persons, screens |
//! | [`desk`] | what a person can do here: commands and questions | the terminal |
//! | [`locale`] | messages from `data/locales`, ids and arguments checked at compile time | rules |
//! | [`tui`] | terminal guard, keymap, widgets, screens | how anything is stored or decided |
//! | [`cli`] | one file a subcommand | the same |
//!
//! `calendar`, `text`, `journal`, `office`, `procedure` and `form` do no I/O, ask no clock and know no
//! terminal: time, random bytes and identity come in as arguments. A rule of the texts is found in
//! `data/`, a law in `procedure/` or `journal/`, a screen in `tui/screens/`.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod calendar;
pub mod cli;
pub mod desk;
pub mod form;
pub mod journal;
pub mod locale;
pub mod office;
pub mod procedure;
pub mod store;
pub mod text;
pub mod tui;
