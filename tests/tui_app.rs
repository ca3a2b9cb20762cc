//! What every screen gets from the house: the frame, keys that confirm and keys that do not, jobs,
//! idling, help. Driven without a terminal.
#![allow(clippy::unwrap_used)]

use kagiban::journal::PersonNo;
use kagiban::t;
use kagiban::tui::testing::{Harness, Stage};
use kagiban::tui::widgets::{Dialog, Echo, List, Pin, Signature, Signed, Submit, Verdict};
use kagiban::tui::{
    Action, Canvas, Context, Cx, Edges, Help, Key, Leave, Mark, Message, Next, Offer, Row, Screen,
    Title, View,
};
use ratatui::style::Modifier;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

/// Stands in for the desk: what was signed.
#[derive(Debug, Default)]
struct Book {
    signed: Mutex<Vec<(u16, Vec<String>)>>,
}

impl Book {
    fn signed(&self) -> Vec<(u16, Vec<String>)> {
        self.signed.lock().unwrap().clone()
    }

    fn sign(&self, who: PersonNo, pin: &Pin, what: Vec<String>) -> Result<usize, ()> {
        if pin.expose() != "123456" {
            return Err(());
        }
        let count = what.len();
        self.signed.lock().unwrap().push((who.0, what));
        Ok(count)
    }
}

const PLACES: [&str; 4] = ["書庫A", "書庫B", "耐火金庫", "キャビネット4"];

const LONG: &str = "2番が第1確認と合いません。値は示しません。現物を見て入れ直してください。\
                    次も合わなければ両方やり直しです";

/// A screen in the shape of the evening lock.
struct Places {
    list: List,
    stamps: [Option<String>; 4],
    line: Signature,
    question: Option<Dialog>,
    came_back: usize,
}

impl Places {
    fn new() -> Self {
        Self {
            list: List::new(PLACES.len()),
            stamps: [const { None }; 4],
            line: Signature::new(2, None),
            question: None,
            came_back: 0,
        }
    }

    fn stamped(&self) -> Vec<String> {
        let stamped = PLACES.iter().zip(&self.stamps);
        stamped
            .filter(|(_, stamp)| stamp.is_some())
            .map(|(place, _)| (*place).to_owned())
            .collect()
    }

    fn sign(&mut self, submit: Submit, cx: &mut Cx<'_, Book, Result<usize, ()>>) {
        let what = self.stamped();
        cx.spawn(move |book| book.sign(submit.person, &submit.pin, what));
    }
}

fn echo(person: PersonNo) -> Echo {
    match person.0 {
        7 => Echo::Person("鈴木 花子".to_owned()),
        5 => Echo::MayNot(
            "佐藤 健".to_owned(),
            "佐藤 健(05) は署名できません".to_owned(),
        ),
        _ => Echo::Nobody,
    }
}

impl Screen<Book> for Places {
    type Answer = Result<usize, ()>;

    fn title(&self, view: &View<'_, Book>) -> Title {
        Title::new("施錠の確認").right(format!("令和8年11月17日(火) {}", view.now.clock()))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Book>) {
        let typing = self.line.has_focus();
        let stamps = &self.stamps;
        self.list.draw(canvas, (1, 0), 8, !typing, |nth| {
            let row = Row::new().gap(2);
            let row = match stamps[nth] {
                Some(_) => row.mark(Mark::Done, view.words),
                None => row.mark(Mark::Open, view.words),
            };
            let time = stamps[nth].clone().unwrap_or_default();
            row.cell(18, PLACES[nth]).text(time)
        });
        let y = canvas.height() - 2;
        let enter = "Enter で署名して終わり";
        self.line.draw(canvas, y, view, enter, "", echo);
        if let Some(question) = &self.question {
            question.draw(canvas, view.words);
        }
    }

    fn hint(&self, _: &View<'_, Book>) -> String {
        format!("印は{}か所。まだ記録していません。", self.stamped().len())
    }

    fn actions(&self, _: &View<'_, Book>) -> Vec<Offer> {
        vec![
            Action::Stamp.into(),
            Action::Up.into(),
            Action::Down.into(),
            Offer::Digits("署名へ".to_owned()),
            Action::FoundOpen.into(),
            Action::PreviousDay.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn context(&self) -> Context {
        Context::Lock
    }

    fn typing(&self) -> bool {
        self.line.has_focus()
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Book, Self::Answer>) -> Next<Book> {
        let armed = cx.armed(key);
        if let Some(question) = &mut self.question {
            if question.key(key, armed) != Verdict::Asking {
                self.question = None;
            }
            return Next::Stay;
        }
        match self.line.key(key, armed, cx.words(), echo) {
            Signed::Pass => {}
            Signed::Taken | Signed::Left => return Next::Stay,
            Signed::Missing(what) => {
                cx.refuse(what);
                return Next::Stay;
            }
            Signed::Submit(submit) => {
                self.sign(submit, cx);
                return Next::Stay;
            }
        }
        if self.list.key(key) {
            return Next::Stay;
        }
        match key.action {
            Some(Action::Stamp) if armed => {
                if let Some(nth) = self.list.selected() {
                    self.stamps[nth] = Some(cx.now().clock());
                    self.list.select(nth + 1);
                }
                Next::Stay
            }
            Some(Action::PreviousDay) => {
                cx.refuse(LONG);
                Next::Stay
            }
            Some(Action::FoundOpen) => {
                self.question = Some(Dialog::yes_no("開いていましたか"));
                cx.page_opened();
                Next::Stay
            }
            _ => Next::Pass,
        }
    }

    fn job(&mut self, answer: Self::Answer, cx: &mut Cx<'_, Book, Self::Answer>) -> Next<Book> {
        match answer {
            Ok(count) => {
                cx.say(format!("{count}か所を記録しました"));
                Next::Pop
            }
            Err(()) => {
                self.line.again();
                cx.refuse("PINが違います。何も記録していません。");
                Next::Stay
            }
        }
    }

    fn hide(&mut self) {
        self.line.hide();
    }

    fn back_again(&mut self, cx: &mut Cx<'_, Book, Self::Answer>) -> Next<Book> {
        self.came_back += 1;
        cx.say(format!("戻りました {}", self.came_back));
        Next::Stay
    }

    fn help(&self, _: &View<'_, Book>) -> Help {
        Help {
            text: "夕方の施錠を記録する画面です。".to_owned(),
            clauses: vec![("基準7(1)".to_owned(), "施錠できる場所に保管する".to_owned())],
        }
    }
}

/// A first screen with nothing but a way on and a long job.
struct First;

impl Screen<Book> for First {
    type Answer = u64;

    fn title(&self, view: &View<'_, Book>) -> Title {
        Title::new("鍵番").right(view.now.clock())
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, _: &View<'_, Book>) {
        canvas.text(1, 0, kagiban::tui::Tone::Plain, "最初の画面");
    }

    fn hint(&self, _: &View<'_, Book>) -> String {
        "1で施錠へ".to_owned()
    }

    fn actions(&self, _: &View<'_, Book>) -> Vec<Offer> {
        vec![
            Action::GoLock.into(),
            Action::GoMore.into(),
            Action::Quit.into(),
        ]
    }

    fn context(&self) -> Context {
        Context::Board
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Book, u64>) -> Next<Book> {
        match key.action {
            Some(Action::GoLock) => Next::push(Places::new()),
            Some(Action::GoMore) => {
                cx.spawn_long("調べています", |_, task| {
                    task.progress(3, 10);
                    u64::from(task.stopped())
                });
                Next::Stay
            }
            Some(Action::GoIncident) => Next::Pass,
            _ => Next::Pass,
        }
    }

    fn job(&mut self, stopped: u64, cx: &mut Cx<'_, Book, u64>) -> Next<Book> {
        cx.say(format!("調べ終わり 中止{stopped}"));
        Next::Stay
    }

    fn edges(&self) -> Edges {
        Edges::default()
    }
}

fn stage() -> Stage {
    Stage::at("2026-11-17T18:42:00+09:00")
}

fn harness() -> Harness<Book> {
    Harness::new(Arc::new(Book::default()), First, stage())
}

fn at_places() -> (Arc<Book>, Harness<Book>) {
    let book = Arc::new(Book::default());
    let mut harness = Harness::new(Arc::clone(&book), First, stage());
    harness.keys("1");
    (book, harness)
}

#[test]
fn the_frame_is_the_one_of_the_drawings() {
    let (_, harness) = at_places();
    let rows = harness.rows();
    assert!(rows[0].starts_with(" 施錠の確認 "), "{}", rows[0]);
    assert!(
        rows[0].ends_with("令和8年11月17日(火) 18:42"),
        "{}",
        rows[0]
    );
    assert_eq!(rows[1], "-".repeat(79));
    assert_eq!(rows[21], "-".repeat(79));
    assert_eq!(rows[22], " 印は0か所。まだ記録していません。");
    assert_eq!(
        rows[23],
        " 空白 印  上下 移る  数字 署名へ  F3開いていた  Esc戻る  F1手引"
    );
    insta::assert_snapshot!("places_80x24", harness.screen());
}

#[test]
fn a_larger_terminal_gives_the_body_more_room() {
    let mut harness = Harness::new(Arc::new(Book::default()), First, stage().sized(132, 43));
    harness.keys("1");
    assert_eq!(harness.row(42), " 印は0か所。まだ記録していません。");
    insta::assert_snapshot!("places_132x43", harness.screen());
}

#[test]
fn english_is_complete() {
    let mut harness = Harness::new(Arc::new(Book::default()), First, stage().english());
    harness.keys("1");
    harness.sees("Space Stamp  Up/Dn Move").sees("F1 Help");
}

#[test]
fn marking_three_places_and_signing_takes_the_keys_of_the_budget() {
    let (book, mut harness) = at_places();
    harness.keys("<space><space><space>07123456<enter>");
    let places = ["書庫A", "書庫B", "耐火金庫"].map(str::to_owned).to_vec();
    assert_eq!(book.signed(), [(7, places)]);
    harness.sees("最初の画面").sees("3か所を記録しました");
    harness.keys("9").does_not_see("3か所を記録しました");
}

#[test]
fn full_width_keys_of_an_input_method_do_the_same() {
    let (book, mut harness) = at_places();
    harness.keys("\u{3000}０７１２３４５６<enter>");
    assert_eq!(book.signed().len(), 1);
}

#[test]
fn a_held_space_stamps_no_more_than_the_first_row() {
    let (_, mut harness) = at_places();
    harness.hold("<space>", 10);
    harness.sees("印は1か所");
}

#[test]
fn what_arrives_in_a_burst_signs_nothing() {
    let (book, mut harness) = at_places();
    harness.keys("<space>").burst("07123456<enter>");
    assert!(book.signed().is_empty());
    harness.sees("[******").sees("Enter で署名して終わり");
    harness.keys("<enter>");
    assert_eq!(book.signed().len(), 1);
}

#[test]
fn a_key_within_300_ms_of_a_page_confirms_nothing() {
    let mut harness = harness();
    harness.keys("1");
    let space = crossterm::event::KeyCode::Char(' ');
    harness.press(space, Duration::from_millis(299));
    harness.sees("印は0か所");
    harness.press(space, Duration::from_millis(130));
    harness.sees("印は1か所");
}

#[test]
fn enter_to_sign_is_shown_only_when_it_would() {
    let (_, mut harness) = at_places();
    harness.keys("<space>071").sees("Enter で署名して終わり");
    harness.paste("x").does_not_see("Enter で署名して終わり");
    harness
        .wait(Duration::from_millis(300))
        .sees("Enter で署名して終わり");
}

#[test]
fn a_wrong_pin_records_nothing_and_says_so() {
    let (book, mut harness) = at_places();
    harness.keys("<space>07999999<enter>");
    assert!(book.signed().is_empty());
    harness
        .sees("PINが違います。何も記録していません。")
        .sees("鈴木 花子");
    harness.keys("123456<enter>");
    assert_eq!(book.signed().len(), 1);
}

#[test]
fn the_cursor_stands_at_the_row_and_then_in_the_field() {
    let (_, mut harness) = at_places();
    assert_eq!(harness.cursor(), (1, 2));
    harness.keys("<down>");
    assert_eq!(harness.cursor(), (1, 3));
    harness.keys("0");
    let row = harness.row(usize::from(harness.cursor().1) + 1);
    assert!(row.starts_with("  だれ [0 ]"), "{row}");
    assert_eq!(harness.cursor().0, 9);
}

#[test]
fn a_screen_is_not_left_while_it_writes() {
    let (book, mut harness) = at_places();
    harness.hold_jobs().keys("<space>07123456<enter><esc>");
    harness
        .sees("書き終わるまでお待ちください")
        .sees("施錠の確認");
    assert!(harness.finish_job());
    assert_eq!(book.signed().len(), 1);
    harness.sees("1か所を記録しました").sees("最初の画面");
}

#[test]
fn long_work_shows_its_progress_and_stops_at_esc() {
    let mut harness = harness();
    harness.hold_jobs().keys("7").sees("調べています");
    harness.keys("<esc>").sees("中止しています");
    harness.finish_job();
    harness.sees("調べ終わり 中止1");
}

#[test]
fn an_idle_screen_hides_its_contents_and_drops_the_pin() {
    let (_, mut harness) = at_places();
    harness.keys("<space>07123").wait(Duration::from_secs(180));
    harness.does_not_see("書庫A").does_not_see("鈴木");
    harness.sees("画面を隠しています");
    harness.keys("<enter>");
    harness
        .sees("書庫A")
        .sees("戻りました 1")
        .does_not_see("鈴木");
    harness.sees("済書庫A             18:42");
}

#[test]
fn the_hour_moves_on_by_itself_but_not_while_somebody_types() {
    let (_, mut harness) = at_places();
    harness.wait(Duration::from_secs(60)).sees("18:43");
    harness.keys("07").wait(Duration::from_secs(120));
    harness.sees("18:43").does_not_see("18:45");
    harness.keys("1").sees("18:45");
}

#[test]
fn nothing_is_drawn_when_nothing_changes() {
    let (_, mut harness) = at_places();
    harness.wait(Duration::from_secs(1));
    let frames = harness.frames();
    harness.wait(Duration::from_secs(30));
    assert_eq!(harness.frames(), frames);
}

#[test]
fn help_has_the_keys_the_text_and_the_clauses_of_the_screen() {
    let (_, mut harness) = at_places();
    harness.keys("<f1>");
    harness.sees("夕方の施錠を記録する画面です。");
    harness.sees("空白              この行に施錠の印を付ける、または外す");
    harness.keys("<pagedown>").sees("基準7(1)").sees("終わり");
    harness.keys("<esc>").sees("施錠の確認");
    harness.keys("?").sees("使える鍵");
}

#[test]
fn a_question_is_never_answered_by_the_key_that_led_to_it() {
    let (_, mut harness) = at_places();
    harness.keys("<f3>").sees("開いていましたか");
    harness.keys("<f3><enter>").sees("開いていましたか");
    harness.keys("1").does_not_see("開いていましたか");
}

#[test]
fn a_question_covers_japanese_without_half_characters() {
    let (_, mut harness) = at_places();
    harness.keys("<f3>");
    let rule = harness.rows();
    assert!(rule.iter().filter(|row| **row == "-".repeat(79)).count() >= 3);
}

#[test]
fn a_long_refusal_is_shown_whole() {
    let (_, mut harness) = at_places();
    harness.keys("<f5>");
    let said = format!("{}{}", harness.row(22).trim(), harness.row(23).trim());
    assert_eq!(said, LONG);
    assert_eq!(harness.row(21), "-".repeat(79));
}

#[test]
fn a_window_that_is_too_small_says_so_and_obeys_nothing() {
    let (book, mut harness) = at_places();
    harness.keys("<space>07123456").resize(79, 24);
    assert_eq!(harness.row(1), "80x24 以上の大きさにしてください");
    harness.keys("<enter>");
    assert!(book.signed().is_empty());
    harness.resize(80, 24).sees("施錠の確認");
    harness.resize(40, 10).keys("<f10>");
    assert_eq!(harness.left(), Some(Leave::Wished));
}

#[test]
fn without_colour_the_states_are_words_and_marked_all_the_same() {
    let book = Arc::new(Book::default());
    let mut harness = Harness::new(book, First, stage().monochrome());
    harness.keys("1");
    for y in 0..24 {
        for x in 0..80 {
            let style = harness.style(x, y);
            let plain = |colour| matches!(colour, None | Some(ratatui::style::Color::Reset));
            assert!(plain(style.fg) && plain(style.bg), "colour at {x},{y}");
        }
    }
    assert_eq!(harness.row(3), " >未書庫A");
    assert!(harness.style(2, 2).add_modifier.contains(Modifier::BOLD));
}

#[test]
fn a_terminal_with_wide_ambiguous_characters_gets_the_same_frame() {
    let mut harness = Harness::new(Arc::new(Book::default()), First, stage().wide());
    harness.keys("1");
    let (_, narrow) = at_places();
    assert_eq!(harness.screen(), narrow.screen());
}

#[test]
fn the_house_ends_when_the_host_asks_or_the_worker_breaks() {
    let mut harness = harness();
    harness.send(Message::Terminate);
    assert_eq!(harness.left(), Some(Leave::Ended));
    let mut harness = self::harness();
    harness.send(Message::Broken);
    assert_eq!(harness.left(), Some(Leave::Broken));
}

#[test]
fn a_paste_where_nothing_can_be_pasted_says_so() {
    let mut harness = harness();
    harness.paste("1\n2\n");
    let words = kagiban::locale::Locale::default();
    harness.sees(&t!(words, frame_no_paste)).sees("最初の画面");
}
