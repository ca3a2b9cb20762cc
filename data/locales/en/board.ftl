# The first screen
board-day-open = open day
board-day-closed = closed day
board-when = { $when }  { $kind }
board-when-sample = sample time { $when }  { $kind }
