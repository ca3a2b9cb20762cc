adopt-fault = line { $line }: { $what }
adopt-superseded = This procedure has been replaced by revision { $rev }. Please begin again
adopt-retired = This procedure is retired. No new case begins with it
