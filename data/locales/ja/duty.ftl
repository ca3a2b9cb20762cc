# 期限: 暦が求めるもの
duty-title = 期限
duty-what = 期限の来るもの
duty-menu = 期限
duty-menu-what = 点検・研修・引継ぎなど、暦が求めるもの
duty-month = { $month }の{ $title }
duty-month-no = { $month }月
duty-year = { $year }の{ $title }
duty-year-short = { $year }年度
duty-quarter = { $months }の{ $title }
duty-on = { $day }の{ $title }
duty-office = 事務所
duty-many = { $count }件
duty-origin = { $title }（{ $what }）
duty-told = 説明しました。{ $role-manager }の受け待ち
duty-missed = 説明済み（しなかった）
duty-head-what = 何を
duty-head-on = 対象
duty-head-who = する人
duty-head-due = いつまで
duty-hint = Enter で記録を始めます。できなかったものは F8 で説明します。
duty-hint-none = 期限の来ているものはありません。
duty-hint-missed = しなかったことの説明です。Enter で記録を見ます。
duty-hint-told = 説明しました。{ $role-manager }が受けたら、説明済みになります。
duty-key-begin = 始める
duty-key-explain = できなかった
duty-not-explained = ほかの記録が求めるものです。行うか、元の記録の予定日を訂正してください。
duty-help = 暦が求めるものと、ほかの記録が求めるものの一覧です。期限の近いものが先に出ます。
    どれだけ前から出すかは、7 ほか > 事務所 > 時間と知らせ で決めます。
    できなかったものは消せません。F8 でわけを書き、{ $role-manager }が受けると、説明済みとして残ります。
duty-sheet-not-over = この月はまだ終わっていません。点検の署名は{ $day }からできます。
duty-sheet-unexplained = 点検の署名はまだできません。{ $days }の説明がありません。{ $clause }
duty-sheet-changed = 見ているあいだに、この表に記録が加わりました。もう一度見てから署名してください。
duty-sheet-own = { $days }は { $who } が施錠か訂正をした日です。自分の記録は点検できません。{ $instead }が点検します。
duty-sheet-own-nobody = { $days }は { $who } が施錠か訂正をした日です。今日、ほかに点検できる人がいません。代理を決めてください。
duty-clause = ({ $clause })
# 月の点検
review-done = 点検 { $name }（{ $when }）
review-changed = 点検（{ $when } { $name }）のあと変わりました。再点検が要ります
review-left = 点検 { $name }（{ $when }）。{ $days }は自分の記録なので、ほかの{ $role-manager }か代理の点検が要ります。
review-managed = この月に{ $role-manager }の名で署名されたもの（覚えのないものがないか見てください）: { $all }
review-by = { $name } { $count }件（{ $kinds }、PIN違い { $failed }回）
review-kind = { $kind } { $count }
review-other = 訂正など
# 引継ぎの一覧
handover-case = 案件 { $title } { $no } { $what }
handover-out = 外 { $no } { $what } { $who } 戻り予定 { $due }
handover-due = 期限 { $title } { $on } { $due }
handover-key = 鍵 { $place } { $key }
handover-more = ほか { $count }件（要約値は全部の一覧のもの）
handover-none = 開いている案件、外に出ているもの、期限はありません
# 時間と知らせ
hours-title = 時間と知らせ
hours-what = 閉庁の時刻、期限を何日前から出すか
hours-hint = 行を選んで Enter で替えます。
hours-help = 閉庁の時刻をすぎて施錠の記録がない場所は、遅 になります。
    期限は、決めた日数だけ前から最初の画面に出ます。点検した月のあとの期限は、月が終わるまで出ません。
    ここで替えたことも署名して記録に残ります。
hours-column-what = 何を
hours-column-value = 今の決め
hours-closing = 閉庁の時刻
hours-closing-hint = 時刻を 20:00 の形で。この時刻をすぎて施錠のない所は 遅 になります
hours-lead = { $title }を知らせる日
hours-lead-value = { $days }日前から
hours-lead-hint = 期限の何日前から最初の画面に出すか。1から400
hours-days = 日数
hours-bad-time = 時刻を 20:00 の形で入れてください
hours-bad-days = 1から400の数を入れてください
hours-change-closing = 閉庁の時刻を替える
hours-sentence-closing = 閉庁の時刻を { $time } とします。
hours-sentence-lead = 「{ $title }」を、期限の { $days }日前から知らせます。
key-go-due = 期限
help-go-due = 期限の来るものの一覧
key-missed = できなかった
help-missed = 期限までにしなかったことを説明する
review-managed-none = この月に{ $role-manager }の名で署名されたものはありません。
review-before = この月は、この事務所の記録が始まる前です。
