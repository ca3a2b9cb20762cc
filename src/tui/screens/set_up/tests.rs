use super::{SetUp, Site};
use crate::desk::set_up_file::Draft;
use crate::desk::{Desk, Opening, SetClock};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::Standing;
use crate::tui::Next;
use crate::tui::screens::enrol::Enrol;
use crate::tui::screens::more::More;
use crate::tui::testing::{Harness, Stage};
use std::sync::Arc;
use tempfile::TempDir;

const PEOPLE: &str = "番\t氏名\tふりがな\t担当\t役割\r\n\
    01\t田中 実\tたなか みのる\t課長\t管理責任者\r\n\
    02\t伊藤 恵\tいとう めぐみ\t支援\t代理\r\n\
    03\t小川 誠\tおがわ まこと\t部長\t保護責任者\r\n\
    05\t佐藤 健\tさとう けん\t支援\t職員\r\n\
    07\t鈴木 花子\tすずき はなこ\t支援\t職員\r\n\
    09\t髙橋 洋\tたかはし ひろし\t総務\t職員\r\n\
    10\t渡邉 亮\tわたなべ りょう\t総務\t\r\n\
    90\t清水 航\tしみず わたる\t総務\tシステム管理者\r\n";

const PLACES: &str = "書庫A\t課長席のキー箱\t05 07\r\n\
    書庫B\t課長席のキー箱\t全員\r\n\
    書庫C\t課長席のキー箱\t髙橋 洋\r\n";

struct Ground {
    folder: TempDir,
    site: Arc<Site>,
}

impl Ground {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = Arc::new(Site::new(folder.path(), None));
        Self { folder, site }
    }

    /// Set-up as the program begins it, on the draft that is there.
    fn begin(&self) -> Harness<Site> {
        let stage = Stage::at("2026-11-17T10:00:00+09:00");
        let draft = self.site.draft().unwrap().unwrap_or_default();
        let words = Locale::new(stage.lang);
        let screen = SetUp::new(&self.site, draft, stage.now, words);
        Harness::new(Arc::clone(&self.site), screen, stage)
    }

    fn draft(&self) -> Draft {
        self.site.draft().unwrap().unwrap()
    }

    fn desk(&self) -> Desk {
        let now = crate::calendar::Moment::parse("2026-11-17T11:00:00+09:00").unwrap();
        let opening = Opening {
            clock: Some(Arc::new(SetClock::at(now))),
            ..Opening::default()
        };
        Desk::open(self.folder.path(), opening).unwrap()
    }
}

fn names(h: &mut Harness<Site>) {
    h.keys("1<f9>");
    h.keys("産業労働局 総務部 見本課<enter><enter><enter>総務部 見本課<enter>");
}

fn people(h: &mut Harness<Site>) {
    h.keys("<f3>").paste(PEOPLE);
}

/// Copies the sheet from the screen, as somebody would onto paper.
fn copied(h: &Harness<Site>) -> Vec<String> {
    h.rows()
        .iter()
        .filter_map(|row| row.trim().split_once(": "))
        .filter(|(line, _)| line.len() == 1)
        .map(|(_, groups)| groups.to_owned())
        .collect()
}

/// What is asked for now: the line and whether the left half.
fn asked(h: &Harness<Site>) -> (usize, usize) {
    let rows = h.rows();
    let row = rows.iter().find(|row| row.contains("行目の")).unwrap();
    let line: usize = row.trim().split("行目").next().unwrap().parse().unwrap();
    (line - 1, usize::from(!row.contains("左")))
}

fn group(sheet: &[String], (line, half): (usize, usize)) -> String {
    sheet[line].split('-').nth(half).unwrap().to_owned()
}

fn sheet(h: &mut Harness<Site>) {
    h.keys("<enter>");
    let sheet = copied(h);
    assert_eq!(sheet.len(), 8, "{}", h.screen());
    h.keys("<enter>");
    for _ in 0..4 {
        let typed = group(&sheet, asked(h));
        h.keys(&format!("{typed}<enter>"));
    }
    h.sees("4つとも合いました");
}

#[test]
fn from_an_empty_folder_to_an_office_that_its_manager_accepts() {
    let ground = Ground::new();
    let mut h = ground.begin();
    h.sees("はじめの準備  1/7  決まり");
    names(&mut h);
    h.sees("3/7  人");
    people(&mut h);
    h.sees("8人を表から取り込みました");
    h.keys("<f9>");
    h.sees("4/7  役割").sees("この顔ぶれで、署名する人がいるか");
    h.keys("<f9>");
    h.sees("5/7  場所と鍵");
    h.keys("<f3>").paste(PLACES);
    h.sees("3か所を表から取り込みました");
    h.keys("<tab><space><f9>");
    h.sees("6/7  鍵と回復票");
    sheet(&mut h);
    h.keys("<f9>");
    h.sees("7/7  書き込むもの").sees("控えを作りません");
    h.keys("90482913<enter>482913<enter>");
    h.sees("事務所ができました");
    assert!(ground.site.made());
    assert!(ground.site.draft().unwrap().is_none(), "no draft is left");

    // Nothing ends before the slips are handed out.
    h.keys("<f9>").sees("登録票がまだ渡っていません");
    let file = ground.folder.path().join("slips.txt");
    h.keys("<f5>");
    h.keys(&format!("{}<enter>", file.display()));
    h.sees("登録票を書き出しました");
    h.keys("<f9>");
    assert!(h.left().is_some());
    let slips = std::fs::read_to_string(&file).unwrap();
    assert!(slips.contains("印刷したらこのファイルを消してください"));
    assert!(!slips.contains("清水 航"), "who signed needs no slip");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    let desk = ground.desk();
    let view = desk.view().unwrap();
    assert_eq!(view.office.standing, Standing::Founded);
    assert_eq!(view.office.name.as_str(), "産業労働局 総務部 見本課");
    assert_eq!(view.office.places_on(view.today().0).len(), 3);
    let first = slips.lines().find(|l| l.starts_with("登録の番号")).unwrap();
    let code = first.split_whitespace().last().unwrap();

    // The program then opens on the acceptance, and goes on to what it is given.
    let desk = Arc::new(desk);
    let then = || Next::replace(More::default());
    let stage = Stage::at("2026-11-17T11:00:00+09:00");
    let mut h = Harness::new(Arc::clone(&desk), Enrol::accept(Box::new(then)), stage);
    h.keys("<esc>").sees("引き受け");
    h.keys("90").sees("準備をした人は引き受けられません");
    h.keys("<backspace>").keys("<backspace>");
    h.keys(&format!("01{code}826409<enter>826409<enter>"))
        .sees("8文字以上");
    h.keys("82640917<enter>82640917<enter>");
    h.sees("田中 実(01) が引き受けました");
    assert_eq!(desk.view().unwrap().office.standing, Standing::Accepted);
    h.keys("<enter>").sees("記録を始める");
}

#[test]
fn leaving_and_coming_back_keeps_everything_and_goes_on_where_something_is_missing() {
    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    people(&mut h);
    h.keys("<esc>");
    assert!(h.left().is_some());
    let text = std::fs::read_to_string(ground.site.draft_path()).unwrap();
    assert!(text.contains("田中 実"));
    let h = ground.begin();
    h.sees("5/7  場所と鍵").sees("職員8人");
}

#[test]
fn half_typed_names_survive_leaving_too() {
    let ground = Ground::new();
    let mut h = ground.begin();
    h.keys("3<f9>受託者の見本<esc>");
    assert_eq!(ground.draft().name.as_str(), "受託者の見本");
    let h = ground.begin();
    h.sees("2/7  名称").sees("受託者の見本").sees("契約");
}

#[test]
fn nothing_goes_on_before_the_rules_are_chosen_and_back_never_asks() {
    let ground = Ground::new();
    let mut h = ground.begin();
    h.keys("<f9>").sees("1/7").sees("数字で選んでください");
    h.keys("2<f9>").sees("2/7");
    h.keys("<f9>").sees("名称を入れてください");
    h.keys("<pageup>").sees("1/7");
}

#[test]
fn a_table_with_faults_lists_them_and_takes_nothing() {
    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    h.keys("<f3>")
        .paste("番\t氏名\tふりがな\n01\t田中 実\tたなか\n01\t伊藤 恵\t\nx\t小川 誠\tおがわ\n");
    h.sees("合わない所が 3 あります。何も取り込んでいません");
    h.sees("3行 番  2行と同じです");
    h.sees("3行 ふりがな  空です");
    h.sees("4行 番  x は番号になりません");
    assert!(ground.draft().people.is_empty());
    h.paste("01\t田中 実\tたなか みのる\n02\t伊藤 恵\tいとう めぐみ\n");
    h.sees("2人を表から取り込みました");
}

#[test]
fn a_table_is_read_from_a_file_in_any_encoding_of_windows() {
    let ground = Ground::new();
    let file = ground.folder.path().join("people.csv");
    let csv = PEOPLE.replace('\t', ",");
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(&csv);
    std::fs::write(&file, &bytes).unwrap();
    let mut h = ground.begin();
    names(&mut h);
    h.keys("<f3>/no/such.csv<enter>")
        .sees("そのファイルはありません");
    h.keys("<esc><f3>");
    h.keys(&format!("{}<enter>", file.display()));
    h.sees("8人を表から取り込みました").sees("髙橋 洋");
}

#[test]
fn a_table_that_a_console_types_key_by_key_is_read_as_one() {
    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    h.keys("<f3>");
    h.burst("01<tab>田中 実<tab>たなか<enter>02<tab>伊藤 恵<tab>いとう<enter>");
    h.sees("2行を受け取りました");
    h.keys("<enter>").sees("2人を表から取り込みました");
}

#[test]
fn people_can_be_added_changed_and_taken_out_by_hand() {
    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    h.keys("<f2>7<enter>鈴木 花子<enter>すずき はなこ<enter>支援<enter>");
    h.keys("7<enter>佐藤 健<enter>さとう けん<enter><enter>");
    h.sees("この番号はもう 鈴木 花子 の番号です");
    h.keys("<esc>").sees("07  鈴木 花子");
    h.keys("<enter><backspace>8<enter><enter><enter><enter>");
    h.sees("08  鈴木 花子");
    assert_eq!(ground.draft().people[0].no, PersonNo(8));
    h.keys("<f8>").sees("鈴木 花子 を外しました");
}

#[test]
fn the_proof_of_the_roster_follows_the_roles() {
    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    people(&mut h);
    h.keys("<f9>");
    h.sees("伊藤 恵(代理) か 小川 誠(保護責任者)");
    // 田中 実 is the first of those with a role; one step on he is deputy, and nobody is manager.
    h.keys("<space>").sees("決まっていません");
    h.keys("<space><space><space><space>")
        .sees("システム管理者");
}

#[test]
fn a_wrong_group_goes_nowhere_and_a_dropped_sheet_is_worth_nothing() {
    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    people(&mut h);
    h.keys("<f9><f9><f3>").paste(PLACES);
    h.keys("<f9><f9>").sees("6/7").sees("紙に書き写し");
    h.keys("<enter>");
    let old = copied(&h);
    h.keys("<enter>");
    let right = group(&old, asked(&h));
    let wrong: String = right
        .chars()
        .map(|c| if c == '2' { '3' } else { '2' })
        .collect();
    h.keys(&format!("{wrong}<enter>")).sees("合いません");
    h.keys(&format!("{right}<enter>")).sees("2/4");
    h.keys("<esc>").sees("今の回復票は捨てました");
    h.keys("<enter>");
    let new = copied(&h);
    assert_ne!(new, old);
    h.keys("<pageup><f9>").sees("Enter で回復票を出します");
    assert!(copied(&h).is_empty(), "shown once");
}

#[test]
fn the_founder_needs_the_role_and_a_pin_that_may_be_chosen_twice_the_same() {
    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    people(&mut h);
    h.keys("<f9><f9><f3>").paste(PLACES);
    h.keys("<f9>");
    sheet(&mut h);
    h.keys("<f9>07482913<enter>482913<enter>");
    h.sees("システム管理者 の役割が要ります");
    h.keys("<backspace><backspace>90123456<enter>123456<enter>");
    h.sees("続きの数字");
    h.keys("48<enter>48<enter>").sees("6文字以上");
    h.keys("482913<enter>482914<enter>")
        .sees("2回のPINが違います");
    assert!(!ground.site.made());
    h.keys("482913<enter>482913<enter>").sees("登録票");
    assert!(ground.site.made());
}

#[test]
fn a_contractor_marks_a_means_with_its_notice() {
    let ground = Ground::new();
    let mut h = ground.begin();
    h.keys("3<f9>受託者<enter><enter><enter>見本の契約<enter>");
    h.keys("<f3>")
        .paste("1\t田中 実\tたなか\t\t責任者\n2\t伊藤 恵\tいとう\t\tシステム管理者\n");
    h.keys("<f9><f9><f3>").paste("書庫\t箱\t01\n");
    h.keys("<tab><down><down><space>")
        .sees("届け出た文書の番号");
    h.keys("<enter>").sees("届け出た文書の番号");
    h.keys("7受第12号<enter>").sees("7受第12号");
    assert_eq!(ground.draft().means[0].id, "fax");
}

#[test]
fn an_office_that_is_there_is_not_set_up_again() {
    let ground = Ground::new();
    assert!(!ground.site.is_taken());
    crate::desk::sample::make(ground.folder.path(), None, &mut |_, _| {}).unwrap();
    assert!(Site::new(ground.folder.path(), None).is_taken());
}

#[test]
fn every_step_fits_in_english_and_where_ambiguous_characters_are_wide() {
    let ground = Ground::new();
    let draft = Draft::parse(include_str!("../../../../data/demo/office.toml")).unwrap();
    for stage in [
        Stage::at("2026-11-17T10:00:00+09:00").english(),
        Stage::at("2026-11-17T10:00:00+09:00").wide(),
        Stage::at("2026-11-17T10:00:00+09:00").sized(132, 43),
    ] {
        let words = Locale::new(stage.lang);
        let screen = SetUp::new(&ground.site, draft.clone(), stage.now, words);
        let mut h = Harness::new(Arc::clone(&ground.site), screen, stage);
        for step in (1..=6).rev() {
            h.sees(&format!("{step}/7"));
            // The way to the next step stands in the bar whole.
            let bar = h.rows().last().unwrap().clone();
            assert!(
                bar.trim_end().ends_with("F1手引") || bar.trim_end().ends_with("F1 Help"),
                "{bar}"
            );
            h.keys("<pageup>");
        }
    }
}

#[test]
fn the_roster_proof_looks_as_it_was_drawn() {
    let ground = Ground::new();
    let draft = Draft::parse(include_str!("../../../../data/demo/office.toml")).unwrap();
    std::fs::write(ground.site.draft_path(), draft.write()).unwrap();
    let mut h = ground.begin();
    h.keys("<pageup><pageup>").sees("4/7");
    insta::assert_snapshot!(h.screen());
}

/// A paste with line breaks, in one piece and as the keys of a console: the step stays, and nothing
/// is made.
fn pasted(h: &mut Harness<Site>, step: &str) {
    for text in ["a\nb\n", "a\r\nb\r\n", "1\n2\n", "\n"] {
        h.paste(text).sees(step);
    }
    for keys in ["a<enter>b<enter>", "a<enter><enter>b<enter>"] {
        h.burst(keys).sees(step);
    }
    assert!(h.left().is_none());
}

/// The same in this field and those below it.
fn pasted_in(h: &mut Harness<Site>, fields: usize, step: &str) {
    for _ in 0..fields {
        pasted(h, step);
        h.keys("<down>");
    }
}

#[test]
fn a_paste_with_line_breaks_goes_nowhere_and_makes_nothing() {
    let ground = Ground::new();
    let mut h = ground.begin();
    pasted(&mut h, "1/7");
    h.keys("1<f9>");
    pasted_in(&mut h, 4, "2/7");

    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    pasted(&mut h, "3/7");
    h.keys("<f2>");
    pasted_in(&mut h, 5, "3/7");
    h.keys("<esc><f3>");
    pasted(&mut h, "3/7");
    h.keys("<esc>");
    assert!(
        ground
            .site
            .draft()
            .unwrap()
            .is_none_or(|d| d.people.is_empty())
    );
    people(&mut h);
    h.sees("8人を表から取り込みました");
    h.keys("<f9>");
    pasted(&mut h, "4/7");
    h.keys("<enter>");
    pasted_in(&mut h, 2, "4/7");
    h.keys("<esc>");

    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    people(&mut h);
    h.keys("<f9><f9>");
    pasted(&mut h, "5/7");
    h.keys("<f2>");
    pasted_in(&mut h, 4, "5/7");
    h.keys("<esc><f3>").paste(PLACES);
    h.sees("3か所を表から取り込みました");
    h.keys("<tab><space><f9>");
    pasted(&mut h, "6/7");
    h.keys("<enter>");
    let sheet = copied(&h);
    pasted(&mut h, "6/7");
    h.keys("<enter>");
    for nth in 1..=4 {
        let group = group(&sheet, asked(&h));
        pasted(&mut h, "6/7");
        h.sees(&format!("{nth}/4"));
        h.keys(&"<backspace>".repeat(40))
            .keys(&format!("{group}<enter>"));
    }
    h.sees("4つとも合いました");
    h.keys("<f9>");
    h.keys("90482913<enter>482913");
    pasted(&mut h, "7/7");
    assert!(!ground.site.made());
}

#[test]
fn the_rosters_half_says_what_f9_will_refuse_and_the_last_step_which_findings() {
    let ground = Ground::new();
    let mut h = ground.begin();
    names(&mut h);
    h.keys("<f3>")
        .paste(&PEOPLE.replace("システム管理者", "職員"));
    h.keys("<f9>")
        .sees("4/7  役割")
        .says("システム管理者がいません");
    h.does_not_see("要はありません");
}
