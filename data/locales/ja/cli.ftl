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
cli-about-status = まだ済んでいないことを並べる (あれば終了コード 1)
cli-about-verify = 記録を初めから計算し直し、決まりに照らし直す
cli-about-check = 手続の定めを証明し、事務所の顔ぶれで署名が足りるかを確かめる
cli-about-keys = キーの一覧

cli-arg-dir = 事務所のフォルダー
cli-arg-lang = 画面と知らせの言語
cli-arg-ambiguous-width = 「…」などの字の幅。指定がなければ端末に尋ねる
cli-arg-help = この説明
cli-arg-version = 版
cli-arg-no-ui = 作るだけで、画面は開かない
cli-arg-entries = 見本の記録の数
cli-arg-from = 準備の内容を書いたファイル
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
