# 枠: どの画面にもあるもの
frame-too-small = { $columns }x{ $rows } 以上の大きさにしてください
