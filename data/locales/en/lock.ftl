# The evening lock
lock-title = Evening lock
lock-serves = for { $day }
lock-how = Look at the place, try the lock, then Space in its row: that is the time.
lock-place = Place
lock-time = Locked
lock-key-place = Key goes to
lock-outside = Still outside
lock-none = none
lock-more = { $shown }/{ $total } places, Up/Dn
lock-asked = { $name } asked
lock-asking = ask { $name }
lock-again = again { $clock }
lock-found = found open
lock-not-locked = not locked
lock-nobody = nobody in
lock-signed = What you sign
lock-these-places = the following places
lock-item = { $place } { $clock }
lock-item-again = { $place } { $clock } (again)
lock-out = Still outside, from this place: { $what }
lock-out-of = { $place } { $what }
lock-left = Not locked yet: { $places }
lock-ask-text = I ask { $name } to lock { $places }. These are not locked yet.
lock-off-roster = Locked by somebody off the roster: { $places }
lock-text-empty = (With the first stamp, what you sign stands here)
lock-text-more = more (PgDn)
lock-text-unread = There is more of what you sign. Read it to its end with PgDn, then sign
lock-enter = Enter signs and ends
lock-hint-marks = { $count ->
        [one] 1 stamp. Nothing is recorded yet.
       *[other] { $count } stamps. Nothing is recorded yet.
    }
lock-hint-ask = { $name } will be asked. Nothing is recorded yet.
lock-hint-none = No stamp yet. Look, try the lock, then press Space.
lock-hint-all = Every place is recorded as locked. Locked one again? Space in its row.
lock-hint-found = Open at { $place }:  { $choices }   Esc cancels
lock-hint-asking = Enter the number of the person to lock what is left.
lock-ask-label = Ask
lock-ask-gone = Nobody will be asked
lock-nobody-has = Nobody has number { $number }
lock-nothing-left = No place is left to lock. There is nothing to ask for
lock-nothing = There is no stamp. There is nothing to sign
lock-found-unlocked = { $place } is not recorded as locked. Lock it and press Space
lock-found-known = That { $place } was open is recorded already. Lock it and press Space
lock-found-off = The mark is taken off
lock-said = { $place } was reported as not locked, or as not used. It cannot be stamped
lock-expired = { $count ->
        [one] 1 stamp was older than ten minutes and is taken off. Try the lock and press Space again. Nothing is recorded
       *[other] { $count } stamps were older than ten minutes and are taken off. Try the locks and press Space again. Nothing is recorded
    }
lock-woken = The stamps were made at { $clock }. Whoever made them signs
lock-woken-expired = The stamps were older than ten minutes and are taken off. Try the locks and press Space again. Nothing is recorded
lock-turned = { $places } has just been recorded by somebody else. That stamp is taken off. Nothing is recorded
lock-changed = What is outside has changed. Read again what you sign. Nothing is recorded
lock-done = { $count ->
        [one] 1 lock is recorded.
       *[other] { $count } locks are recorded.
    }
lock-done-found = { $count ->
        [one] 1 opening is reported.
       *[other] { $count } openings are reported.
    }
lock-done-ask = { $name } is asked to lock what is left ({ $count }).
lock-kept = { $why } The stamps are kept
lock-between = { " " }
lock-help = In the evening: look at the place, try the lock, stamp it with Space, sign with your number and PIN. The moment of the key press is the time of the lock. Nothing is recorded before the signature.
    Space again takes a stamp off. Space in a row that is recorded as locked means locked again: the day's lock is the last one, the earlier ones stay.
    F3: recorded as locked, but found open. Choose what was seen, lock it and press Space. The { $role-manager } is told.
    F4 asks a colleague to lock what is left. A request is not a lock.
    A lock is never refused because something is outside or overdue.
    Forgotten PIN: lock up now. Somebody else looks and signs, or record it tomorrow with F5.
lock-digits = Sign
lock-key-found = Open
lock-key-missed = Missed

# Explaining missed days
explain-title = Missed days
explain-which = Which day?
explain-no-record = No lock is recorded
explain-none = No day waits for an explanation.
explain-waits = It is explained already. The { $role-manager } has to sign
explain-what = What happened?
explain-kind-locked = Locked, and not recorded (it becomes a later record)
explain-kind-not-locked = Not locked (count what was inside; the { $role-manager } is told)
explain-kind-nobody = Nobody worked there
explain-kind-open-since = Recorded as locked, and found open since (what is inside is counted, and the { $role-manager } is told)
explain-kind-found-open = Not locked again (count what was inside; the { $role-manager } is told)
explain-digits = Choose
explain-hint-day = Choose by digit. The latest day comes first.
explain-hint-kind = Choose by digit. What was not locked never becomes a lock afterwards.
explain-hint-sign = Read what you sign, then number and PIN. Nothing is recorded yet.
explain-missing = An answer is missing
explain-want = Please answer: { $label }
explain-no-time = A time is written 1842 or 18:42; after midnight 2425
explain-no-day = A day is written 17 or 11/17
explain-to-come = That time has not come yet. Please correct it
explain-locked-at = Locked at
explain-locked-at-hint = When the key was turned, four digits: 1842; after midnight 2425
explain-found-at = Found at (today)
explain-time-hint = The time in four digits: 0820
explain-reason-hint = Why it is recorded later, by digit
explain-reason-forgot = Forgot to record it
explain-reason-terminal = The terminal could not be used
explain-reason-pin = Could not sign with the PIN
explain-reason-other = Another reason (in words)
explain-reason-words = Reason
explain-words-hint = Write what was seen and done, then Enter
explain-from-hint = From what time of that day, four digits: 1910; after midnight 2425
explain-until-day = { $label } (day)
explain-until-day-hint = The day on which it was locked or noticed, 16 or 11/16, then Enter
explain-until-time = { $label } (time)
explain-seen-by-hint = The number of who noticed it. Nobody: Enter
explain-inside = { $label }: { $title } (register { $count })
explain-inside-hint = How many were inside that day. None: Enter
explain-count-hint = Enter the number counted
explain-seen-hint = What was open, by digit
explain-text-at = Locked at: { $clock }
explain-done-later = { $what } is recorded later.
explain-done = { $what } is explained. The { $role-manager } has to sign.
explain-help = A day without a lock stays on the first screen until it is explained. Afterwards the explanation stays visible.
    Locked but not recorded: the time of the lock, and why it is recorded later.
    Not locked: from when to when, who saw it, how many were inside, how many were counted and missing. The { $role-manager } decides whether it is put right or treated as a possible incident. It never becomes a lock.
    Nobody worked there: say why.
lock-left-marks = The stamps are not recorded. They stay for ten minutes after they were made (1 Lock)
lock-ask-self = One cannot ask oneself. Take the request back with F4, or ask somebody else. Nothing was recorded; the stamps stay
