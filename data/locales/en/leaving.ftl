# When somebody leaves: what is open in their name
leaving-title = Open in the name of { $who }
leaving-none = Nothing is open
leaving-to = Number of who takes over
leaving-sentence = The { $count } open in the name of { $from } are passed on to { $to }.
leaving-hint = Type the number of who takes over. Enter opens the case to look into it
leaving-done-hint = Nothing is left to pass on
leaving-key-to = Takes over
leaving-nobody = Number { $number } cannot take over. Type the number of somebody else who belongs to the office
leaving-not-enrolled = not enrolled yet
leaving-passed = Passed on: { $count }
leaving-help = Listed are the cases that they began or were asked to do, and the questions that wait for their answer. Passing on is recorded in each case; what the person signed stays as it is, and who may sign does not change.
edit-pass-on = Pass on what is open in this person's name
