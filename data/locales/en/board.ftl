# The first screen
board-day-open = open day
board-day-closed = closed day
board-when = { $when }  { $kind }
board-when-sample = sample time { $when }  { $kind }
board-title = kagiban
board-title-of = kagiban  { $office }
board-none = none
board-locks = Locks
board-out = Taken out
board-waits = Waited for
board-due = Due
board-until = (until { $cut } tomorrow it counts as today)
board-until-today = (until { $cut } it counts as { $day })
board-closed-day = (closed day: record only what was used)
board-place-out = { $count } out
board-place-asked = { $name } asked
board-place-found-open = found open
board-hole = No lock is recorded. An explanation is awaited
board-hole-found-open = Found open after its lock. An explanation is awaited
board-hole-explained = Explained. The { $role-manager } has to receive it
board-back = back; the { $role-manager } has to confirm
board-lost = reported lost; see its incident
board-wait-count = { $count }
board-wait-oldest = oldest { $since }
board-wait-question = an answer
board-wait-asked = { $name }
board-wait-anybody = anybody
board-wait-not = not { $names }
board-incidents = { $count ->
        [one] 1 incident in hand
       *[other] { $count } incidents in hand
    }
board-clock-aim = aim in { $days }d, limit { $limit }
board-clock-aim-today = aim today, limit { $limit }
board-clock-left = in { $days }d
board-clock-today = today
board-clock-past = { $days }d past its term
board-clock-until = by { $limit }
board-more = { $more } more  (PgDn)
board-more-places = { $more } more places, open { $open }  (PgDn)
board-note-faults = { $count } records do not hold against verification. Tell the { $role-auditor }
board-note-unverified = The records cannot be verified: { $why }
board-note-verifying = The records are being verified
board-note-roster = { $count } acts find too few who may sign. See people and roles
board-note-not-enrolled = { $count } people have not chosen their PIN yet
board-sum = { $parts }.
board-sum-open = { $count } places open
board-sum-late = { $count } late
board-sum-explain = { $count } to be explained
board-sum-nothing = Today's locks are done. Nothing is late.
board-sample-pins = A sample office. The PIN is { $plain }; of those whose roles confirm, { $confirming }.
board-help = What is to be done today, always in this order: places to lock, what is outside, who is waited for, what falls due.
    done is signed, open is still to come, out is outside in time, late is past its time, wait waits for somebody else, must wants an explanation or a decision.
    A digit leads to everything. Nothing is signed on this screen.
    What does not fit is on the next page. What other terminals record shows here at once.
board-sending = Sending
board-take-out = Take-out
board-try = Try: { $tries }
board-try-lock = 1 the evening lock
board-try-twice = 4 second check of { $case } as { $who } (refused)
board-try-explain = 8 explain
board-wait-sent-back = sent back to { $name }
