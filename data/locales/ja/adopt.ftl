adopt-fault = { $line } 行目: { $what }
adopt-superseded = この手続は第 { $rev } 版に改められました。始めからやり直してください
adopt-retired = この手続は使うのをやめました。新しい案件は始められません
