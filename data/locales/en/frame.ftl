# The frame that all screens share
frame-too-small = Please make the window at least { $columns }x{ $rows }
frame-hidden = The screen is hidden. Any key brings it back
frame-busy = Please wait
frame-busy-leave = Please wait until it is written
frame-progress = { $label }  { $done } / { $total }   Esc stops it
frame-stopping = Stopping
frame-worker-broken = Ending after an internal error. What was acknowledged as recorded is kept
frame-no-paste = Nothing can be pasted here

# States, four letters each
mark-done = done
mark-open = open
mark-out = out
mark-late = late
mark-needed = must
mark-waiting = wait
