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
quit-title = Quit
quit-drafts = { $count } unsigned drafts would be lost on quitting.
quit-marks = Lock stamps that nobody has signed would be lost on quitting.
quit-both = { $count } unsigned drafts and unsigned lock stamps would be lost on quitting.
quit-answers = 1 Quit   2 Go back
quit-hint = Answer with 1 or 2. Nothing is lost yet
