# 部品: 欄、署名の行、問い、手引
field-refused = { $code } は使えません ({ $why })。何も入れていません
field-full = { $max }文字までです
field-not-normalised = 文字の形が整っていません
field-digits = 数字だけを入れてください
field-ascii = 英数字と記号だけを入れてください
unfit-control = 画面を動かす制御文字です
unfit-bidi = 文字の向きを変える、見えない文字です
unfit-invisible = 見えない文字です
unfit-private-use = 外字です。機械によって別の字になります
unfit-lost = 読めなくなった文字です
unfit-variation = 字の形を選ぶ印だけがあります
unfit-emoji = 絵文字の一部です
unfit-marks = 重ねる印だけ、または多すぎます

signature-label-who = だれ
signature-label-pin = PIN
signature-unknown = (いない番号)
signature-who = 署名する人の番号 { $digits }けたを入れてください
signature-nobody = { $number } の人はいません
signature-pin = PINを入れてください
signature-waiting = 記録しています

dialog-yes-no = 1 はい   2 いいえ
dialog-token = 続けるには { $token } と入れて Enter

scroll-more = 続く { $page }/{ $pages }
scroll-end = 終わり

help-title = 手引
help-keys-heading = 使える鍵
help-clauses-heading = よりどころ
help-hint = Esc で元の画面に戻ります
dialog-key-answer = 答える
dialog-hint = 1か2で答えてください。Esc で欄に戻ります
