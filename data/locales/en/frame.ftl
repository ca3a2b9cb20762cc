# The frame that all screens share
frame-too-small = Please make the window at least { $columns }x{ $rows }
