# 枠: どの画面にもあるもの
frame-too-small = { $columns }x{ $rows } 以上の大きさにしてください
frame-hidden = 画面を隠しています。どれかの鍵で戻ります
frame-busy = しばらくお待ちください
frame-busy-leave = 書き終わるまでお待ちください
frame-progress = { $label }  { $done } / { $total }   Esc で中止
frame-stopping = 中止しています
frame-worker-broken = 内部の誤りのため終わります。署名して「記録しました」と出たものは残っています
frame-no-paste = ここには貼り付けられません

# 状態を表す一字
mark-done = 済
mark-open = 未
mark-out = 外
mark-late = 遅
mark-needed = 要
mark-waiting = 待
quit-title = 終了
quit-drafts = 書きかけが { $count }件 あります。終えると消えます。
quit-marks = 署名していない施錠の印があります。終えると消えます。
quit-both = 書きかけが { $count }件 と、署名していない施錠の印があります。終えると消えます。
quit-answers = 1 終える   2 戻る
quit-hint = 1か2で答えてください。まだ何も消していません
