//! The words of the program, from `data/locales`, in Japanese and in English.
//!
//! For `tui` and `cli`. Every message is a struct made at build time ([`message`]), so that a
//! missing id, a missing argument or a misspelt one does not compile; write them with [`t!`](crate::t).
//! Knows no rules, but for what an office calls its roles under them: `{ $role-manager }` in a message
//! is 管理責任者 or 責任者, as [`Locale::under`] was told. Labels that belong to a definition are not here: they live in the definition.
//!
//! ```
//! use kagiban::{locale::{Lang, Locale}, t};
//! let ja = Locale::new(Lang::Ja);
//! assert_eq!(t!(ja, frame_too_small, columns = 80, rows = 24), "80x24 以上の大きさにしてください");
//! ```
//!
//! To add words: put `my-words = …` into a file of `data/locales/ja` and the same id, with the
//! same arguments, into `data/locales/en`. Any `*.ftl` of the two folders is read.

#[cfg(test)]
mod compile;
#[cfg(test)]
mod tests;

use crate::journal::Role;
use crate::office::ProfileId;
use crate::text::Tongue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 日本語, the language of the product.
    #[default]
    Ja,
    /// English, behind `--lang en`.
    En,
}

impl Lang {
    /// `ja` or `en`, also with a region as in `ja_JP.UTF-8`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let language = name.split(['_', '-', '.']).next().unwrap_or_default();
        match language {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// `ja` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

/// A value put into a message: a number, or text that has already passed through `text`.
#[derive(Debug, Clone)]
pub struct Arg<'a>(FluentValue<'a>);

/// The arguments of one message on their way to Fluent.
pub type Arguments<'a> = FluentArgs<'a>;

impl<'a> Arg<'a> {
    fn value<'s>(&'s self) -> FluentValue<'s>
    where
        'a: 's,
    {
        match &self.0 {
            FluentValue::String(text) => FluentValue::String(Cow::Borrowed(text.as_ref())),
            other => other.clone(),
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self(FluentValue::String(Cow::Borrowed(text)))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self(FluentValue::String(Cow::Borrowed(text)))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self(FluentValue::String(Cow::Owned(text)))
    }
}

macro_rules! number_args {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Self(FluentValue::from(number))
            }
        }
    )*};
}
number_args!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

/// One message with its arguments. Implemented for every struct of [`message`].
pub trait Message {
    /// The id in `data/locales`.
    const ID: &'static str;
    /// The roles that it names, which the words give themselves.
    const ROLES: &'static [&'static str];
    /// Hands the arguments over.
    fn arguments<'s>(&'s self, into: &mut Arguments<'s>);
}

/// Every message of `data/locales` as a struct, its arguments as fields; made by the build script.
#[allow(non_camel_case_types, missing_docs)]
pub mod message {
    use super::{Arg, Arguments, Message};
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

mod files {
    include!(concat!(env!("OUT_DIR"), "/locale_files.rs"));
}

type Bundle = FluentBundle<FluentResource>;

static JA: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Ja, files::JA));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En, files::EN));

fn bundle(lang: Lang, files: &[&str]) -> Bundle {
    // Decides plurals only; an unreadable name would mean the language of no country.
    let language: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The isolating marks U+2068 and U+2069 would be refused by `text`, and have no place here.
    bundle.set_use_isolating(false);
    for file in files {
        // The build script has parsed this very text and found no error and no id twice.
        let resource = match FluentResource::try_new((*file).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// The words in one language, for an office under one set of rules. Read from the executable when
/// first asked for; costs nothing to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Locale {
    lang: Lang,
    profile: ProfileId,
}

impl Default for Locale {
    fn default() -> Self {
        Self::new(Lang::default())
    }
}

impl Locale {
    /// The words in `lang`. Where no office is known, roles have the names that two of the three
    /// rules give them.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let profile = ProfileId::Bureau;
        Self { lang, profile }
    }

    /// These words for an office under `profile`, whose names its roles have.
    #[must_use]
    pub fn under(self, profile: ProfileId) -> Self {
        Self { profile, ..self }
    }

    /// What the role is called, by itself.
    #[must_use]
    pub fn role(self, role: Role) -> &'static str {
        self.profile.profile().called(role, self.tongue())
    }

    /// The language of labels that definitions and profiles carry themselves.
    #[must_use]
    pub fn tongue(self) -> Tongue {
        match self.lang {
            Lang::Ja => Tongue::Ja,
            Lang::En => Tongue::En,
        }
    }

    /// Which language this is; for the labels of definitions.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// The message in words. Written as [`t!`](crate::t).
    #[must_use]
    pub fn say<M: Message>(self, message: &M) -> String {
        let mut arguments = Arguments::new();
        message.arguments(&mut arguments);
        if !M::ROLES.is_empty() {
            let placed = self.profile.profile().placed(self.tongue());
            for (name, called) in placed.filter(|(name, _)| M::ROLES.contains(&name.as_str())) {
                arguments.set(name, called);
            }
        }
        self.spoken(M::ID, &arguments)
    }

    /// One copy for all messages, which are hundreds of types.
    fn spoken(self, id: &str, arguments: &Arguments<'_>) -> String {
        let bundle: &Bundle = match self.lang {
            Lang::Ja => &JA,
            Lang::En => &EN,
        };
        let pattern = bundle.get_message(id).and_then(|found| found.value());
        let Some(pattern) = pattern else {
            return id.to_owned();
        };
        let mut errors = Vec::new();
        bundle
            .format_pattern(pattern, Some(arguments), &mut errors)
            .into_owned()
    }
}

/// A message in words: `t!(locale, lock_stamped, count = 3, place = name)`.
///
/// The id is that of `data/locales` with `_` for `-`; all of its arguments, in any order.
#[macro_export]
macro_rules! t {
    ($locale:expr, $id:ident $(, $arg:ident = $value:expr)* $(,)?) => {
        $locale.say(&$crate::locale::message::$id {
            $($arg: $crate::locale::Arg::from($value)),*
        })
    };
}
