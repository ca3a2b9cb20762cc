# コマンド行
cli-about = 鍵番: 個人情報の施錠確認・持ち出し・送付の記録
cli-after-help =
    事務所のフォルダーは --dir、環境変数 KAGIBAN_DIR、実行ファイルと同じ所の
    kagiban.toml の dir、利用者のデータフォルダーの順に探します。
    終了コード: 0 よい  1 未了や問題がある  2 使い方の誤り
                3 開けない・読めない  4 書けない
    くわしくは man kagiban
cli-usage = 使い方
cli-usage-line = [指定] [命令]
cli-usage-line-sub = [指定]
cli-commands = 命令 (なければ最初の画面)
cli-options = 指定

cli-about-demo = 見本の事務所で試す
cli-about-setup = はじめの準備をする
cli-about-lock = 今日の施錠の確認をすぐ開く
cli-about-import = 職員・場所・台帳を表から取り込む。まず何が変わるかを示す
cli-about-status = まだ済んでいないことを並べる (あれば終了コード 1)
cli-about-verify = 記録を初めから計算し直し、決まりに照らし直す
cli-about-export = 記録を、誰でも確かめられる形で書き出す
cli-about-rebuild = 画面の一覧を、記録から作り直す
cli-about-check = 手続の定めを証明し、事務所の顔ぶれで署名が足りるかを確かめる
cli-about-keys = キーの一覧

cli-arg-dir = 事務所のフォルダー
cli-arg-lang = 画面と知らせの言語
cli-arg-ambiguous-width = 三点リーダーなどの字の幅。指定がなければ端末に尋ねる
cli-arg-help = この説明
cli-arg-version = 版
cli-arg-no-ui = 作るだけで、画面は開かない
cli-arg-entries = 見本の記録の数
cli-arg-from = 準備の内容を書いたファイル
cli-arg-import-what = people は職員、places は施錠場所、holdings は台帳
cli-arg-import-file = 表のファイル (CSV、TSV、Excel)
cli-arg-write = 署名して記録する。なければ示すだけ
cli-arg-slips = 新しい人の登録票を書くファイル
cli-arg-export-output = 書くファイル。なければ標準出力
cli-arg-json = ほかのプログラムが読む形

cli-usage-command =
    「{ $name }」という命令はありません。
    何もしていません。
    kagiban --help に命令の一覧があります。
cli-usage-argument =
    「{ $argument }」という指定はありません。
    何もしていません。
    kagiban --help に指定の一覧があります。
cli-usage-no-value =
    「{ $argument }」に値がありません。
    何もしていません。
    kagiban --help を見てください。
cli-usage-value =
    「{ $argument }」に「{ $value }」は使えません。
    何もしていません。
    kagiban --help を見てください。
cli-usage-twice =
    「{ $argument }」は一度しか書けません。
    何もしていません。
    kagiban --help を見てください。
cli-usage-other =
    指定の書き方が違います。
    何もしていません。
    kagiban --help を見てください。

cli-config-broken =
    { $file }:{ $line }: 設定が読めません ({ $what })。
    何もしていません。
    この行を直すか、ファイルを別の所へ移してください。
cli-no-terminal =
    画面には端末が要ります。ここは端末ではありません。
    何もしていません。
    画面の要らない命令は kagiban --help にあります。
cli-terminal-io =
    端末を使えません。{ $why }
    何もしていません。
cli-no-folder =
    事務所のフォルダーが分かりません (この利用者にはホームフォルダーがありません)。
    何もしていません。
    --dir か環境変数 KAGIBAN_DIR で指定してください。
cli-keymap-broken =
    キーの割り当てが読めません ({ $what })。
    何もしていません。

cli-keys-everywhere = どの画面でも
cli-keys-board = 最初の画面
cli-keys-lock = 施錠の確認
cli-keys-wizard = 持ち出し・戻し・送付などの入力
cli-keys-inbox = 署名待ち
cli-keys-month = 月の施錠確認表
cli-keys-case = 案件
cli-keys-records = 記録の一覧
cli-keys-setup = はじめの準備
cli-keys-reading = 手引などの長い文
cli-keys-digits = 最初の画面のほかでは、数字は選択肢か、署名する人の番号です。

cli-nothing-changed =
    { $what }
    何も変えていません。
cli-no-office =
    事務所がありません: { $dir }
    何も変えていません。
    はじめて使うときは、引数なしで kagiban を起こすと準備が始まります。
    ほかの所にあるときは --dir か KAGIBAN_DIR で指定してください。試すだけなら kagiban demo
cli-demo-progress = 見本を作っています
cli-demo-made =
    見本の事務所: { $dir }
    記録 { $size }件
    PIN: { $role-manager }・代理・{ $role-protection-officer }は { $confirming }、ほかの人は { $pin }
cli-demo-not-a-sample =
    { $dir } には見本でない事務所があります。
    何も変えていません。
    ほかのフォルダーを --dir で指定してください。
cli-demo-not-empty =
    { $dir } は空ではありません。
    何も変えていません。
    ほかのフォルダーを --dir で指定してください。

cli-status-open-day = { $date }  開庁日
cli-status-closed-day = { $date }  閉庁日
cli-status-sample = 見本の事務所です。日時も見本のものです。
cli-status-none = 済んでいないものはありません。
cli-status-count = 済んでいないもの { $count }件 (うち遅れ { $late }件)
cli-waits-lock = 施錠の記録を待っています
cli-waits-explanation = 説明を待っています
cli-waits-manager = { $role-manager }を待っています
cli-waits-answer = { $person } の答えを待っています
cli-waits-return = 戻るのを待っています
cli-waits-countersignature = もう一人の署名を待っています
cli-waits-step = 「{ $step }」を待っています

cli-verify-progress = 計算し直しています
cli-verify-size = 記録 { $size }件
cli-verify-root = 根 { $root }
cli-verify-short = 短い根 { $root }
cli-verify-clean = 合っています。問題はありません。
cli-verify-found = 問題 { $count }件。記録には何も書いていません。責任者に知らせ、前に取った事務所のフォルダーの写しや、紙の根と比べてください。
cli-verify-root-differs = ファイルにある根が、計算し直した根と違います。
cli-verify-finding = { $index }番: { $why }
cli-verify-unlawful = 署名は合っていますが、その日の決まりでは受けられない記録です ({ $why })
cli-finding-commit = 中身が、署名されたものと違います
cli-finding-author = 署名した人の鍵が鍵になっていません
cli-finding-signature = 署名が合いません
cli-finding-body = 中身が読めません ({ $why })
cli-finding-class = 事務所の記録か案件の記録かが、中身と合いません
cli-finding-office = ほかの事務所 { $office } の記録です
cli-finding-repeated = 前にある記録と同じです
cli-finding-erased = 消してはならない事務所の記録の中身がありません
cli-finding-seen-ahead = まだなかった { $size }件を見たことになっています
cli-finding-seen-other = 署名した人が見た { $size }件は、ここにある記録と違います
cli-finding-after-unknown = 前の記録として指すものが、前にありません
cli-finding-after-elsewhere = 前の記録として、ほかの案件の記録を指しています
cli-finding-after-passed = 案件の最後でない記録に続いています
cli-finding-begun-twice = もう始まっている案件を始めています

cli-export-progress = 書き出しています
cli-export-written =
    記録 { $size }件を { $file } に書きました。
    根は { $checkpoint } にあります。鍵番なしで確かめる方法は man kagiban-journal
cli-export-stopped =
    書き出しをやめました。
    何も書いていません。

cli-rebuild-progress = 一覧を作り直しています
cli-rebuild-done = 記録 { $size }件から一覧を作り直しました。記録は変えていません。
cli-rebuild-stopped =
    { $size }件のうち { $applied }件まででやめました。
    記録は変えていません。
    次に事務所を開いたとき、続きから作ります。

cli-check-definitions = 手続の定め { $count }本を証明しました。
cli-check-proof = 状態 { $states }、遷移 { $transitions }
cli-check-incomplete = 状態が多すぎて、すべては調べられませんでした
cli-check-layouts = 様式 { $count }本を手続と照らしました。様式として使えます。
cli-check-unread =
    { $file }: 読めません。{ $why }
    何も確かめていません。
    ファイルの名前と場所を見てください。
cli-check-unlawful = 問題が { $count }件あります。
cli-check-progress = 証明しています
cli-check-roster-fine = 顔ぶれに問題はありません。
cli-check-roster-found = 要が { $count }件あります。役割と名簿を見直してください。

cli-import-unread =
    { $file }: 読めません。{ $why }
    何も記録していません。
cli-import-read = { $file } を { $form } として読みました。
cli-import-workbook = 表計算ソフトのファイル (最初のシート)
cli-import-misfits =
    合わない所が { $count } あります。
    何も記録していません。
    表を直して、もう一度読ませてください。
cli-import-sum = 新しい { $added }  改める { $changed }  同じ { $same }  役割 { $roles }
cli-import-added = 新しい  { $what }
cli-import-changed = 改める  { $what }
cli-import-role = 役割    { $what }  { $role }
cli-import-nothing = 変わることはありません。何も記録していません。
cli-import-dry = まだ何も記録していません。これでよければ、同じ命令に --write を付けてください。
cli-import-doubt = { $row }行目  { $why }
cli-import-sure = 本人のデータのように見える行が { $count }件あります。確かめて、このまま台帳に載せるなら y: { "" }
cli-import-slips-needed =
    新しい人の登録票を書くファイルを --slips で決めてください。登録票の番号は、あとから見られません。
    何も記録していません。
cli-import-slips-there =
    { $file } はもうあります。
    何も記録していません。
    --slips に新しい名前を付けてください。
cli-import-nobody =
    署名する人の番号とPINは、端末で尋ねます。ここは端末ではありません。
    何も記録していません。
cli-import-given-up = 署名しませんでした。何も記録していません。
cli-import-signer = 署名する人の番号: { "" }
cli-import-second = 役割を認めるもう一人の番号: { "" }
cli-import-pin = PIN (見えません): { "" }
cli-import-done = 記録しました。{ $count } 件です。
cli-import-slips = 登録票 { $count } 枚を { $file } に書きました。印刷して本人に渡し、ファイルは消してください。
cli-import-slips-failed =
    記録はしましたが、登録票を書けませんでした ({ $why })。
    登録票は、7 ほか > 4 人と役割 で作り直せます。
