//! The one table of everything a key can do.
//!
//! It feeds the key bar, F1, the manual page and the check of keymaps: an action cannot exist
//! without its words, and a keymap cannot name what is not here.

use crate::locale::Locale;
use crate::t;

/// Where an action is offered. Within one context a key means one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// In every other context as well.
    Everywhere,
    /// The first screen.
    Board,
    /// The evening lock.
    Lock,
    /// A wizard's pages of fields, and the second check.
    Wizard,
    /// What waits for a signature.
    Inbox,
    /// The month's sheet.
    Month,
    /// One case, opened.
    Case,
    /// Lists of records, people, places.
    Records,
    /// The preparation of an office.
    Setup,
    /// Help and other long text.
    Reading,
}

impl Context {
    /// Every context, in the order of the manual.
    pub const ALL: &'static [Self] = &[
        Self::Everywhere,
        Self::Board,
        Self::Lock,
        Self::Wizard,
        Self::Inbox,
        Self::Month,
        Self::Case,
        Self::Records,
        Self::Setup,
        Self::Reading,
    ];

    /// The name of its table in a keymap.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Board => "board",
            Self::Lock => "lock",
            Self::Wizard => "wizard",
            Self::Inbox => "inbox",
            Self::Month => "month",
            Self::Case => "case",
            Self::Records => "records",
            Self::Setup => "setup",
            Self::Reading => "reading",
        }
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $id:literal [$($context:ident),+] $label:ident $help:ident;)*) => {
        /// Something a key can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in a keymap.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// Where it is offered; the first is the table of a keymap in which it stands.
            #[must_use]
            pub fn contexts(self) -> &'static [Context] {
                match self { $(Self::$name => &[$(Context::$context),+],)* }
            }

            /// Its word in the key bar.
            #[must_use]
            pub fn label(self, words: Locale) -> String {
                match self { $(Self::$name => t!(words, $label),)* }
            }

            /// One line of what it does, for F1 and the manual.
            #[must_use]
            pub fn help(self, words: Locale) -> String {
                match self { $(Self::$name => t!(words, $help),)* }
            }
        }
    };
}

actions! {
    /// F1: what this screen is for.
    Help = "help" [Everywhere] key_help help_help;
    /// Leave the program.
    Quit = "quit" [Everywhere] key_quit help_quit;
    /// One step back; never validates.
    Back = "back" [Everywhere] key_back help_back;
    /// To the row or field above.
    Up = "up" [Everywhere] key_move help_up;
    /// To the row or field below.
    Down = "down" [Everywhere] key_move help_down;
    /// To the left.
    Left = "left" [Everywhere] key_move help_left;
    /// To the right.
    Right = "right" [Everywhere] key_move help_right;
    /// To the next field.
    NextField = "next-field" [Everywhere] key_next_field help_next_field;
    /// To the field before.
    PreviousField = "previous-field" [Everywhere] key_previous_field help_previous_field;
    /// A page of a long list or text back.
    PageUp = "page-up" [Board, Lock, Inbox, Case, Records, Reading] key_page_up help_page_up;
    /// A page of a long list or text on.
    PageDown = "page-down" [Board, Lock, Inbox, Case, Records, Setup, Reading] key_page_down help_page_down;

    /// 施錠.
    GoLock = "go-lock" [Board] key_go_lock help_go_lock;
    /// 持出.
    GoTakeOut = "go-take-out" [Board] key_go_take_out help_go_take_out;
    /// 戻し.
    GoReturn = "go-return" [Board] key_go_return help_go_return;
    /// 送付.
    GoSending = "go-sending" [Board] key_go_sending help_go_sending;
    /// 署名待ち.
    GoInbox = "go-inbox" [Board] key_go_inbox help_go_inbox;
    /// 記録.
    GoRecords = "go-records" [Board] key_go_records help_go_records;
    /// ほか.
    GoMore = "go-more" [Board] key_go_more help_go_more;
    /// 説明: what waits for an explanation.
    GoExplain = "go-explain" [Board] key_go_explain help_go_explain;
    /// 事故.
    GoIncident = "go-incident" [Board] key_go_incident help_go_incident;
    /// What falls due.
    GoDue = "go-due" [Board] key_go_due help_go_due;

    /// Put on or take off the time of locking.
    Stamp = "stamp" [Lock] key_stamp help_stamp;
    /// Recorded as locked, but found open.
    FoundOpen = "found-open" [Lock] key_found_open help_found_open;
    /// Ask a colleague to lock what is left.
    AskColleague = "ask-colleague" [Lock] key_ask_colleague help_ask_colleague;
    /// A day that was missed.
    PreviousDay = "previous-day" [Lock] key_previous_day help_previous_day;
    /// Write again what could not be written.
    Retry = "retry" [Lock, Wizard, Inbox, Case] key_retry help_retry;

    /// Accept the field and go on.
    Next = "next" [Wizard] key_next help_next;
    /// The page before.
    PreviousPage = "previous-page" [Wizard] key_previous_page help_previous_page;
    /// The page after.
    NextPage = "next-page" [Wizard] key_next_page help_next_page;
    /// Stop here; whether the answers stay is said in the bar.
    Interrupt = "interrupt" [Wizard] key_interrupt help_interrupt;
    /// だめ: the check fails and goes back.
    Fail = "fail" [Wizard] key_fail help_fail;
    /// To the record that is missing (training, 届出, 承諾), and back here.
    OpenMissing = "open-missing" [Wizard, Inbox] key_open_missing help_open_missing;
    /// Another person for this one act, on an own terminal.
    ChangePerson = "change-person" [Wizard, Lock, Inbox, Case] key_change_person help_change_person;
    /// One more line: another document, another recipient.
    AddLine = "add-line" [Wizard] key_add_line help_add_line;
    /// Without this line.
    RemoveLine = "remove-line" [Wizard] key_remove_line help_remove_line;
    /// 確認のない持ち出し: the paper left without a confirmation.
    ReportUnconfirmed = "report-unconfirmed" [Wizard, Records] key_report_unconfirmed help_report_unconfirmed;

    /// Add the record to the signature.
    Mark = "mark" [Inbox] key_mark help_mark;
    /// Open what the cursor stands on.
    Open = "open" [Inbox, Records, Case] key_open help_open;
    /// Send back, with a reason.
    SendBack = "send-back" [Inbox, Case] key_send_back help_send_back;
    /// Ask a question and leave it waiting.
    Question = "question" [Inbox, Case] key_question help_question;

    /// The month before.
    PreviousMonth = "previous-month" [Month] key_previous_month help_previous_month;
    /// The month after.
    NextMonth = "next-month" [Month] key_next_month help_next_month;
    /// All that was recorded for the day.
    OpenDay = "open-day" [Month] key_open_day help_open_day;
    /// The shape of the official sheet.
    OfficialShape = "official-shape" [Month] key_official_shape help_official_shape;
    /// Explain the day.
    Explain = "explain" [Month] key_explain help_explain;
    /// On paper.
    Print = "print" [Month, Case, Records, Reading] key_print help_print;
    /// Sign the review of the month.
    Review = "review" [Month] key_review help_review;

    /// 取り下げ.
    Withdraw = "withdraw" [Case] key_withdraw help_withdraw;
    /// 不許可.
    Refuse = "refuse" [Case] key_refuse help_refuse;
    /// 戻す日を延ばす.
    Extend = "extend" [Case, Records] key_extend help_extend;
    /// 訂正.
    Correct = "correct" [Case] key_correct help_correct;

    /// Explain what was not done in time.
    Missed = "missed" [Records] key_missed help_missed;
    /// Search.
    Search = "search" [Records] key_search help_search;
    /// A new one.
    New = "new" [Records] key_new help_new;

    /// Give the person another role.
    ChangeRole = "change-role" [Setup] key_change_role help_change_role;
    /// One more person or place.
    Add = "add" [Setup] key_add help_add;
    /// Read a table from a file or from a paste.
    FromTable = "from-table" [Setup] key_from_table help_from_table;
    /// The step before.
    PreviousStep = "previous-step" [Setup] key_previous_step help_previous_step;
    /// The step after.
    NextStep = "next-step" [Setup] key_next_step help_next_step;
}

/// What the key bar shows: an action that works now, with the screen's own word for it if it has
/// a better one; or a class of keys that is no action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// An action that works now.
    Action {
        /// Which.
        action: Action,
        /// The screen's own word, in place of [`Action::label`].
        label: Option<String>,
        /// Whether the bar shows it; what is hidden works all the same and stands in F1.
        shown: bool,
    },
    /// Digits: a choice, or the number of who signs. Never remapped.
    Digits(String),
}

impl From<Action> for Offer {
    fn from(action: Action) -> Self {
        Self::Action {
            action,
            label: None,
            shown: true,
        }
    }
}

impl Action {
    /// The action under the screen's own word: `Enter 署名して終わり`.
    #[must_use]
    pub fn called(self, label: impl Into<String>) -> Offer {
        Offer::Action {
            action: self,
            label: Some(label.into()),
            shown: true,
        }
    }

    /// The action without room in the bar.
    #[must_use]
    pub fn quietly(self) -> Offer {
        Offer::Action {
            action: self,
            label: None,
            shown: false,
        }
    }
}
