# どの画面にも出る言い方: 日時、人、番号、件名
when-day = { $day }日
when-month-day = { $month }月{ $day }日
when-day-weekday = { $day }({ $weekday })
when-day-clock = { $day } { $clock }
when-since = { $when }から
when-until = { $when }まで
when-due = 戻り予定 { $when }
when-late-minutes = { $minutes }分すぎ
when-late-hours = { $hours }時間すぎ
when-late-days = { $days }日すぎ
when-seconds = { $seconds }秒
when-minutes = { $minutes }分
when-hours = { $hours }時間

say-person-as = { $name }({ $role })
say-person-deputy = { $name }(代)
say-or = { " か " }
say-and = { "、" }
say-form-no = No.{ $number }
say-case-no = 案件{ $number }
say-titled = { $title } { $count }件
say-titled-more = { $title } ほか{ $more } 計{ $count }件
say-by-means = { $means } { $count }件
say-by-post = { $means }{ $count }通
say-procedure-unknown = ({ $id })
say-place-day = { $day } { $place }
say-hidden = (第2確認が終わるまで出しません)
say-state-open = 続いています
say-state-closed = 済み
say-state-refused = 認めませんでした
say-state-withdrawn = 取り下げました
# 役割の名のうち、どれにも付いているもの。狭い所では省く
say-clause = { $short }{ $number }

# 署名: 書いているあいだと、そのあと
signing-recording = 記録しています
signing-other-terminal = ほかの端末が書いています。{ $span } 待っています。そのままお待ちください
signing-failed-before = { $name }: 前回の署名のあと、PINの失敗が { $count }回 ありました。覚えがなければ{ $role-manager }に知らせてください
signing-failed-before-at = { $name }: 前回 { $when }・失敗 { $count }回。覚えがなければ{ $role-manager }に知らせてください
signing-gone = 印が変わったので、前の署名のやり直しはできません。もう一度署名してください
say-another = ほかの人

# OS の断り
io-not-found = ファイルかフォルダーがありません
io-permission = 権限がありません
io-exists = 同じ名前のものがもうあります
io-full = ディスクがいっぱいです
io-too-large = ファイルが大きすぎます
io-read-only = 読むことしかできない所です
io-is-a-folder = ファイルでなくフォルダーです
io-no-folder = フォルダーがあるはずの所に、ほかのものがあります
io-pipe = 受け取る側が閉じました
io-name = この名前は使えません
io-busy = ほかのプログラムが使っています
io-late = 応答がありません
io-not-text = 文字として読めません
io-cut = 途中で切れました
io-other = ディスクか端末の誤りです (番号 { $code })
io-unknown = ディスクか端末の誤りです
