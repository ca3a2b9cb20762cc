# 夕方の施錠
lock-title = 施錠の確認
lock-serves = { $day }の分
lock-how = 場所を見て、鍵を確かめてから、その行で空白キー。押した時刻が施錠時刻です。
lock-place = 場所
lock-time = 施錠
lock-key-place = 鍵を戻す所
lock-outside = 外に出ているもの
lock-none = なし
lock-more = { $shown }/{ $total }か所 上下で移る
lock-asked = { $name }に頼んだ
lock-asking = { $name }に頼む
lock-again = 再 { $clock }
lock-found = 開いていた
lock-not-locked = 施錠せず
lock-nobody = 出勤者なし
lock-signed = 署名する文
lock-these-places = 次の場所
lock-item = { $place } { $clock }
lock-item-again = { $place } { $clock }(再施錠)
lock-out = この場所から外に出たままのもの: { $what }
lock-out-of = { $place } { $what }
lock-left = まだ施錠していない所: { $places }
lock-ask-text = { $places } の施錠を { $name } に頼みます。まだ施錠していません。
lock-off-roster = 名簿にない人の施錠です: { $places }
lock-text-empty = (印を付けると、署名する文がここに出ます)
lock-text-more = 続く (PgDn)
lock-text-unread = 署名する文の続きがあります。PgDn で終わりまで読んでから署名してください
lock-enter = Enter で署名して終わり
lock-hint-marks = 印は{ $count }か所。まだ記録していません。
lock-hint-ask = { $name } に頼みます。まだ記録していません。
lock-hint-none = 印はまだありません。見て、鍵を確かめてから 空白 を押してください。
lock-hint-all = どこも施錠の記録があります。もう一度かけた所は、その行で 空白。
lock-hint-found = { $place } で開いていたもの:  { $choices }   Esc やめる
lock-hint-asking = 残りの施錠を頼む人の番号を入れてください。
lock-ask-label = 頼む人
lock-ask-gone = 頼むのをやめました
lock-nobody-has = { $number } の人はいません
lock-nothing-left = 施錠していない所はありません。頼むことはありません
lock-nothing = 印がありません。署名するものがありません
lock-found-unlocked = { $place } は施錠の記録がありません。鍵をかけて 空白 を押してください
lock-found-known = { $place } が開いていたことは、もう記録されています。鍵をかけて 空白 を押してください
lock-found-off = 開いていた印を外しました
lock-said = { $place } は、施錠していなかったか、だれも使わなかったと報告されています。印は付けられません
lock-expired = { $count }か所の印は付けてから10分たったので外しました。鍵を確かめて、もう一度 空白 を押してください。何も記録していません
lock-woken = 印は { $clock } に付けたものです。付けた人が署名してください
lock-woken-expired = 印は付けてから10分たったので外しました。鍵を確かめて、もう一度 空白 を押してください。何も記録していません
lock-turned = { $places } は、いまほかの人が記録しました。その印は外しました。何も記録していません
lock-changed = 外に出ているものが変わりました。署名する文を読み直してください。何も記録していません
lock-done = 施錠を{ $count }か所 記録しました。
lock-done-found = 開いていたことを{ $count }件 報告しました。
lock-done-ask = 残りの{ $count }か所を { $name } に頼みました。
lock-kept = { $why } 印は残しています
lock-between = { "" }
lock-help = 夕方、場所を見て鍵を確かめ、空白で印を付け、番号とPINで署名します。押した時刻が施錠時刻になります。署名するまで何も記録しません。
    空白をもう一度押すと印を外します。もう施錠の記録がある所で空白を押すと、再施錠です。その日の施錠は最後のもので、前のものも残ります。
    F3は、施錠の記録があるのに開いていたとき。見たものを選び、かけ直して空白を押します。{ $role-manager }に届きます。
    F4は、残りの施錠を頼むとき。頼んだだけで、施錠にはなりません。
    外に出ているものがあっても、戻りが遅れていても、施錠はできます。
    PINを忘れたときは、鍵をかけ、ほかの人が見て署名するか、あす F5 で記録してください。
lock-digits = 署名へ
lock-key-found = 開いていた
lock-key-missed = 前日分

# 欠けの説明
explain-title = 前日までの欠けの説明
explain-which = どの日ですか
explain-no-record = 施錠の記録がありません
explain-none = 説明を待っている日はありません。
explain-waits = 説明はもうあります。{ $role-manager }の署名を待っています
explain-what = 何がありましたか
explain-kind-locked = 施錠した。記録していない (後日記録になります)
explain-kind-not-locked = 施錠しなかった (中にあったものを数え、{ $role-manager }に届きます)
explain-kind-nobody = だれも使わなかった
explain-kind-open-since = 施錠と記録されたが、開いているのを見つけた (中にあったものを数え、{ $role-manager }に届きます)
explain-kind-found-open = 施錠し直さなかった (中にあったものを数え、{ $role-manager }に届きます)
explain-digits = 選ぶ
explain-hint-day = 数字で選びます。新しい日が先です。
explain-hint-kind = 数字で選びます。施錠しなかったことは、あとから施錠にはなりません。
explain-hint-sign = 署名する文を読み、番号とPINを入れてください。まだ記録していません。
explain-missing = 答えが足りません
explain-want = 「{ $label }」を入れてください
explain-no-time = 時刻は 1842 や 18:42 のように入れてください。夜半すぎは 2425
explain-no-day = 日は 17 や 11/17 のように入れてください
explain-to-come = まだ来ていない時刻です。時刻を直してください
explain-locked-at = 施錠した時刻
explain-locked-at-hint = 鍵をかけた時刻を4けたで。18時42分は 1842、夜半すぎの0時25分は 2425
explain-found-at = 見つけた時刻(今日)
explain-time-hint = 時刻を4けたで。8時20分は 0820
explain-reason-hint = 後日になったわけを数字で選びます
explain-reason-forgot = 記録を忘れた
explain-reason-terminal = 端末を使えなかった
explain-reason-pin = PINで署名できなかった
explain-reason-other = ほか(書く)
explain-reason-words = わけ
explain-words-hint = 見たこと、したことを書いて Enter
explain-from-hint = その日の何時からか、4けたで。19時10分は 1910、夜半すぎは 2425
explain-until-day = { $label } (日)
explain-until-day-hint = かけた日、または見つけた日。16 や 11/16 のように入れて Enter
explain-until-time = { $label } (時刻)
explain-seen-by-hint = 見つけた人の番号。いなければ Enter
explain-inside = { $label }: { $title } (台帳 { $count }件)
explain-inside-hint = その日に中にあった件数。なければ Enter
explain-count-hint = 数えた数を入れて Enter
explain-seen-hint = 開いていたものを数字で選びます
explain-text-at = 施錠した時刻: { $clock }
explain-done-later = { $what } を後日記録しました。
explain-done = { $what } の説明を記録しました。{ $role-manager }の署名を待ちます。
explain-help = 施錠の記録がない日は、説明があるまで最初の画面に出つづけます。説明のあとは、説明が見えつづけます。
    施錠したのに記録していなかったときは、施錠した時刻とわけを入れます。後日記録と出ます。
    施錠しなかったときは、いつからいつまでか、だれが見たか、中に何件あったか、数えて何件あり何件欠けていたかを入れます。{ $role-manager }が、是正か事故のおそれかを決めます。施錠したことにはなりません。
    だれも使わなかったときは、そのわけを書きます。
lock-left-marks = 印はまだ記録していません。付けてから10分のあいだ残ります (1 施錠)
lock-ask-self = 自分には頼めません。F4 で頼むのをやめるか、ほかの人に頼んでください。何も記録していません。印は残しています
