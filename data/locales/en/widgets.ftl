# Widgets: fields, the signature line, questions, help
field-refused = { $code } is not accepted ({ $why }). Nothing was entered
field-full = At most { $max } characters
field-not-normalised = The text is not in its normal form
field-digits = Digits only, please
field-ascii = Letters, digits and signs of ASCII only, please
unfit-control = a control character
unfit-bidi = an invisible character that turns the direction of writing
unfit-invisible = an invisible character
unfit-private-use = a private-use character; it differs from machine to machine
unfit-lost = a character that was lost on its way
unfit-variation = a variation selector on its own
unfit-emoji = part of an emoji
unfit-marks = a combining mark on its own, or too many of them

signature-label-who = Who
signature-label-pin = PIN
signature-unknown = (nobody)
signature-who = Type the { $digits }-digit number of who signs
signature-nobody = Nobody has the number { $number }
signature-pin = Type the PIN
signature-waiting = Recording

dialog-yes-no = 1 Yes   2 No
dialog-token = To go on, type { $token } and Enter

scroll-more = more { $page }/{ $pages }
scroll-end = end

help-title = Help
help-keys-heading = Keys that work
help-clauses-heading = What it rests on
help-hint = Esc goes back to the screen
dialog-key-answer = answer
dialog-hint = Answer with 1 or 2. Esc goes back to the field
