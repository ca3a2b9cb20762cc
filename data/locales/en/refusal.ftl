# What a refusal says: what, by which rule, what was kept, what to do now. Never blames, never shows a hidden value
refusal-nothing = Nothing was recorded
refusal-joined = { $what }. { $nothing }
refusal-of-case = { $case } was not recorded: { $why }

# People and roles
refusal-second-check = You cannot sign: { $who } made the step "{ $did }". "{ $step }" is another person's
refusal-own-confirm = You cannot confirm what you take out yourself. { $instead } confirms it
refusal-own-permit = You cannot permit what you take out yourself. { $instead } permits it
refusal-own-did = You cannot sign: { $who } did "{ $did }", and nobody confirms their own act. { $instead } signs
refusal-own-author = You cannot sign: { $who } wrote or amended this case. { $instead } signs
refusal-nobody-confirms = Nobody can confirm this today. Please appoint a deputy (7 More > People and roles). It is kept waiting
refusal-nobody-signs = Nobody can sign "{ $step }" today. Please appoint a deputy (7 More > People and roles). It is kept waiting
refusal-nobody-acts = Nobody can sign this today. Please appoint a deputy (7 More > People and roles). It is kept waiting
refusal-role-step = { $who } cannot sign: "{ $step }" is signed by { $roles }. Today { $instead } can
refusal-role-act = { $who } cannot sign: this is signed by { $roles }. Today { $instead } can
refusal-not-of-office = { $who } does not belong to this office on that day
refusal-wrong-capacity = Roles have changed: it cannot be signed as { $claimed } any more. Please open the screen again
refusal-may-not = { $who } cannot sign. This signature is for { $may }. See the roles under 7 More > People
refusal-not-author = Only who wrote it can withdraw it ({ $authors }). Ask them
refusal-no-question-other = The question is for { $asked }, who answers it
refusal-no-question = No question waits for an answer

# Order and state
refusal-unknown-procedure = This version of kagiban does not have the procedure { $id }. Please open it with a newer one
refusal-unknown-step = This procedure has no step { $id }. Please open the screen again
refusal-malformed = The act does not fit the procedure ({ $what }). Please open the screen again; if it goes on, tell the administrator
refusal-already-open = { $who } began this case at { $when }. Please go on from there
refusal-already-open-nobody = This case was begun at { $when }. Please go on from there
refusal-no-case = This case has not begun yet. Please open the screen again
refusal-wrong-case = This is not the case of that place and day. Please open the screen again
refusal-wrong-day = It happened on { $serves } and cannot serve { $day } (the day ends at { $cut }). Please record it for { $serves }
refusal-day-to-come = { $day } has not come yet
refusal-not-yet-happened = It is said to have happened at { $happened }, later than now, { $recorded }. Please put the time right
refusal-before-step = That is before "{ $step }" ({ $happened }). Please put the time right
refusal-awaits = "{ $step }" needs { $missing } first
refusal-awaited = "{ $step }" ({ $roles })
refusal-awaited-line = "{ $step }" of line { $line } ({ $roles })
refusal-never-left = Nobody confirmed that it left, so it cannot be recorded as a return. F4 reports it as taken out without confirmation
refusal-never-left-clause = Nobody confirmed that it left, so it cannot be recorded as a return. F4 reports it as taken out without confirmation ({ $clause })
refusal-otherwise = "{ $step }" needs { $missing } first. Where that never was, report it as "{ $procedure }"
refusal-already-signed = { $who } signed "{ $step }" at { $when }
refusal-already-signed-line = { $who } signed "{ $step }" of line { $line } at { $when }
refusal-not-applicable = With the answers so far, "{ $step }" is not asked for
refusal-filled-already = { $fields } are filled already. Before it has left, amend them; after that, correct them
refusal-check-answers = { $fields } are answers of a check and are not amended. Send it back and make the check again
refusal-recheck-incomplete = { $fields } do not agree with the first check yet. Please read them off the object
refusal-no-recheck = There is nothing to compare at "{ $step }"
refusal-facts-missing = { $why }. Record "{ $procedure }" first, then go on. The draft is kept
refusal-facts-between = { ". " }
refusal-fact-of = { $fact } for { $subject }
refusal-fact-never = There is no { $what }
refusal-fact-until = The { $what } lapsed after { $until }
refusal-fact-withdrawn = The { $what } was withdrawn { $at }
refusal-fact-not-before = The { $what } begins { $from }
refusal-fact-too-short = The { $what } lasts until { $until }, not until { $needed }
refusal-fact-clause = { $said } ({ $clause })
refusal-facts-unread = The records of training, notices and approvals cannot be read, so this cannot be checked. Please open the screen again
refusal-sealed = { $who } signed "{ $step }" at { $when }. After that nothing is amended; a { $role-manager } can correct it
refusal-not-sealed = It has not left yet: amend it instead of correcting it. The checks are then made again
refusal-ended-open = This case is open. Please open the screen again
refusal-ended-closed = This case is closed. A { $role-manager } can correct it
refusal-ended-refused = This case was refused. Please begin a new one
refusal-ended-withdrawn = This case was withdrawn. Please begin a new one
refusal-opened-by-another = Another case opened this one: it is neither withdrawn nor refused but walked to its end
refusal-nothing-to-refuse = Nothing waits for a decision now
refusal-nothing-to-send-back = There is nothing of "{ $step }" to send back
refusal-nothing-due = Nothing is due that could be extended
refusal-not-later = Please give a day after { $day }
refusal-nothing-changes = It is the same as before; nothing changes
refusal-no-reason = Please give a reason

# Answers
refusal-field-unknown = There is no question "{ $field }"
refusal-field-not-of-step = "{ $field }" is not answered at this step
refusal-field-not-asked = "{ $field }" is not asked with the answers so far
refusal-field-missing = Please answer "{ $field }"
refusal-field-kind = "{ $field }" takes another kind of answer
refusal-field-fixed = "{ $field }" cannot be changed any more
refusal-field-length = "{ $field }" has { $min } to { $max } characters
refusal-field-length-exact = "{ $field }" has { $min } characters
refusal-field-characters = "{ $field }" holds characters that it cannot have
refusal-field-few = "{ $field }" is at least { $min }
refusal-field-not-equal = "{ $field }" and "{ $other }" are not the same number. Please count again
refusal-field-tally = "{ $field }" does not agree with "{ $lines }" ({ $count }). Count again, or enter what is missing
refusal-field-tally-part = "{ $field }" does not agree with "{ $lines }" ({ $least } to { $most }). Count again, or choose what became of them anew
refusal-field-before = "{ $field }" lies before "{ $other }"
refusal-field-before-today = "{ $field }" lies before today
refusal-field-to-come = "{ $field }" has not come yet. Enter when it happened
refusal-field-time = "{ $field }" is not a time of day
refusal-field-email = No. { $at } of "{ $field }" is not an address
refusal-field-twice = No. { $at } of "{ $field }" stands there twice
refusal-field-choice = "{ $field }" takes one of the choices
refusal-field-stops = "{ $field }": { $why }
refusal-field-stops-bare = "{ $field }": with this answer it cannot be signed
refusal-line-title = Line { $line } of "{ $field }" has no title
refusal-line-count = Line { $line } of "{ $field }" has no number
refusal-line-special = The special-care categories of line { $line } of "{ $field }" are not right
refusal-line-holding = Line { $line } of "{ $field }" is not in the register
refusal-line-not-here = Line { $line } of "{ $field }": { $here } are here now ({ $out } are out)
refusal-line-basis = Line { $line } of "{ $field }" has no legal basis for keeping it
refusal-field-lines = "{ $field }" takes { $max } lines; please make another case of the rest
refusal-field-rows = "{ $field }" takes exactly the rows that were drawn
refusal-field-not-of-office = "{ $field }" names what this office does not have

# Two persons' checks
refusal-differs = No. { $number } does not agree with the first check. The value is not shown. Look at the object and enter it again; if it differs once more, both checks start again
refusal-differs-twice = The first and the second check did not agree. Both are void, and that is on record. It cannot be sent
refusal-voided = { $field } has changed, so all { $count } checks are void. They stay on record
refusal-voided-one = { $field } has changed, so "{ $step }" is void. The signature stays on record
refusal-clock-behind = The clock stands { $span } before the last record. The record keeps both times
refusal-first = { $who } recorded it at { $when }

# Signing
refusal-nobody-has = Nobody has the number { $number } today. Nothing was recorded
refusal-not-enrolled = { $who } is not enrolled yet. Enrol with the code on the slip (7 more > 1 enrol), then sign. Nothing was recorded
refusal-wrong-pin = The PIN is wrong. Nothing was recorded. (From the third try on there is a wait)
refusal-wrong-pin-wait = The PIN is wrong. Nothing was recorded. (From the third try on there is a wait: { $wait } s)
refusal-too-soon = After wrong PINs there is a wait: { $wait } s more. Nothing was recorded
refusal-counter = The count of wrong PINs cannot be written, so no signature is taken ({ $why }). Nothing was recorded. Marks and what was typed are kept. F9 tries again
refusal-damaged-key = The signing key of { $who } does not open. Please choose a new PIN as if it were forgotten. Nothing was recorded
refusal-write = The PIN is right, but { $why }, so nothing was recorded. The marks are kept. F9 tries again
refusal-write-landed = The PIN is right. The disk failed after writing ({ $why }). The record is in the file, but may not survive a power cut. Open the screen again to see
refusal-write-duplicate = This is recorded already (entry { $index }): the earlier try got through. Please open the screen again
refusal-write-busy = The PIN is right, but another terminal has been writing for { $span }, so nothing was recorded. The marks are kept. F9 tries again
refusal-random = This machine gives no random numbers, so nothing can be signed ({ $why }). Nothing was recorded
refusal-entry = An internal error: the record could not be made ({ $why }). Nothing was recorded. Please tell the administrator
refusal-wrong-code = The code of the slip is wrong. Nothing was recorded
refusal-all-left-out = Nothing was recorded. { $why }
refusal-more = { $first } and { $more } more

# PIN
refusal-pin-short = A PIN needs at least { $least } characters
refusal-pin-long = A PIN has at most { $most } characters
refusal-pin-untypable = The PIN holds a character that cannot be typed everywhere
refusal-pin-repeated = The same characters again and again are no PIN
refusal-pin-run = Digits in their order are no PIN

# Files
refusal-store-busy = Another terminal has been writing for { $span }. Please wait a little and try again
refusal-store-full = The disk is full. Please make room
refusal-store-read-only = This folder cannot be written; it can only be looked at
refusal-store-no-key = There is no key file, so this can only be looked at, and no signature is taken. For a copy that left the office that is as it should be
refusal-key-damaged = it has not the form of a key file
refusal-key-of-another = it is another office's
refusal-store-newer = A newer version of kagiban keeps this office; this one only looks. Please use the newer one
refusal-store-corrupt = The office's file is damaged in { $place }. What is damaged is not read, and nothing was changed. Leave this folder as it is, and work on with a copy of the office's folder made earlier, if there is one (this version makes none itself)
refusal-place-page = page { $page }
refusal-place-records = its records
refusal-place-file = its head
refusal-store-outlived = The file was opened anew. Please try again
refusal-store-newer-record = Record { $index } can only be read by a newer version of kagiban
refusal-store-io = The disk cannot be read or written ({ $why })
refusal-store-stale = Somebody else recorded first. Look at the new state, then try again
refusal-store-fault = An internal error ({ $what }). Please tell the administrator
refusal-write-because-full = the disk is full
refusal-write-because-read-only = this folder cannot be written
refusal-write-because-newer = a newer version of kagiban keeps this office
refusal-write-because-io = the disk cannot be written
refusal-write-because-corrupt = the file is damaged ({ $place })
refusal-write-because-record = this version cannot read record { $index }
refusal-write-because-fault = there is an internal error ({ $what })
refusal-write-because-stale = somebody else recorded first
refusal-row = A row of the lists cannot be read ({ $what }). The records themselves are whole. kagiban rebuild makes the lists anew
refusal-row-of = { $what } is damaged. The records themselves are whole. kagiban rebuild makes the lists anew
refusal-list = A list made of the records
refusal-list-cases = The list of cases
refusal-list-locks = The list of locks
refusal-list-register = The list of the register
refusal-list-due = The list of what is due or waits
refusal-no-such-case = There is no such case
refusal-no-office = This office has no founding record. Please set it up anew

# Opening
refusal-open-not-found = There is no office at { $path }. Check the folder, or set one up with kagiban setup
refusal-open-foreign = This is not an office file of kagiban ({ $what })
refusal-foreign-program = a database of another program
refusal-foreign-unknown = a file of another kind
refusal-open-truncated = The file is cut short. It may be an interrupted copy; use the original folder or another copy
refusal-open-newer = This version reads file formats up to { $ours }, not { $format }. Please use a newer one
refusal-open-needs-writer = A terminal stopped while writing, and this folder is read-only here. Open it once where it can be written
refusal-open-network = A network folder ({ $kind }) cannot be used: records could be damaged there. Use one terminal by the locker, or connect to one host by ssh or remote desktop
refusal-open-permission = No permission to read { $path }. Please tell the administrator
refusal-open-held = Another program holds the file. Wait until copying or scanning is done
refusal-open-key-file = The key file { $path } cannot be used ({ $what }). Nothing was changed. Please tell the administrator. To look at a copy only, take this file away and open it
refusal-open-rolled-back = This terminal has seen { $seen } records; the file holds { $found }. It was replaced by an older copy. Do not use it; tell the { $role-manager } and the administrator
refusal-open-forked = The first { $size } records are not those that this terminal has seen. The journal was replaced. Do not use it; tell the { $role-manager } and the administrator
refusal-set-up-folder = The folder of the office cannot be made. { $why }
refusal-set-up-key = The key file cannot be written. { $why }

# Creating
refusal-create-exists = There is an office at { $path } already. It is never overwritten
refusal-create-no-folder = There is no folder { $path }
refusal-create-permission = No permission to write in { $path }
refusal-create-first = The first records do not fit together. { $why }
refusal-founding-entry = The founding record could not be made ({ $why })

# Rules on the office
refusal-office-founding = An office is founded once, and first
refusal-office-lacks = Beside the founder a { $role-manager } is needed
refusal-office-not-accepted = The first { $role-manager } has not accepted yet; that signature comes first
refusal-office-cannot-accept = This person cannot accept: a { $role-manager } who is not the founder does
refusal-office-unknown = { $who } does not belong to this office on that day
refusal-office-not-their-key = It is not signed with the key of { $who }
refusal-office-not-theirs = { $who } cannot change the office; a { $role-manager } or the administrator does
refusal-office-enrolled = { $who } is enrolled already. A forgotten PIN is chosen anew
refusal-office-not-enrolled = { $who } is not enrolled yet
refusal-office-key-in-use = That key is in use already
refusal-office-nothing-waits = Nothing waits for a countersignature
refusal-office-cannot-countersign = { $who } cannot countersign this: not one's own act, and not twice
refusal-office-does-not-fit = It names a person, place or unit that the office does not have, or dates that end before they begin
refusal-office-stale = The office has changed meanwhile. Look again, then try again

# Why an entry changes nothing
breach-unread = it cannot be read as a record
breach-unknown = an act that this version of kagiban does not know
breach-no-office = it comes before there is an office
breach-not-accepted = it comes before the first { $role-manager } has accepted the office
breach-not-their-key = it is not signed with the key of { $who }
breach-no-case = it names no case, or no unit
breach-follows-on-nothing = it follows on a case that there is not
breach-no-procedure = this office has no such procedure ({ $id } revision { $rev })
breach-printed-another = it says that a sheet of another journal was printed
breach-unproved = the procedure { $id } breaks law { $law }: { $gist }
law-gist-1 = nobody confirms their own act
law-gist-2 = a sending needs the checks of two persons and the { $role-manager }'s consent
law-gist-3 = what leaves and what returns is confirmed, each by itself
law-gist-4 = a change before the dispatch voids the checks made on it
law-gist-5 = nothing is overwritten or deleted
law-gist-6 = when it happened, when it was recorded and which day it serves are three times
law-gist-7 = each signs by their own secret, for the list on the screen and no other
law-gist-8 = what was acknowledged is not lost
law-gist-9 = a hole is visible until it is explained
law-gist-10 = text of a record is judged before it is shown
law-gist-11 = nothing is said to be done that was not
law-gist-12 = a truthful way on is always open
fault-law = breaks law { $law } ({ $gist }): { $what }
refusal-may-not-gone = { $number } { $name } cannot sign: no longer of this office. Give the number of who signs
