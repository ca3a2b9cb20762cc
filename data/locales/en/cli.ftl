# The command line
cli-about = kagiban: records of locking, taking out and sending personal information
cli-after-help =
    The folder of the office is named by --dir, by the variable KAGIBAN_DIR, by dir
    in a kagiban.toml beside the executable, or is the user's own data folder.
    Exit codes: 0 fine, 1 something outstanding or found, 2 usage,
    3 cannot open or read, 4 cannot write
    More: man kagiban
cli-usage = Usage
cli-usage-line = [OPTIONS] [COMMAND]
cli-usage-line-sub = [OPTIONS]
cli-commands = Commands (without one: the first screen)
cli-options = Options

cli-about-demo = Try a sample office
cli-about-setup = Prepare an office
cli-about-lock = Open the evening lock at once
cli-about-import = Take in people, places or the register from a table; shows it first
cli-about-status = List what is outstanding (exit code 1 when something is)
cli-about-verify = Recompute the records and replay them through the rules
cli-about-export = Write the journal so that anybody can verify it
cli-about-rebuild = Make the lists of the screens anew from the journal
cli-about-check = Prove the definitions, and that the office has people to sign
cli-about-keys = The table of keys

cli-arg-dir = Folder of the office
cli-arg-lang = Language of screens and messages
cli-arg-ambiguous-width = Columns of an ellipsis (default: ask the terminal)
cli-arg-help = This help
cli-arg-version = Version
cli-arg-no-ui = Only make it, open no screen
cli-arg-entries = How many records the sample holds
cli-arg-from = File that describes the office
cli-arg-import-what = people, places that are locked, or holdings for the register
cli-arg-import-file = The table (CSV, TSV, Excel)
cli-arg-write = Sign and record it; without it, only show
cli-arg-slips = The file for the enrolment slips of new people
cli-arg-export-output = the file to write; stdout without it
cli-arg-json = In a form that programs read

cli-usage-command =
    there is no command "{ $name }".
    Nothing was done.
    kagiban --help lists the commands.
cli-usage-argument =
    there is no option "{ $argument }".
    Nothing was done.
    kagiban --help lists the options.
cli-usage-no-value =
    "{ $argument }" lacks its value.
    Nothing was done.
    See kagiban --help.
cli-usage-value =
    "{ $argument }" does not take "{ $value }".
    Nothing was done.
    See kagiban --help.
cli-usage-twice =
    "{ $argument }" can be given once only.
    Nothing was done.
    See kagiban --help.
cli-usage-other =
    the options cannot be understood.
    Nothing was done.
    See kagiban --help.

cli-config-broken =
    { $file }:{ $line }: the configuration cannot be read ({ $what }).
    Nothing was done.
    Correct this line, or move the file elsewhere.
cli-no-terminal =
    The screens need a terminal, and this is none.
    Nothing was done.
    kagiban --help lists the commands that need no screen.
cli-terminal-io =
    The terminal cannot be used. { $why }
    Nothing was done.
cli-no-folder =
    no folder is known for the office (this user has no home folder).
    Nothing was done.
    Name one with --dir or the variable KAGIBAN_DIR.
cli-keymap-broken =
    the keymap cannot be read ({ $what }).
    Nothing was done.

cli-keys-everywhere = On every screen
cli-keys-board = The first screen
cli-keys-lock = Evening lock
cli-keys-wizard = Entering a take-out, a return, a sending
cli-keys-inbox = Waiting for signatures
cli-keys-month = The month's sheet
cli-keys-case = A case
cli-keys-records = Lists of records
cli-keys-setup = Preparing an office
cli-keys-reading = Help and other long text
cli-keys-digits = Elsewhere than on the first screen, digits choose, or give the number of who signs.

cli-nothing-changed =
    { $what }
    Nothing was changed.
cli-no-office =
    there is no office in { $dir }
    Nothing was changed.
    The first time, start kagiban without arguments: it prepares one.
    If it is elsewhere, name it with --dir or KAGIBAN_DIR. To try it out: kagiban demo
cli-demo-progress = Making the sample
cli-demo-made =
    Sample office: { $dir }
    { $size } records
    PIN: { $confirming } for { $role-manager }, deputy and { $role-protection-officer }, { $pin } for all others
cli-demo-not-a-sample =
    there is an office in { $dir } that is no sample.
    Nothing was changed.
    Name another folder with --dir.
cli-demo-not-empty =
    { $dir } is not empty.
    Nothing was changed.
    Name another folder with --dir.

cli-status-open-day = { $date }  open day
cli-status-closed-day = { $date }  closed day
cli-status-sample = A sample office, with a date of its own.
cli-status-none = Nothing is outstanding.
cli-status-count = { $count } outstanding, { $late } late
cli-waits-lock = waits to be locked
cli-waits-explanation = waits for an explanation
cli-waits-manager = waits for the { $role-manager }
cli-waits-answer = waits for an answer of { $person }
cli-waits-return = waits to come back
cli-waits-countersignature = waits for another signature
cli-waits-step = waits for "{ $step }"

cli-verify-progress = Recomputing
cli-verify-size = { $size } records
cli-verify-root = root { $root }
cli-verify-short = short root { $root }
cli-verify-clean = Everything agrees. Nothing was found.
cli-verify-found = { $count } found. Nothing was written. Tell the { $role-manager }; compare with an earlier copy of the folder, and with a stamped sheet.
cli-verify-root-differs = The root in the file is not the one recomputed.
cli-verify-finding = no. { $index }: { $why }
cli-verify-unlawful = signed, but the rules of its day would have refused it ({ $why })
cli-finding-commit = its contents are not those that were signed
cli-finding-author = its author's key is no key
cli-finding-signature = its signature does not hold
cli-finding-body = its contents cannot be read ({ $why })
cli-finding-class = it disagrees with its contents on being of the office or of a case
cli-finding-office = it belongs to another office, { $office }
cli-finding-repeated = it repeats an earlier record
cli-finding-erased = it is of the office, and its contents are gone
cli-finding-seen-ahead = it claims to have seen { $size } records, which did not exist yet
cli-finding-seen-other = the { $size } records that its signer had seen are not those here
cli-finding-after-unknown = it follows a record that does not stand before it
cli-finding-after-elsewhere = it follows a record of another case
cli-finding-after-passed = it follows a record that was not the last of its case
cli-finding-begun-twice = it begins a case that has begun already

cli-export-progress = Writing
cli-export-written =
    Wrote { $size } records to { $file }.
    The root is in { $checkpoint }. How to verify both without kagiban: man kagiban-journal
cli-export-stopped =
    Stopped.
    Nothing was written.

cli-rebuild-progress = Making the lists anew
cli-rebuild-done = Made the lists anew from { $size } records. The records themselves are unchanged.
cli-rebuild-stopped =
    Stopped at { $applied } of { $size } records.
    The records themselves are unchanged.
    The next opening of the office goes on from there.

cli-check-definitions = { $count } definitions of procedures were proved.
cli-check-proof = { $states } states, { $transitions } transitions
cli-check-incomplete = there are too many states; not all were seen
cli-check-layouts = Compared { $count } layouts with the procedures. They can be used.
cli-check-unread =
    { $file }: cannot be read. { $why }.
    Nothing was checked.
    Look at the name of the file and where it is.
cli-check-unlawful = { $count } found in the definitions.
cli-check-progress = Proving
cli-check-roster-fine = The roster holds.
cli-check-roster-found = { $count } found. Look at roles and rosters again.

cli-import-unread =
    { $file }: cannot be read. { $why }
    Nothing was recorded.
cli-import-read = Read { $file } as { $form }.
cli-import-workbook = a workbook (its first sheet)
cli-import-misfits =
    { $count } cells or rows do not fit.
    Nothing was recorded.
    Put the table right and read it again.
cli-import-sum = new { $added }  changed { $changed }  same { $same }  roles { $roles }
cli-import-added = new      { $what }
cli-import-changed = changed  { $what }
cli-import-role = role     { $what }  { $role }
cli-import-nothing = Nothing would change. Nothing was recorded.
cli-import-dry = Nothing is recorded yet. If this is right, add --write to the same command.
cli-import-doubt = Row { $row }: { $why }
cli-import-sure = { $count } rows look like personal data itself. Looked at, and to be put into the register as they are? y: { "" }
cli-import-slips-needed =
    Say with --slips where the enrolment slips of new people go: their codes cannot be seen later.
    Nothing was recorded.
cli-import-slips-there =
    { $file } exists already.
    Nothing was recorded.
    Give --slips a new name.
cli-import-nobody =
    The number and PIN of who signs are asked on a terminal, and this is none.
    Nothing was recorded.
cli-import-given-up = Not signed. Nothing was recorded.
cli-import-signer = Number of who signs: { "" }
cli-import-second = Number of who else grants the roles: { "" }
cli-import-pin = PIN (not shown): { "" }
cli-import-done = Recorded { $count }.
cli-import-slips = Wrote { $count } enrolment slips to { $file }. Print and hand them over, then delete the file.
cli-import-slips-failed =
    It was recorded, but the slips could not be written ({ $why }).
    New slips are made under 7 More > 4 People and roles.
