# 期限: 暦が求めるもの
duty-title = 期限
duty-what = 期限の来るもの
duty-menu = 期限
duty-menu-what = 点検・研修・引継ぎなど、暦が求めるもの
duty-month = { $month }の{ $title }
duty-month-no = { $month }月
duty-year = { $year }の{ $title }
duty-quarter = { $months }の{ $title }
duty-on = { $day }の{ $title }
duty-office = 事務所
duty-many = { $count }件
duty-origin = { $title }（{ $what }）
duty-told = 説明しました。{ $role }の受け待ち
duty-missed = 説明済み（しなかった）
duty-head-what = 何を
duty-head-on = どこ・だれ・何
duty-head-who = する人
duty-head-due = いつまで
duty-hint = Enter で記録を始めます。できなかったものは F4 で説明します。
duty-hint-none = 期限の来ているものはありません。
duty-hint-missed = しなかったことの説明です。Enter で記録を見ます。
duty-hint-told = 説明しました。管理責任者が受けたら、説明済みになります。
duty-key-begin = 始める
duty-key-explain = できなかった
duty-not-explained = ほかの記録が求めるものです。行うか、元の記録の予定日を訂正してください。
duty-help = 暦が求めるものと、ほかの記録が求めるものの一覧です。期限の近いものが先に出ます。
    どれだけ前から出すかは、7 ほか > 事務所 > 時間と知らせ で決めます。
    できなかったものは消せません。F4 でわけを書き、管理責任者が受けると、説明済みとして残ります。
duty-board-key = (Enter)
duty-sheet-not-over = この月はまだ終わっていません。点検の署名は{ $day }からできます。
duty-sheet-unexplained = 点検の署名はまだできません。{ $days }の説明がありません。{ $clause }
duty-sheet-changed = 見ているあいだに、この表に記録が加わりました。もう一度見てから署名してください。
duty-sheet-own = { $days }は { $who } が施錠か訂正をした日です。自分の記録は点検できません。{ $instead }が点検します。
duty-sheet-own-nobody = { $days }は { $who } が施錠か訂正をした日です。今日、ほかに点検できる人がいません。代理を決めてください。
duty-clause = ({ $clause })
