# What all screens say alike: times, people, numbers, subjects
when-day = { $day }
when-month-day = { $day } { $month }
when-day-weekday = { $weekday } { $day }
when-day-clock = { $day } { $clock }
when-since = since { $when }
when-until = by { $when }
when-due = due back { $when }
when-late-minutes = { $minutes } min late
when-late-hours = { $hours } h late
when-late-days = { $days } days late
when-seconds = { $seconds } s
when-minutes = { $minutes } min
when-hours = { $hours } h

say-person-as = { $name } ({ $role })
say-person-deputy = { $name } (deputy)
say-or = { " or " }
say-and = { ", " }
say-form-no = No.{ $number }
say-case-no = case { $number }
say-titled = { $title } ({ $count })
say-titled-more = { $title } and { $more } more ({ $count })
say-by-means = { $means } ({ $count })
say-by-post = { $means } ({ $count })
say-procedure-unknown = ({ $id })
say-place-day = { $place } { $day }
say-hidden = (hidden until the second check is done)
say-state-open = open
say-state-closed = closed
say-state-refused = refused
say-state-withdrawn = withdrawn
# What all names of roles begin with; left out where room is short
say-clause = { $short } { $number }

# Signing: while it is written, and after
signing-recording = Recording
signing-other-terminal = Another terminal is writing. Waited { $span } so far; please wait
signing-failed-before = { $name }: since the last signature there were { $count } wrong PINs. If they were not yours, tell the { $role-manager }
signing-failed-before-at = { $name }: last signed { $when }, { $count } wrong PINs since. If they were not yours, tell the { $role-manager }
signing-gone = The marks have changed, so the earlier signature cannot be tried again. Please sign once more
say-another = somebody else

# What the operating system refuses
io-not-found = There is no such file or folder
io-permission = There is no permission for it
io-exists = Something of that name is there already
io-full = The disk is full
io-too-large = The file is too large
io-read-only = This place can only be read
io-is-a-folder = It is a folder, not a file
io-no-folder = Where a folder should be there is something else
io-pipe = Whoever was to take it has closed
io-name = That name cannot be used
io-busy = Another program is using it
io-late = There is no answer
io-not-text = It cannot be read as text
io-cut = It was cut short
io-other = The disk or the system failed (number { $code })
io-unknown = The disk or the system failed
