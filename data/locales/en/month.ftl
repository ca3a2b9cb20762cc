# The month's sheet
month-title = Locking sheet
month-title-of = Locking sheet  Form 1   { $place }
month-sample = sample  { $month }
month-head-day = Day
month-head-who = Locked by
month-head-time = Time
month-head-marks = Notes
month-by = { $name }
month-later = L
month-corrected = C
month-again = A
month-off-roster = R
month-closed = H
month-explained = E
month-needed = !
month-no-lock = (no record)
month-not-locked = (not locked)
month-nobody = (nobody in)
month-found-open = (found open)
month-sum-open = open days { $count }
month-sum-locked = locked { $count }
month-sum-explained = explained { $count }
month-sum-needed = unexplained { $count } ({ $days })
month-sum-later = L
month-sum-corrected = C
month-sum-again = A
month-sum-off-roster = R
month-sum-closed = H
month-note-not-locked = not locked.
month-note-nobody = nobody worked.
month-note-said = { $what } Said by { $name }
month-note-received = , received by { $name }
month-note-waits = , the { $role-manager } has to receive it
month-note-found = found open after its lock, { $count } times
month-note-earlier = earlier locks { $locks }
month-note-later = recorded later, { $when } { $why }
month-note-corrected = corrected by { $name }: { $why }
month-more-notes = more notes: { $count }
month-root = { $size } entries  root { $root }
month-hint = Every day has its lock or its explanation.
month-hint-none = Nothing was to be recorded of this place in this month so far.
month-hint-needed = { $count ->
        [one] 1 day waits for an explanation or for the { $role-manager }.
       *[other] { $count } days wait for an explanation or for the { $role-manager }.
    }
month-no-record = Nothing is recorded for this day yet
month-key-found-open = Found open
month-no-hole = This day waits for no explanation
month-key-day = Day
month-help = A whole month. Every day shows who locked and when, or why there is no lock. No day is blank.
    Notes: L recorded later, C corrected, A locked again, R off the roster, H a closed day, E explained, ! waits for an explanation or for the { $role-manager }.
    The rows below are the sheet's own notes, those of the chosen day first. Enter shows all that was recorded for it.
    Size and root are the same as on a printed sheet, so that paper and screen can be compared.
month-today = (not yet)
month-sum-waits = to be received { $count } ({ $days })
month-which = Which place's sheet?
month-which-hint = Choose by digit. This month's sheet comes first.
month-not-used = not in use now
