# 年度の締め
year-title = 年度の締め  { $year }
year-what = 持ち出し記録（第2号）と送付記録（第3号）で、まだ終わっていない行です。1行ずつ、次の年度に繰り越すか、説明してください。
year-none = 終わっていない行はありません。F9 で締めます。
year-closed = { $when } に { $name } がこの年度を締めました。終わっていない行が残っていれば、もう一度締められます。
year-take-out = 第2号
year-sending = 第3号
year-line = { $form } No.{ $no }
year-line-of = { $form } { $year } No.{ $no }
year-undecided = 決まっていない
year-carried = 繰り越す
year-explained = 説明: { $why }
year-why = わけ
year-why-hint = 終わっていないわけと、これからどうするかを1行で。Enter で次の行へ。
year-why-missing = わけを入れてください。わけのない行は締められません。
year-lines-left = 年度を締められません。{ $count }行が、繰り越しも説明もされていません。何も記録していません。
year-too-many = 説明が多すぎて1つの記録に入りません。同じわけのものは同じ言葉にするか、繰り越してください。何も記録していません。
year-hint = { $count }行が決まっていません。1 繰り越す  2 説明する  0 決めない
year-hint-sign = どの行も決まりました。F9 で{ $role-manager }が署名して締めます。
year-hint-closed = 締めてあります。あとから加わった記録は、用紙に第2版として出ます。
year-key-digits = 1繰越 2説明 0消す
year-key-case = その案件
year-help = 第2号様式と第3号様式は年度ごとです。年度が終わったら、まだ戻っていないもの、届いていないものを1行ずつ、次の年度に繰り越すか説明し、{ $role-manager }が署名して締めます。
    No. は与えた年度のもので、変わりません。繰り越した行は、次の年度の用紙に、もとの年度と No. で出ます。締めたあとの訂正や戻しは、第2版の追記になります。
