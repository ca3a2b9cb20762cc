# 台帳: 一覧と一件、足す・替える、表から読む、断り
refusal-line-over-register = 「{ $field }」の { $line }行目: 台帳に残っているのは { $left }件です。それより多くは廃棄・返還できません
refusal-line-over-register-clause = 「{ $field }」の { $line }行目: 台帳に残っているのは { $left }件です。それより多くは廃棄・返還できません（{ $clause }）。台帳の件数が違うときは 7ほか > 台帳 で直してから
refusal-line-kept = 「{ $field }」の { $line }行目: 法令により { $until } まで残すものです。それより前に廃棄・消去できません
refusal-line-kept-clause = 「{ $field }」の { $line }行目: 法令により { $until } まで残すものです。それより前に廃棄・消去できません（{ $clause }）
