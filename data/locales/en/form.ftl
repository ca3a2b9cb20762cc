# Forms
form-about = Fill in forms (form list names them)
form-arg-form = The form, or list
form-arg-month = The month, as 2026-11
form-arg-year = The fiscal year, by the year in which it begins
form-arg-place = A place by its name or number; all without it
form-arg-case = The case by its No. on the form, or its id
form-arg-format = How it is written; text without it
form-arg-encoding = The characters of a CSV; utf-8 without it
form-arg-font = A font file for a PDF; else the host's Japanese font
form-arg-output = The file to write; stdout without it (text and csv)

form-list-line = { $name }  { $number }  { $title }  ({ $per })
form-own = our own
form-per-month = a place and month, --month
form-per-year = a fiscal year, --fiscal-year
form-per-case = a case, --case
form-per-register = the register as of today

form-unknown =
    There is no form "{ $name }".
    Nothing was written.
    kagiban form list names them.
form-needs-month =
    This form is monthly: it needs --month 2026-11 or --fiscal-year 2026.
    Nothing was written.
form-needs-year =
    This form is yearly: it needs --fiscal-year 2026.
    Nothing was written.
form-needs-case =
    This form is for one case: it needs --case with its No. or id.
    Nothing was written.
form-future =
    That month or fiscal year has not begun.
    Nothing was written.
form-no-place =
    No place "{ $place }" was in use in that time.
    Nothing was written.
    Places of that time: { $places }
form-no-places =
    No place was in use in that time.
    Nothing was written.
form-no-case =
    There is no case "{ $case }" on this form.
    Nothing was written.
    A No. is looked for in the year of --fiscal-year, or in this one.
form-layout =
    The layout of a form does not read ({ $what }).
    Nothing was written.
form-needs-output =
    { $format } cannot go to a terminal: name a file with -o FILE.
    Nothing was written.
form-written = Wrote { $file } (sheets: { $sheets })
form-written-pages = Wrote { $file } (pages: { $pages })
form-not-written =
    { $file } could not be written ({ $what }).
    If the file was there before, it is as it was.
    See whether the place can be written and has room.
form-lost = CP932 lacks these characters, others stand for them: { $lost }
form-no-font =
    There is no Japanese font on this host.
    Nothing was written.
    Name one with --font FILE, or install fonts-ipaexfont, fonts-noto-cjk or fonts-morisawa-bizud-gothic.
form-bad-font =
    { $file } cannot be used ({ $what }).
    Nothing was written.
form-font-not-font = not a font
form-font-not-japanese = no Japanese characters
form-pdf-failed =
    The PDF could not be made ({ $what }).
    Nothing was written.
form-other-font = "{ $what }" is printed from { $font }.
form-base-form = "{ $what }" has no glyph of its own and is printed as "{ $base }".
form-geta = "{ $what }" ({ $code }) has no glyph and is printed as a geta mark.
form-xlsx-failed =
    The workbook could not be made ({ $what }).
    Nothing was written.
form-arg-by = Who puts it out, by number; asks their PIN and records it
form-unrecorded = That it was written is not recorded (--by NN records it).
form-pin = PIN of { $name } (not shown): { "" }
form-nobody =
    The PIN is asked on a terminal, and this is none.
    Nothing was written.
    Without --by it can be written unrecorded.
form-not-signed = Not signed. Nothing was written.
form-no-record =
    This office does not use the procedure "Record of what was printed" yet.
    Nothing was written.
    Take it into use with 7 Other > The office > Procedures, or write it unrecorded, without --by.
