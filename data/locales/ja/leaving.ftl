# 職員が離れるとき: その人の名で残っているもの
leaving-title = { $who } の名で続いているもの
leaving-none = 続いているものはありません
leaving-to = 引き継ぐ人の番号
leaving-sentence = { $from } の名で続いている{ $count }件を、{ $to } に引き継ぎます。
leaving-hint = 引き継ぐ人の番号を入れてください。Enter で案件を開いて中を見られます
leaving-done-hint = ほかの人に引き継ぐものはありません
leaving-key-to = 引き継ぐ人
leaving-nobody = { $number }番には引き継げません。今いる、ほかの人の番号を入れてください
leaving-not-enrolled = まだ登録していません
leaving-passed = { $count }件を引き継ぎました
leaving-help = 離れる人が始めた案件、頼まれた案件、答えを待つ質問が並びます。引き継ぐと、頼んだことが案件ごとに記録され、元の人の記録はそのまま残ります。署名してよい人が変わることはありません。
edit-pass-on = この人の名で続いているものを引き継ぐ
