# The closing of a fiscal year
year-title = Closing of { $year }
year-what = Lines of the take-out record (Form 2) and the sending record (Form 3) that are still open. Carry each over to the next year, or explain it.
year-none = No line is open. F9 closes the year.
year-closed = Closed { $when } by { $name }. Where lines are still open, it can be closed once more.
year-take-out = Form 2
year-sending = Form 3
year-line = { $form } No. { $no }
year-line-of = { $form } { $year } No. { $no }
year-undecided = undecided
year-carried = carried over
year-explained = explained: { $why }
year-why = Why
year-why-hint = Why it is still open, and what comes next, in one line. Enter goes on.
year-why-missing = Type why. A line without a reason cannot be closed.
year-lines-left = The year cannot be closed: { $count } lines are neither carried over nor explained. Nothing was recorded.
year-too-many = There are more explanations than one record holds. Use the same words for the same reason, or carry over. Nothing was recorded.
year-hint = Undecided: { $count }. 1 carry over  2 explain  0 undo
year-hint-sign = Every line has its word. F9: the { $role-manager } signs, and the year is closed.
year-hint-closed = The year is closed. What is recorded later makes a second edition of the sheet.
year-key-digits = 1 carry 2 explain
year-key-case = Case
year-help = Forms 2 and 3 are kept by fiscal year. When it is over, what has not come back or not arrived is carried over to the next year or explained, line by line, and the { $role-manager } signs.
    A number belongs to the year in which it was given and never changes. What is carried over stands on the next year's sheet under its old year and number. A later correction or return makes a second edition.
