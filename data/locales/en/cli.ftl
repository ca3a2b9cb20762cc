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
cli-about-status = List what is outstanding (exit code 1 when something is)
cli-about-verify = Recompute the records and replay them through the rules
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
