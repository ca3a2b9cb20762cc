# 手続の定めと様式の誤り
fault-in-field = 問い「{ $id }」: { $what }
fault-in-step = 段階「{ $id }」: { $what }
fault-in-duty = { $nth }番目の義務: { $what }
fault-breaks = 鍵番の決まり{ $law }「{ $gist }」を破ります。{ $what }
fault-proof = 鍵番の決まり{ $law }「{ $gist }」を破れます。たどった道: { $path }
fault-never-begun = だれにも始められません
fault-states = 状態が多すぎて、すべてはたどれません。分かれ目になる選択肢を減らしてください
fault-not-that = 定めるものの名と版が、文の中の { $is } と合いません
fault-not-of-program = この版の鍵番に、その手続の文はありません
fault-still-opened = 手続 { $id } が、これを始めます
fault-unread = 読めません。{ $why }
fault-file = { $file }:{ $line }: { $what }

# TOML の読み手が断るもの
toml-key = 「{ $name }」という項目はありません
toml-key-allowed = 「{ $name }」という項目はありません。書けるのは { $allowed } です
toml-choice = 「{ $name }」は使えません
toml-choice-allowed = 「{ $name }」は使えません。{ $allowed } のどれかです
toml-missing = 「{ $name }」がありません
toml-twice = 「{ $name }」が二度あります
toml-kind = 「{ $name }」は{ $wanted }で書いてください
toml-kind-bare = { $wanted }で書いてください
toml-value = 「{ $name }」の値は使えません
toml-value-bare = この値は使えません
toml-syntax = TOML の書き方になっていません
toml-kind-text = 文字 ("...")
toml-kind-number = 数
toml-kind-truth = true か false
toml-kind-list = 並び ([...])
toml-kind-table = 表 ({"{"}...{"}"})
toml-kind-date = 日付
wrong-character = { $code } は使えません ({ $why })
wrong-spelling = 文字の形が整っていません

# 手続の定め
wrong-too-large = { $bytes }バイトあります。{ $most }バイトまでです
wrong-encoding = 文字コードが分かりません。UTF-8 で保存してください
wrong-revision-twice = 手続 { $id } 第{ $rev }版が二度あります
wrong-bad-name = id に使えるのは、小文字の a-z、0-9、-、_ だけで、40文字までです
wrong-no-label = 見出しや文が空です。ja と en の両方に書いてください
wrong-no-clause = { $what } という条項はありません
wrong-no-procedure = 手続 { $what } はありません
wrong-name-taken = この名前はもう使われているか、鍵番の言葉です
wrong-no-beginning = 案件を始める段階がありません
wrong-due = due の step が段階でないか、from が日付を答える問いではありません
wrong-due-order = due の日が、first、aim、day の順に並んでいません
wrong-field-of-no-step = step が指す段階がありません
wrong-choices = choices は choice の問いに必ず書き、ほかの問いには書けません
wrong-choice-twice = 同じ選択肢が二度あります
wrong-no-count = { $what } が、count の問いを指していません
wrong-not-before = not_before が、同じ種類の日付の問いを指していません
wrong-recheck-kind = この種類の答えは、二人が同じに書けないので、照合 (recheck) できません
wrong-recheck-no-check = 照合 (recheck) する問いには check = true が要ります
wrong-recheck-step = 照合 (recheck) の段階がないか、答える段階と同じです
wrong-agrees-with = agrees_with が、同じ種類の問いを指していません
wrong-within = within は holding-lines か retained-lines の問いだけに書けます
wrong-asked-by-itself = 自分の答えで聞くかどうかが変わる問いは作れません
wrong-when-circle = when をたどると、この問いに戻ります
wrong-when-no-choice = when の「{ $what }」の is が、その選択肢を指していません
wrong-sentence-field = 署名の文 (sentence) が、ない問い「{ $what }」を指しています
wrong-nobody-signs = 署名する役割 (by) がありません
wrong-no-other-step = ほかの段階「{ $what }」はありません
wrong-after-itself = after をたどると、この段階に戻ります
wrong-each-no-lines = each が、必ず答える行の問いを指していません
wrong-begins-by-line = 案件を始める段階は、行ごとに (each) 署名できません
wrong-outcomes-without-lines = outcome には each が要ります
wrong-on = on が問いを指していないか、この段階が判断ではありません
wrong-covers = covers が、この段階で必ず答える問いを指していません
wrong-never-reached = この段階に進む道がありません
wrong-seal-is-act = 戻れない点 (seal) は、判断でなく行為の段階です
wrong-register-is-act = 台帳を動かすのは、判断でなく行為の段階です
wrong-handles-no-lines = handles の「{ $what }」が、行の問いではありません
wrong-move-names-place = handles の to は、場所の問いを指し、移動だけに書きます
wrong-retained-with-law = 残すものは retained-lines の問いで、根拠とともに答えます
wrong-outcome-no-place = outcome では、場所の要る移動と、根拠の要る保存はできません
wrong-second-duty = 同じ対象 (per) の義務が二つあります
wrong-duty-when = 義務の when に書けるのは profile だけです
wrong-duty-no-step = 義務を果たす段階 (step) を書いてください
wrong-duty-step-unknown = 義務を果たす段階 (step) が、この手続にありません
wrong-duty-change = every = "change" は、per = "manager" か per = "leaver" といっしょに書きます
wrong-duty-subject = subject が、per に合う必須の問いを指していません
wrong-duty-period = period が、必須の日付か月の問いを指していません
wrong-duty-over = over が手続を指していないか、場所ごとの月の義務ではありません
wrong-duty-pins = 月の用紙を見直す段階は、covers で text の問いを指します
wrong-expects-from = expects の from が、日付か retained-lines の問いを指していません
wrong-expects-carry = expects の carry が、ない問いを指しています
wrong-fact-name = 事実の名に「{ $what }」は使えません
wrong-need-not-given = 事実「{ $fact }」が要りますが、手続 { $by } はそれを生みません
wrong-need-of-nobody = 事実「{ $what }」が、誰のものか決まりません (needs の of)
wrong-need-lasts = 事実「{ $what }」の lasts が、日付の問いを指していません
wrong-safe-needs = safe の段階に needs は書けません
wrong-give-to-nobody = 事実「{ $what }」が、誰のものか決まりません (gives の of)
wrong-give-dates = 事実「{ $what }」の from か until が、日付の問いを指していません
wrong-give-no-text = 事実「{ $fact }」の「{ $field }」が、text の問いではありません
wrong-end-of-nobody = 事実「{ $what }」が、誰のものか決まりません (ends の of)
wrong-fact-before-seal = 事実を生む・終える段階は、戻れない点 (seal) か、その後に置きます
wrong-not-apart = 段階「{ $what }」に署名した人を外して (apart) ください
wrong-act-before-seal = 行為が、戻れない点 (seal) より前にあります
wrong-lock-place = 施錠には、必ず答える場所の問い place が要ります
wrong-lock-again = もう一度署名できる (repeat) 施錠の段階がありません
wrong-lock-explained = { $role-manager }が受ける説明の段階がありません
wrong-lock-found-open = 開いているのを見つけたと言う段階がありません
wrong-no-return = { $role-manager }が一行ごとに (each) 確かめる戻りの段階がありません
wrong-return-always = 戻りの確認は、いつでもできる (safe) 段階で、条件を付けず、書いた人を外します
wrong-return-unsaid = 戻したと言う段階がないのに、戻りを確かめています
wrong-no-otherwise = 確認なしに出たときの手続 (otherwise) がありません
wrong-never-left = 出たことの確認か報告がないのに、戻ります
wrong-nothing-dispatched = 差し出す段階 (seal) がありません
wrong-begins-with-first = 送付を始める段階は、第1確認の一つだけです
wrong-no-first-check = 第1確認なしに差し出しています
wrong-no-second-check = 別の人の第2確認なしに差し出しています
wrong-no-consent = { $role-manager }の、手段についての了解なしに差し出しています
wrong-no-permit = { $role-manager }の確認なしに差し出しています
wrong-confirmed-early = 第2確認の前に、{ $role-manager }が確認しています
wrong-no-means = 送付には、必ず選ぶ手段の問い means が要ります
wrong-not-twice = 手段「{ $what }」で、あて先・中身・封の三つが二度確かめられていません
wrong-outlives-sending = 差し出す前の変更で無効にならない行為が、その前にあります
wrong-outlives-take-out = 出る前の変更で無効にならない行為が、その前にあります
wrong-revision-zero = 版 (rev) は 1 から数えます
wrong-needed-by = 手続 { $by } が、ここから生まれる事実「{ $fact }」を要ります
wrong-not-above = 第{ $rev }版は、今ある第{ $last }版より後ではありません
wrong-keeps-law = 手続の決まり (law) は { $what } のまま変えられません
wrong-one-locking = 場所と日の施錠は、鍵番の手続の一つだけです
wrong-board-step = 画面が外にあるものを知るための段階「{ $what }」がありません
wrong-field-missing = 鍵番の版にある問い「{ $what }」がありません
wrong-step-missing = 鍵番の版にある段階「{ $what }」がありません
wrong-evening-field = 夕方の一覧では聞かない問いなので、必須にできません
wrong-evening-step = 夕方の一覧では聞かない段階なので、optional = true が要ります
wrong-begins-otherwise = 案件は、鍵番の版と同じ段階で始まります。始める段階は足せません
wrong-due-missing = 段階「{ $what }」の期限 (due) がありません
wrong-other-otherwise = otherwise が、鍵番の版とは別の手続を指しています
wrong-asked-otherwise = 鍵番の版と聞き方がちがいます。足すことだけができます
wrong-signed-otherwise = 鍵番の版と署名の仕方がちがうか、署名できる人が増えています
wrong-stops-never = stops_when は、stops のある選択肢だけに書けます
wrong-tally = tally は件数の問いに書き、対象の行 (lines) と、同じ段階で答える件数 (plus) を指します
wrong-past-kind = past = true は、日付と日時だけに書けます
wrong-stops-itself = 選択肢の stops_when が、その問い自身を指しています
wrong-outcome-there = 数を数える行の結果 (outcome) には、どれにも there を書きます。数えない行には書けません
wrong-says-always = 別の文 (says) には、いつそう言うか (when) が要ります
wrong-duty-less = 鍵番の版にある義務 (duty) がないか、遅くなったか、対象が減っています
wrong-binds-less = 鍵番の版にある binds = true がありません
wrong-clause-missing = 鍵番の版にある条項 (clauses) がありません
wrong-says-less = 署名する文が、鍵番の版の文をそのまま含んでいません。足すことだけができます

# 様式
layout-no-law = law に「{ $what }」は使えません。locking、take-out、sending、record、any のどれかです
layout-no-procedure = 決まり (law) { $law } の手続「{ $procedure }」はありません
layout-no-column = 列 (columns) がありません
layout-rows = 一枚の行数 (rows) は 1 から 100 です
layout-row-height = 行の高さ (row_height) は 2 から 200 ミリです
layout-days-of-month = shape = "days" と per = "place-month" は、いつもいっしょに書きます
layout-holdings-of-register = shape = "holdings" と per = "register" は、いつもいっしょに書きます
layout-items-of-values = items は shape = "values" の様式だけに書けます
layout-nothing-called = 波かっこの中の「{ $what }」というものはありません
layout-not-above = 波かっこの中の「{ $what }」は、表の上には書けません
layout-from-nothing = 何から埋めるか (from) が空です
layout-not-of-item = 項目 (items) に「{ $what }」は書けません
layout-not-of-shape = shape = "{ $shape }" の様式に「{ $source }」は書けません
layout-width = 列の幅 (width) は 2 から 280 ミリです
layout-no-field = 決まり (law) { $law } の手続に、問い「{ $field }」はありません
layout-no-step = 決まり (law) { $law } の手続に、段階「{ $step }」はありません
layout-no-outcome = 段階「{ $step }」に、結果「{ $outcome }」はありません
