# Due: what the calendar expects
duty-title = Due
duty-what = What falls due
duty-menu = What falls due
duty-menu-what = Reviews, training, handover: what the calendar asks
duty-month = { $title }, { $month }
duty-month-no = { $month }
duty-year = { $title }, FY { $year }
duty-quarter = { $title }, { $months }
duty-on = { $title }, { $day }
duty-office = the office
duty-many = { $count }
duty-origin = { $title } ({ $what })
duty-told = Explained; the { $role } has to receive it
duty-missed = Explained (not done)
duty-head-what = What
duty-head-on = Of what
duty-head-who = By whom
duty-head-due = By when
duty-hint = Enter begins its record. What was not done is explained with F4.
duty-hint-none = Nothing is due.
duty-hint-missed = The explanation of what was not done. Enter shows the record.
duty-hint-told = Explained. It counts once a manager has received it.
duty-key-begin = Begin
duty-key-explain = Not done
duty-not-explained = Another record asks for it: do it, or correct the planned day there.
duty-help = What the calendar and other records ask for, what is due first at the top.
    How early it is said is set under 7 More > The office > Hours and notice.
    What was not done cannot be silenced. F4 explains it; once a manager has received that, it stays as explained.
duty-board-key = (Enter)
duty-sheet-not-over = This month is not over. It can be reviewed from { $day }.
duty-sheet-unexplained = It cannot be reviewed yet: { $days } without an explanation. { $clause }
duty-sheet-changed = Something was recorded in this sheet meanwhile. Look at it again, then sign.
duty-sheet-own = { $who } locked or corrected on { $days }. Nobody reviews their own record; { $instead } may.
duty-sheet-own-nobody = { $who } locked or corrected on { $days }, and nobody else may review it today. Name a deputy.
duty-clause = ({ $clause })
