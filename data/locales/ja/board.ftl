# 最初の画面
board-day-open = 開庁日
board-day-closed = 閉庁日
board-when = { $when }  { $kind }
board-when-sample = 見本の日時 { $when }  { $kind }
