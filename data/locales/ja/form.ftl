# 様式
form-about = 様式に記入して出す (form list で一覧)
form-arg-form = 様式の名前、又は list
form-arg-month = 年月 (2026-11 の形)
form-arg-year = 年度 (始まる年、2026 の形)
form-arg-place = 施錠場所の名前か番号。なければ全部
form-arg-case = 案件の No. (様式の番号)、又は案件のID
form-arg-format = 出す形。なければ text
form-arg-encoding = CSV の文字。なければ utf-8
form-arg-font = PDF の字のファイル。なければ端末の日本語フォント
form-arg-output = 書くファイル。なければ標準出力 (text と csv)

form-list-line = { $name }  { $number }  { $title }  ({ $per })
form-own = 独自
form-per-month = 場所と月ごと --month
form-per-year = 年度ごと --fiscal-year
form-per-case = 案件ごと --case
form-per-register = 台帳の今日の内容

form-unknown =
    「{ $name }」という様式はありません。
    何も書いていません。
    kagiban form list に一覧があります。
form-needs-month =
    この様式は月ごとです。--month 2026-11 か --fiscal-year 2026 が要ります。
    何も書いていません。
form-needs-year =
    この様式は年度ごとです。--fiscal-year 2026 が要ります。
    何も書いていません。
form-needs-case =
    この様式は案件ごとです。--case に No. か案件のIDが要ります。
    何も書いていません。
form-future =
    まだ始まっていない月・年度の用紙は出せません。
    何も書いていません。
form-no-place =
    その期間に使った施錠場所に「{ $place }」はありません。
    何も書いていません。
    その期間の場所: { $places }
form-no-places =
    その期間に使った施錠場所がありません。
    何も書いていません。
form-no-case =
    「{ $case }」という案件は、この様式にはありません。
    何も書いていません。
    No. は --fiscal-year の年度のものを探します (なければ今年度)。
form-layout =
    様式の定めが読めません ({ $what })。
    何も書いていません。
form-needs-output =
    { $format } は端末に出せません。-o FILE でファイルに書きます。
    何も書いていません。
form-written = { $file } に書きました (用紙 { $sheets }枚)
form-written-pages = { $file } に書きました ({ $pages }頁)
form-not-written =
    { $file } に書けませんでした ({ $what })。
    元のファイルがあれば、そのまま残っています。
    書ける場所か、空きを確かめてください。
form-lost = CP932 にない字があります。〓 などに変えました: { $lost }
form-no-font =
    日本語のフォントが見つかりません。
    何も書いていません。
    --font FILE で指すか、fonts-ipaexfont、fonts-noto-cjk、fonts-morisawa-bizud-gothic のどれかを入れてください。
form-bad-font =
    { $file } は使えません ({ $what })。
    何も書いていません。
form-font-not-font = フォントではない
form-font-not-japanese = 日本語の字がない
form-pdf-failed =
    PDF にできませんでした ({ $what })。
    何も書いていません。
form-other-font = 「{ $what }」は { $font } の字で印刷します。
form-base-form = 「{ $what }」の字形がないので、もとの字「{ $base }」で印刷します。
form-geta = 「{ $what }」({ $code }) の字がないので、〓 で印刷します。
form-xlsx-failed =
    表計算のファイルにできませんでした ({ $what })。
    何も書いていません。
form-arg-by = 出す人の番号。PIN を端末で尋ね、出したことを日誌に記録する
form-unrecorded = 出したことは記録していません (記録するには --by 番号)。
form-pin = { $name } の PIN (見えません): { "" }
form-nobody =
    PIN は端末で尋ねます。ここは端末ではありません。
    何も書いていません。
    --by を付けなければ、記録せずに書けます。
form-not-signed = 署名しませんでした。何も書いていません。
form-no-record =
    この事務所は「様式を出した記録」の手続を使い始めていません。
    何も書いていません。
    画面の 7 ほか > 事務所 > 様式と手続 で使い始めるか、--by を付けずに、記録せずに書いてください。
