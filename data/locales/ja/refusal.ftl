# 断るときの文: 何を、どの決まりで、何が残り、次にどうするか。責めない。隠した値は出さない
refusal-nothing = 何も記録していません
refusal-joined = { $what }。{ $nothing }
refusal-of-case = { $case }は記録していません。{ $why }

# 人と役割
refusal-second-check = 署名できません。{ $did }をしたのは { $who } です。{ $step }は別の人が行います
refusal-own-confirm = 自分の持ち出しは確認できません。{ $instead } が確認します
refusal-own-permit = 自分の持ち出しは許可できません。{ $instead } が許可します
refusal-own-did = 署名できません。「{ $did }」をしたのは { $who } です。自分のしたことは自分で確かめられません。{ $instead } が署名します
refusal-own-author = 署名できません。{ $who } はこの案件を書いたか、書き直した人です。{ $instead } が署名します
refusal-nobody-confirms = 今日、確認できる人がいません。代理を決めてください (7 ほか > 人と役割)。待ちとして残しました
refusal-nobody-signs = 今日、「{ $step }」に署名できる人がいません。代理を決めてください (7 ほか > 人と役割)。待ちとして残しました
refusal-nobody-acts = 今日、これに署名できる人がいません。代理を決めてください (7 ほか > 人と役割)。待ちとして残しました
refusal-role-step = { $who } は署名できません。「{ $step }」は{ $roles }が署名します。今日は { $instead } が署名できます
refusal-role-act = { $who } は署名できません。これは{ $roles }が署名します。今日は { $instead } が署名できます
refusal-not-of-office = { $who } は、この日、この事務所の人ではありません
refusal-wrong-capacity = 役割が変わったので、{ $claimed }としては署名できません。画面を開き直してください
refusal-may-not = { $who } は署名できません。この署名は { $may } がするものです。7 ほか > 人と役割 で役割を確かめてください
refusal-not-author = 取り下げられるのは、書いた人だけです ({ $authors })。書いた人に頼んでください
refusal-no-question-other = 質問は { $asked } あてです。答えは { $asked } が書きます
refusal-no-question = 答えを待っている質問はありません

# 順と状態
refusal-unknown-procedure = 手続 { $id } は、この版の鍵番にはありません。新しい版で開いてください
refusal-unknown-step = 段階 { $id } は、この手続にはありません。画面を開き直してください
refusal-malformed = 組み合わせが手続に合いません ({ $what })。画面を開き直してください。続くときは管理者に知らせてください
refusal-already-open = { $when } に { $who } がこの案件を始めています。その続きから行ってください
refusal-already-open-nobody = { $when } にこの案件は始まっています。その続きから行ってください
refusal-no-case = この案件はまだ始まっていません。画面を開き直してください
refusal-wrong-case = その場所とその日の案件ではありません。画面を開き直してください
refusal-wrong-day = { $serves }に起きたことなので、{ $day }の分にはなりません (日の境は { $cut })。{ $serves }の分として記録してください
refusal-day-to-come = { $day }はまだ来ていません
refusal-not-yet-happened = 起きた時刻 { $happened } が、今 { $recorded } より後です。時刻を直してください
refusal-before-step = 「{ $step }」({ $happened }) より前の時刻です。時刻を直してください
refusal-awaits = 「{ $step }」の前に { $missing } が要ります。署名してから続けてください
refusal-awaited = 「{ $step }」({ $roles })
refusal-awaited-line = { $line }行目の「{ $step }」({ $roles })
refusal-never-left = 出たときの確認がありません。戻しとしては記録できません。F4 確認のない持ち出しとして報告できます
refusal-never-left-clause = 出たときの確認がありません。戻しとしては記録できません。F4 確認のない持ち出しとして報告できます ({ $clause })
refusal-otherwise = 「{ $step }」の前に { $missing } が要ります。なかったときは「{ $procedure }」として報告できます
refusal-already-signed = 「{ $step }」は { $when } に { $who } が署名しています
refusal-already-signed-line = { $line }行目の「{ $step }」は { $when } に { $who } が署名しています
refusal-not-applicable = 今までの答えでは「{ $step }」は行いません
refusal-filled-already = { $fields } はもう入っています。出る前なら書き直し、出た後なら訂正してください
refusal-check-answers = { $fields } は確認の答えなので、書き直せません。差し戻して、確認をはじめからやり直してください
refusal-recheck-incomplete = { $fields } がまだ第1確認と合っていません。現物を見て入れてください
refusal-no-recheck = 「{ $step }」には比べるものがありません
refusal-facts-missing = { $why }。「{ $procedure }」を先に記録してから続けます。下書きは残しました
refusal-facts-between = 。
refusal-fact-of = { $subject } の{ $fact }
refusal-fact-never = { $what }がありません
refusal-fact-until = { $what }は { $until } で切れています
refusal-fact-withdrawn = { $what }は { $at } に取り下げられています
refusal-fact-not-before = { $what }は { $from } からです
refusal-fact-too-short = { $what }は { $until } までで、{ $needed } までは続きません
refusal-fact-clause = { $said } ({ $clause })
refusal-facts-unread = 研修・届出・承諾の記録が読めないので、確かめられません。画面を開き直してください
refusal-sealed = { $when } に { $who } が「{ $step }」に署名しました。その後は書き直せません。{ $role-manager }が訂正できます
refusal-not-sealed = まだ出ていないので、訂正ではなく書き直してください。確認はやり直しになります
refusal-ended-open = この案件は続いています。画面を開き直してください
refusal-ended-closed = この案件は済んでいます。直すときは{ $role-manager }が訂正します
refusal-ended-refused = この案件は認められませんでした。新しく始めてください
refusal-ended-withdrawn = この案件は取り下げられました。新しく始めてください
refusal-opened-by-another = ほかの案件から開いたものなので、取り下げたり認めなかったりできません。終わりまで行ってください
refusal-nothing-to-refuse = 今、認めるかどうかを待っているものはありません
refusal-nothing-to-send-back = 「{ $step }」に差し戻せるものはありません
refusal-nothing-due = 延ばせる期限がありません
refusal-not-later = { $day }より後の日を入れてください
refusal-nothing-changes = 前と同じです。変わるところがありません
refusal-no-reason = 理由を書いてください

# 答え
refusal-field-unknown = 「{ $field }」という問いはありません
refusal-field-not-of-step = 「{ $field }」は、この段階では答えません
refusal-field-not-asked = 「{ $field }」は、今までの答えでは聞きません
refusal-field-missing = 「{ $field }」に答えてください
refusal-field-kind = 「{ $field }」の答えの種類が合いません
refusal-field-fixed = 「{ $field }」はもう変えられません
refusal-field-length = 「{ $field }」は { $min }文字から { $max }文字です
refusal-field-length-exact = 「{ $field }」は { $min }文字です
refusal-field-characters = 「{ $field }」に使えない文字があります
refusal-field-few = 「{ $field }」は { $min } 以上です
refusal-field-not-equal = 「{ $field }」と「{ $other }」の数が合いません。現物を数え直してください
refusal-field-tally = 「{ $field }」が「{ $lines }」の { $count }件と合いません。数え直すか、足りないものを入れてください
refusal-field-tally-part = 「{ $field }」が「{ $lines }」の答えと合いません({ $least }件から { $most }件)。数え直すか、答えを選び直してください
refusal-field-before = 「{ $field }」が「{ $other }」より前です
refusal-field-before-today = 「{ $field }」が今日より前です
refusal-field-to-come = 「{ $field }」が今より後です。起きた日時を入れてください
refusal-field-time = 「{ $field }」が時刻になっていません
refusal-field-email = 「{ $field }」の { $at }番目があて先の形になっていません
refusal-field-twice = 「{ $field }」の { $at }番目が前と同じです
refusal-field-choice = 「{ $field }」は選ぶものの中からにしてください
refusal-field-stops = 「{ $field }」: { $why }
refusal-field-stops-bare = 「{ $field }」: この答えでは署名できません
refusal-line-title = 「{ $field }」の { $line }行目に件名がありません
refusal-line-count = 「{ $field }」の { $line }行目に件数がありません
refusal-line-special = 「{ $field }」の { $line }行目の要配慮の区分が正しくありません
refusal-line-holding = 「{ $field }」の { $line }行目は台帳にありません
refusal-line-not-here = 「{ $field }」{ $line }行目: ここにあるのは { $here }件です(持ち出し中 { $out }件)
refusal-line-basis = 「{ $field }」の { $line }行目に残す根拠がありません
refusal-field-lines = 「{ $field }」は { $max }行までです。残りは別の案件にしてください
refusal-field-rows = 「{ $field }」は、引いた行のとおりに入れてください
refusal-field-not-of-office = 「{ $field }」は、この事務所にないものです

# 二人の確認
refusal-differs = { $number }番が第1確認と合いません。値は示しません。現物を見て入れ直してください。次も合わなければ両方やり直しです
refusal-differs-twice = 第1確認と第2確認が合いませんでした。確認は2つとも無効になり、その事実を記録しました。送付できません
refusal-voided = { $field }が変わったので、確認は{ $count }つとも無効になりました。前の確認は記録に残っています
refusal-voided-one = { $field }が変わったので、「{ $step }」は無効になりました。前の署名は記録に残っています
refusal-clock-behind = 時計が前の記録より { $span } 遅れています。記録には両方の時刻が残ります
refusal-first = { $when } に { $who } が記録しました

# 署名
refusal-nobody-has = 番号 { $number } の人は、今日はいません。何も記録していません
refusal-not-enrolled = { $who } はまだ登録していません。7 ほか > 1 登録 で、登録票の番号を使って登録してから署名してください。何も記録していません
refusal-wrong-pin = PINが違います。何も記録していません。(3回目から待ち時間があります)
refusal-wrong-pin-wait = PINが違います。何も記録していません。(3回目から待ち時間があります。あと { $wait }秒)
refusal-too-soon = 違うPINが続いたので待ち時間です。あと { $wait }秒。何も記録していません
refusal-counter = 違うPINの回数を書けないので、どの署名も受けられません ({ $why })。何も記録していません。印と書いたものは残しています。F9 もう一度
refusal-damaged-key = { $who } の署名の鍵が開きません。PINの忘れとして、新しいPINを決め直してください。何も記録していません
refusal-write = PINは正しいです。{ $why }ので記録できませんでした。印は残しています。F9 もう一度
refusal-write-landed = PINは正しいです。書いた後でディスクが失敗しました ({ $why })。記録はファイルにありますが、停電に耐えるかは分かりません。画面を開き直して確かめてください
refusal-write-duplicate = この記録はもう書かれています ({ $index }件目)。前の試みが届いていました。画面を開き直してください
refusal-write-busy = PINは正しいです。ほかの端末が { $span } 書き続けているので記録できませんでした。印は残しています。F9 もう一度
refusal-random = この機械から乱数を得られないので署名できません ({ $why })。何も記録していません
refusal-entry = 鍵番の内部の誤りで記録を作れませんでした ({ $why })。何も記録していません。管理者に知らせてください
refusal-wrong-code = 登録票の番号が違います。何も記録していません
refusal-all-left-out = 何も記録していません。{ $why }
refusal-more = { $first } ほか{ $more }件

# PIN
refusal-pin-short = PINは { $least }文字以上にしてください
refusal-pin-long = PINは { $most }文字までです
refusal-pin-untypable = PINに、どの端末でも打てるとは限らない文字があります
refusal-pin-repeated = 同じ文字の繰り返しはPINにできません
refusal-pin-run = 続きの数字はPINにできません

# ファイル
refusal-store-busy = ほかの端末が { $span } 書き続けています。少し待って、もう一度行ってください
refusal-store-full = ディスクがいっぱいです。空きを作ってください
refusal-store-read-only = このフォルダーには書き込めません。見ることだけできます
refusal-store-no-key = 鍵のファイルがないので、見ることだけできます。署名はどれも受けられません。事務所から持ち出した写しなら、それでよいものです
refusal-key-damaged = 鍵のファイルの形ではありません
refusal-key-of-another = ほかの事務所のものです
refusal-store-newer = 新しい版の鍵番が使っている事務所です。この版では見ることだけできます。新しい版に替えてください
refusal-store-corrupt = 事務所のファイルの{ $place }が壊れています。壊れた所は読まず、何も変えていません。このフォルダーは使わずに残し、前に取った事務所のフォルダーの写しがあれば、それで続けてください (この版は写しを自分では作りません)
refusal-place-page = { $page }ページ目
refusal-place-records = 記録の所
refusal-place-file = 見出しの所
refusal-store-outlived = ファイルを開き直しました。もう一度行ってください
refusal-store-newer-record = { $index }件目の記録は、新しい版の鍵番でないと読めません
refusal-store-io = ディスクを読み書きできません ({ $why })
refusal-store-stale = ほかの人が先に記録しました。新しい状態を見てから、やり直してください
refusal-store-fault = 鍵番の内部の誤りです ({ $what })。管理者に知らせてください
refusal-write-because-full = ディスクがいっぱいな
refusal-write-because-read-only = このフォルダーに書き込めない
refusal-write-because-newer = 新しい版の鍵番が使っている事務所な
refusal-write-because-io = ディスクに書けない
refusal-write-because-corrupt = ファイルが壊れている({ $place })
refusal-write-because-record = { $index }件目の記録をこの版では読めない
refusal-write-because-fault = 鍵番の内部に誤りがある({ $what })
refusal-write-because-stale = ほかの人が先に記録した
refusal-row = 一覧の行を読めません ({ $what })。記録そのものは無事です。kagiban rebuild で作り直せます
refusal-row-of = { $what }が壊れています。記録そのものは無事です。kagiban rebuild で作り直せます
refusal-list = 記録から作った一覧
refusal-list-cases = 案件の一覧
refusal-list-locks = 施錠の一覧
refusal-list-register = 台帳の一覧
refusal-list-due = 期限と待っているものの一覧
refusal-no-such-case = その案件はありません
refusal-no-office = この事務所には始まりの記録がありません。準備をはじめからやり直してください

# 開くとき
refusal-open-not-found = { $path } に事務所がありません。フォルダーを確かめるか、kagiban setup で準備してください
refusal-open-foreign = 鍵番の事務所のファイルではありません ({ $what })
refusal-foreign-program = ほかのプログラムのデータベース
refusal-foreign-unknown = 別の種類のファイル
refusal-open-truncated = ファイルが途中で切れています。写し損ねかもしれません。元のフォルダーか、ほかの写しを使ってください
refusal-open-newer = ファイルの形式 { $format } は、この版 ({ $ours } まで) では読めません。新しい版に替えてください
refusal-open-needs-writer = 前に書いていた端末が途中で止まり、このフォルダーは読むことしかできません。書ける所で一度開いてください
refusal-open-network = ネットワーク上のフォルダー ({ $kind }) では使えません。記録が壊れることがあるためです。保管庫のそばの1台で使うか、ssh やリモートデスクトップで1台につないでください
refusal-open-permission = { $path } を読む権限がありません。管理者に知らせてください
refusal-open-held = ほかのプログラムがファイルを開いています。写しや検査が終わるのを待ってください
refusal-open-key-file = 鍵のファイル { $path } は使えません ({ $what })。何も変えていません。管理者に知らせてください。写しを見るだけなら、このファイルを除けば開けます
refusal-open-rolled-back = この端末は { $seen } 件の記録を見たことがありますが、ファイルには { $found } 件しかありません。古い写しに替えられています。使わずに、責任者と管理者に知らせてください
refusal-open-forked = はじめの { $size } 件が、この端末が前に見たものと違います。記録がすり替わっています。使わずに、責任者と管理者に知らせてください
refusal-set-up-folder = 事務所のフォルダーを作れません。{ $why }
refusal-set-up-key = 鍵のファイルを書けません。{ $why }

# 作るとき
refusal-create-exists = { $path } にはもう事務所があります。上書きはしません
refusal-create-no-folder = { $path } というフォルダーがありません
refusal-create-permission = { $path } に書き込む権限がありません
refusal-create-first = はじめの記録がそろいません。{ $why }
refusal-founding-entry = 始まりの記録を作れませんでした ({ $why })

# 事務所の決まり
refusal-office-founding = 事務所は、最初に一度だけ作ります
refusal-office-lacks = 作る人のほかに、{ $role-manager }が要ります
refusal-office-not-accepted = 最初の{ $role-manager }がまだ引き受けていません。引き受けの署名が先です
refusal-office-cannot-accept = この人は引き受けられません。引き受けるのは、作った人ではない{ $role-manager }です
refusal-office-unknown = { $who } は、この日、この事務所の人ではありません
refusal-office-not-their-key = { $who } の鍵で署名されていません
refusal-office-not-theirs = { $who } は事務所の決めごとを変えられません。{ $role-manager }かシステム管理者が行います
refusal-office-enrolled = { $who } はもう登録しています。PINを忘れたときは、新しいPINを決め直します
refusal-office-not-enrolled = { $who } はまだ登録していません
refusal-office-key-in-use = その鍵はもう使われています
refusal-office-nothing-waits = 副署を待っているものはありません
refusal-office-cannot-countersign = { $who } は副署できません。自分のしたことと、もう署名したものには副署できません
refusal-office-does-not-fit = 事務所にない人・場所・担当か、終わりが始まりより前の日付があります
refusal-office-stale = 事務所の決めごとが、その間に変わりました。見直してからやり直してください

# Why an entry changes nothing
breach-unread = 記録として読めません
breach-unknown = この版の鍵番が知らない行いです
breach-no-office = 事務所ができる前の記録です
breach-not-accepted = 最初の{ $role-manager }が引き受ける前の記録です
breach-not-their-key = { $who } の鍵による署名ではありません
breach-no-case = 案件の名か、部課・担当の名がありません
breach-follows-on-nothing = ない案件に続く記録です
breach-no-procedure = この事務所にない手続です ({ $id } 第{ $rev }版)
breach-printed-another = 別の日誌から印刷したという記録です
breach-unproved = 手続 { $id } は鍵番の決まり{ $law }「{ $gist }」を破ります
law-gist-1 = 自分の行いを自分で確認しない
law-gist-2 = 送付は、別の二人の確認と{ $role-manager }の了解があって済む
law-gist-3 = 持ち出しと戻りを、それぞれ確認する
law-gist-4 = 差し出す前の変更は、それに拠る確認を無効にする
law-gist-5 = 記録を上書きも削除もしない
law-gist-6 = 起きた時、記録した時、その日の分を分ける
law-gist-7 = 署名は本人が、画面に出ている一覧にだけする
law-gist-8 = 受け付けた記録を失わない
law-gist-9 = 欠けは、説明されるまで見える
law-gist-10 = 記録の文字は確かめてから出す
law-gist-11 = していないことを、したと言わない
law-gist-12 = 本当のことを書く道がいつもある
fault-law = 鍵番の決まり{ $law }「{ $gist }」を破ります: { $what }
refusal-may-not-gone = { $number } { $name } は署名できません。いまはこの事務所の人ではありません。署名する人の番号を入れてください
