//! The evening as a clerk drives it.

use super::Evening;
use crate::calendar::Happened;
use crate::desk::{Desk, EveningMark, PlaceState};
use crate::journal::{PersonNo, PlaceId};
use crate::tui::screens::fixture::{Fixture, pin_of, sign};
use crate::tui::screens::signing::Answer;
use crate::tui::testing::Harness;
use crate::tui::{Canvas, Cx, Key, Next, Offer, Screen, Title, View};
use std::time::Duration;

fn evening(fixture: &Fixture) -> Harness<Desk> {
    fixture.harness(Evening::open(None))
}

fn state(fixture: &Fixture, place: u16) -> PlaceState {
    let view = fixture.desk.view().unwrap();
    let places = view.evening(view.today()).unwrap();
    let line = places.into_iter().find(|p| p.place == PlaceId(place));
    line.unwrap().state
}

fn locks(fixture: &Fixture, place: u16) -> Vec<(u16, String)> {
    let view = fixture.desk.view().unwrap();
    let row = view.day_row(PlaceId(place), view.today()).unwrap();
    row.map(|row| row.locks)
        .unwrap_or_default()
        .iter()
        .map(|lock| (lock.by.0, lock.happened.0.clock()))
        .collect()
}

/// Another terminal locks a place now.
fn colleague_locks(fixture: &Fixture, place: u16, person: u16) {
    let desk = fixture.other_terminal();
    let view = desk.view().unwrap();
    let mark = EveningMark::Locked {
        at: Happened(view.now),
        why: None,
    };
    let proposal = view.propose_evening(PlaceId(place), view.today(), &mark);
    let pin = pin_of(&desk, PersonNo(person));
    desk.sign(PersonNo(person), &pin, &[proposal.unwrap()])
        .unwrap();
}

#[test]
fn one_place_is_one_stamp_and_a_signature() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.sees(">未書庫A").does_not_see("済書庫A");
    screen.keys("<space>");
    screen
        .sees("済書庫A")
        .sees(">未耐火金庫")
        .sees("書庫A 18:40");
    screen.sees("まだ施錠していない所: 耐火金庫、");
    screen.sees("印は1か所。まだ記録していません。");
    assert!(locks(&fixture, 1).is_empty());
    screen.keys(&sign(7));
    assert_eq!(locks(&fixture, 1), [(7, "18:40".to_owned())]);
    screen.sees("施錠を1か所 記録しました。");
}

#[test]
fn the_text_names_what_is_outside_and_what_is_left() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space><space>");
    screen.sees("次の場所に、保有個人情報を記録した公文書を収め、施錠しました。");
    screen.sees("書庫A 18:40    耐火金庫 18:40");
    screen.sees("外に出たままのもの: 書庫A No.");
    screen
        .sees("現地調査票 12")
        .sees("遅 No.2 補助金申請書 3件");
    screen.sees("まだ施錠していない所: キャビネット3、キャビネット4、窓口の引出し");
}

#[test]
fn the_stamp_has_the_time_of_the_key_and_comes_off_again() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.wait(Duration::from_secs(70));
    screen.keys("<space>").sees("書庫A 18:41");
    screen.keys("<up><up><space>").sees(">未書庫A");
    screen.sees("印はまだありません");
    assert!(locks(&fixture, 1).is_empty());
}

#[test]
fn a_held_space_stamps_one_place_and_a_pasted_one_none() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.hold("<space>", 12);
    screen.sees("印は1か所");
    screen.keys("<up><up><space>").sees("印はまだありません");
    screen.burst("   \n");
    screen.paste("   \n07123456\n");
    screen.sees("貼り付けられません");
    assert!(matches!(state(&fixture, 3), PlaceState::Open { .. }));
}

#[test]
fn a_wrong_pin_keeps_the_stamps() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space>07999999<enter>");
    screen
        .sees("PINが違います")
        .sees("何も記録していません")
        .sees("済書庫A");
    assert!(locks(&fixture, 1).is_empty());
    screen.keys(&format!(
        "{}<enter>",
        crate::tui::screens::fixture::pins().0
    ));
    assert_eq!(locks(&fixture, 1).len(), 1);
    screen.sees("失敗").sees("1回");
}

#[test]
fn a_number_that_nobody_has_and_a_role_that_does_not_lock_are_told_before_the_pin() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space>77").sees("(いない番号)");
    screen
        .keys("<esc>80")
        .sees("野村 響")
        .sees("署名できません");
}

#[test]
fn off_the_roster_is_said_in_the_text_and_never_refused() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen
        .keys("<space>09")
        .sees("名簿にない人の施錠です: 書庫A");
    screen.keys(&sign(9)[2..]);
    assert_eq!(locks(&fixture, 1), [(9, "18:40".to_owned())]);
}

#[test]
fn a_stamp_lives_ten_minutes_also_behind_the_idle_screen() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space>07123");
    screen
        .wait(Duration::from_secs(200))
        .sees("画面を隠しています");
    screen
        .keys("x")
        .sees("印は 18:40 に付けたものです。付けた人が署名してください");
    screen.sees("済書庫A").does_not_see("鈴木 花子");
    screen.keys("<down>");
    screen.wait(Duration::from_secs(170)).keys("<up>");
    screen.wait(Duration::from_secs(170)).keys("<up>");
    screen.wait(Duration::from_secs(100));
    screen.sees("10分たったので外しました").sees("未書庫A");
    screen.keys(&sign(7));
    assert!(locks(&fixture, 1).is_empty());
    screen.keys("<space>");
    screen.wait(Duration::from_secs(700)).keys("x");
    screen.sees("10分たったので外しました").sees("未書庫A");
}

#[test]
fn a_colleague_who_came_first_turns_the_row_and_the_rest_is_signed() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space><space>07");
    colleague_locks(&fixture, 1, 5);
    screen.keys(&sign(7)[2..]);
    assert_eq!(
        locks(&fixture, 1).iter().map(|l| l.0).collect::<Vec<_>>(),
        [5]
    );
    assert_eq!(
        locks(&fixture, 3).iter().map(|l| l.0).collect::<Vec<_>>(),
        [7]
    );
    screen
        .sees("施錠を1か所 記録しました。")
        .sees("書庫A")
        .sees("佐藤 健");
}

#[test]
fn a_row_turns_into_the_colleagues_while_one_looks() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space>");
    colleague_locks(&fixture, 1, 5);
    screen.wait(Duration::from_secs(3));
    screen
        .sees("書庫A は、いまほかの人が記録しました")
        .sees("18:40 佐藤");
    screen.does_not_see("済書庫A");
}

#[test]
fn both_at_the_same_place_and_nothing_else_leaves_one_lock() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space>07");
    colleague_locks(&fixture, 1, 5);
    screen.keys(&sign(7)[2..]);
    screen.sees("何も記録していません").sees("佐藤 健");
    assert_eq!(locks(&fixture, 1).len(), 1);
}

#[test]
fn locked_again_is_the_days_lock_and_the_first_stays() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen
        .keys("<down><space>")
        .sees("再 18:40")
        .sees("書庫B 18:40(再施錠)");
    screen.keys(&sign(7));
    assert_eq!(
        locks(&fixture, 2),
        [(5, "18:12".to_owned()), (7, "18:40".to_owned())]
    );
}

#[test]
fn found_open_and_locked_again_is_three_more_keys_and_one_signature() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<down>");
    screen
        .keys("<f3>")
        .sees("書庫B で開いていたもの:  1 鍵   2 扉   3 両方");
    screen
        .keys("1")
        .sees("施錠と記録された書庫Bが、開いているのを見つけました（鍵）。 18:40");
    screen.keys("<space>").sees("書庫B 18:40(再施錠)");
    screen.keys(&sign(7));
    assert_eq!(locks(&fixture, 2).len(), 2);
    assert!(matches!(state(&fixture, 2), PlaceState::Locked { .. }));
    let view = fixture.desk.view().unwrap();
    let row = view.day_row(PlaceId(2), view.today()).unwrap().unwrap();
    assert_eq!(row.found_open, 1);
    screen.sees("開いていたことを1件 報告しました。");
    // It goes to the manager.
    assert!(
        view.inbox()
            .unwrap()
            .iter()
            .any(|item| item.case == row.case)
    );
}

#[test]
fn a_place_without_a_lock_cannot_be_found_open() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<f3>").sees("書庫A は施錠の記録がありません");
}

#[test]
fn asking_is_three_keys_and_no_lock() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space><f4>05");
    screen
        .sees("の施錠を 佐藤 健 に頼み")
        .sees("まだ施錠していません。");
    screen.keys(&sign(7));
    assert_eq!(locks(&fixture, 1).len(), 1);
    assert_eq!(
        state(&fixture, 4),
        PlaceState::Open {
            late: false,
            asked: Some(PersonNo(5))
        }
    );
    screen.sees("残りの4か所を 佐藤 健 に頼みました。");
}

#[test]
fn asking_somebody_who_is_not_there_asks_nobody() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen
        .keys("<f4>77")
        .sees("77 の人はいません")
        .sees("頼む人 [");
    screen.keys("<esc>").does_not_see("頼む人 [");
}

#[test]
fn without_a_stamp_there_is_nothing_to_sign() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen
        .keys(&sign(7))
        .sees("印がありません。署名するものがありません");
}

#[test]
fn an_own_terminal_needs_the_stamp_and_the_pin() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Evening::open(Some(PersonNo(7))));
    screen.keys("<space>").keys(&sign(7)[2..]);
    assert_eq!(locks(&fixture, 1).len(), 1);
}

#[test]
fn a_lock_after_midnight_serves_the_evening_before() {
    let fixture = Fixture::at("2026-11-18T00:25:00+09:00");
    let mut screen = evening(&fixture);
    screen.sees("17日(火)の分");
    screen.keys("<space>").sees("書庫A 24:25");
    screen.keys(&sign(7));
    let view = fixture.desk.view().unwrap();
    assert_eq!(view.today().to_string(), "2026-11-17");
    assert_eq!(locks(&fixture, 1).len(), 1);
}

#[test]
fn alone_it_stays_until_it_is_left() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Evening::alone(None));
    screen.keys("<space>").keys(&sign(7));
    screen.sees("施錠を1か所 記録しました。").sees("18:40 鈴木");
    screen.keys("<esc>");
    assert!(screen.left().is_some());
}

/// The evening on a full disk: `x` signs what is marked, and nothing can be written.
struct FullDisk(Evening);

impl Screen<Desk> for FullDisk {
    type Answer = Answer;
    fn title(&self, view: &View<'_, Desk>) -> Title {
        self.0.title(view)
    }
    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        self.0.draw(canvas, view);
    }
    fn hint(&self, view: &View<'_, Desk>) -> String {
        self.0.hint(view)
    }
    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        self.0.actions(view)
    }
    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if !matches!(key.char(), Some('x' | 'y')) {
            return self.0.key(key, cx);
        }
        assert!(self.0.prepare(cx));
        let list = self.0.proposals();
        if key.char() == Some('y') {
            cx.spawn(move |desk| Answer::uncounted(desk, PersonNo(7), list));
        } else {
            cx.spawn(move |desk| Answer::unwritten(desk, PersonNo(7), list));
        }
        Next::Stay
    }
    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.0.job(answer, cx)
    }
    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.0.shown(cx)
    }
}

#[test]
fn a_full_disk_keeps_the_stamps_and_f9_writes_them_without_the_pin() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(FullDisk(Evening::alone(None)));
    screen.keys("<space><space>x");
    screen.sees("PINは正しいです").sees("F9もう一度");
    screen.sees("済書庫A").sees("済耐火金庫");
    assert!(locks(&fixture, 1).is_empty());
    screen.keys("<f9>").sees("施錠を2か所 記録しました。");
    assert_eq!(locks(&fixture, 1), [(7, "18:40".to_owned())]);
}

#[test]
fn another_stamp_after_a_full_disk_wants_the_pin_again() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(FullDisk(Evening::alone(None)));
    screen.keys("<space>x").sees("F9もう一度");
    screen.keys("<space><f9>").does_not_see("F9もう一度");
    assert!(locks(&fixture, 1).is_empty());
}

#[test]
fn the_evening_looks_as_it_is_drawn() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space><space>0712");
    insta::assert_snapshot!("evening_80x24", screen.screen());
    let mut wide = fixture.harness_on(Evening::open(None), fixture.stage.sized(132, 43));
    wide.keys("<space><space>0712");
    insta::assert_snapshot!("evening_132x43", wide.screen());
    let mut english = fixture.harness_on(Evening::open(None), fixture.stage.english());
    english = english.with_ambiguous_data();
    english.keys("<space><space>0712");
    insta::assert_snapshot!("evening_english_80x24", english.screen());
}

#[test]
fn where_wrong_pins_cannot_be_counted_the_stamps_stay_and_f9_tries_again() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(FullDisk(Evening::alone(None)));
    screen.keys("<space><space>y");
    screen
        .sees("違うPINの回数を書けないので")
        .says("印と書いたものは残しています");
    screen
        .sees("F9 もう一度")
        .sees("済書庫A")
        .sees("済耐火金庫");
    assert!(locks(&fixture, 1).is_empty());
    screen.keys("<f9>").sees("施錠を2か所 記録しました。");
    assert_eq!(locks(&fixture, 1).len(), 1);
}

#[test]
fn stamps_that_were_left_wait_for_ten_minutes_and_f10_asks() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(crate::tui::screens::board::Board::new(None));
    screen.keys("1<space>").sees("済書庫A");
    screen.keys("<esc>").sees("付けてから10分のあいだ残ります");
    screen
        .keys("<f10>")
        .sees("署名していない施錠の印があります");
    screen.keys("2").sees("待っている人");
    screen.wait(Duration::from_secs(60));
    screen.keys("1").sees("済書庫A");
    screen.sees("印は 18:40 に付けたものです。付けた人が署名してください");
    screen
        .keys("<f10>")
        .sees("署名していない施錠の印があります");
    screen.keys("<esc>").sees("済書庫A");
    screen.keys(&sign(7)).sees("施錠を1か所 記録しました。");
    screen.keys("1<space><esc>");
    screen.wait(Duration::from_secs(601));
    screen.keys("xx1").does_not_see("済耐火金庫");
    screen.keys("<esc><f10>");
    assert!(screen.left().is_some());
}

#[test]
fn nobody_asks_themselves() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<f4>07").sees("鈴木 花子 に頼みます");
    screen.keys(&sign(7)).sees("自分には頼めません");
    assert!(matches!(
        state(&fixture, 1),
        PlaceState::Open { asked: None, .. }
    ));
    screen.keys("<esc>").keys(&sign(5)).sees("頼みました");
    let board = fixture.harness(crate::tui::screens::board::Board::new(None));
    board.sees("外 1件 鈴木に頼んだ");
}

#[test]
fn what_is_out_elsewhere_is_not_denied() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<down><down><down><space>");
    screen
        .does_not_see("\n  外に出たままのもの")
        .sees("この場所から外に出たままのもの");
}

#[test]
fn who_may_not_lock_is_told_by_which_rule_and_what_to_do() {
    let fixture = Fixture::new();
    let mut screen = evening(&fixture);
    screen.keys("<space>80270718<enter>");
    screen.sees("野村 響(80) は署名できません。この署名は 職員 がするものです");
    screen.says("人と役割").sees("済書庫A");
}

/// What is signed is the same; whoever reads English is told it in English.
#[test]
fn what_is_still_outside_is_said_in_the_language_of_the_screen() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness_on(Evening::open(None), fixture.stage.english());
    screen
        .keys("<space>0712")
        .sees("No.3 現地調査票, 12 persons (due back")
        .sees("2026-11-18 12:00")
        .does_not_see("戻り予定")
        .does_not_see("件");
    let mut screen = fixture.harness(Evening::open(None));
    screen
        .keys("<space>0712")
        .sees("No.3 現地調査票 12件（戻り予定")
        .sees("R8.11.18 12:00）");
}
