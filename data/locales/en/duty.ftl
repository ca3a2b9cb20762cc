# Due: what the calendar expects
duty-title = Due
duty-what = What falls due
duty-menu = What falls due
duty-menu-what = Reviews, training, handover
duty-month = { $month }: { $title }
duty-month-no = { $month }
duty-year = FY { $year }: { $title }
duty-year-short = { $year }
duty-quarter = { $months }: { $title }
duty-on = { $day }: { $title }
duty-office = the office
duty-many = { $count }
duty-origin = { $title } ({ $what })
duty-told = Explained; the { $role-manager } has to receive it
duty-missed = Explained (not done)
duty-head-what = What
duty-head-on = Of what
duty-head-who = By whom
duty-head-due = By when
duty-hint = Enter begins its record. What was not done is explained with F8.
duty-hint-none = Nothing is due.
duty-hint-missed = The explanation of what was not done. Enter shows the record.
duty-hint-told = Explained. It counts once a { $role-manager } has received it.
duty-key-begin = Begin
duty-key-explain = Not done
duty-not-explained = Another record asks for it: do it, or correct the planned day there.
duty-help = What the calendar and other records ask for, what is due first at the top.
    How early it is said is set under 7 More > The office > Hours and notice.
    What was not done cannot be silenced. F8 explains it; once a { $role-manager } has received that, it stays as explained.
duty-sheet-not-over = This month is not over. It can be reviewed from { $day }.
duty-sheet-unexplained = It cannot be reviewed yet: { $days } without an explanation. { $clause }
duty-sheet-changed = Something was recorded in this sheet meanwhile. Look at it again, then sign.
duty-sheet-own = { $who } locked or corrected on { $days }. Nobody reviews their own record; { $instead } may.
duty-sheet-own-nobody = { $who } locked or corrected on { $days }, and nobody else may review it today. Name a deputy.
duty-clause = ({ $clause })
# The review of a month
review-done = Reviewed by { $name } ({ $when })
review-changed = Changed after the review ({ $when }, { $name }): review it again.
review-left = Reviewed by { $name } ({ $when }). { $days }: their own record; another { $role-manager } or a deputy must review it.
review-managed = Signed in a { $role-manager }'s name this month (is there anything you do not remember?): { $all }
review-by = { $name } { $count } ({ $kinds }; wrong PINs { $failed })
review-kind = { $kind } { $count }
review-other = corrections and the like
# The list of a handover
handover-case = Case { $title } { $no } { $what }
handover-out = Out { $no } { $what } { $who }, due back { $due }
handover-due = Due { $title } { $on } { $due }
handover-key = Key { $place }: { $key }
handover-more = { $count } more (the digest is of the whole list)
handover-none = No open case, nothing out, nothing due
# Hours and notice
hours-title = Hours and notice
hours-what = Closing hour, how early a duty is said
hours-hint = Choose a line and press Enter to change it.
hours-help = A place without a lock after the closing hour is late.
    A duty stands on the first screen from so many days before it is due; what is due after its period, not before that is over.
    A change here is signed and recorded as well.
hours-column-what = What
hours-column-value = As it is
hours-closing = Closing hour
hours-closing-hint = A time as in 20:00. A place without a lock after it is late
hours-lead = Notice: { $title }
hours-lead-value = { $days } days before
hours-lead-hint = How many days before it is due it is said on the first screen: 1 to 400
hours-days = Days
hours-bad-time = Type a time as in 20:00
hours-bad-days = Type a number from 1 to 400
hours-change-closing = Change the closing hour
hours-sentence-closing = The closing hour is { $time }.
hours-sentence-lead = "{ $title }" is said { $days } days before it is due.
key-go-due = Due
help-go-due = the list of what falls due
key-missed = Not done
help-missed = explain what was not done in time
review-managed-none = Nothing was signed in a { $role-manager }'s name this month.
review-before = This month is before the records of this office begin.
