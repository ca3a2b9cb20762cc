# The register: list and item, adding and changing, tables, refusals
refusal-line-over-register = Line { $line } of "{ $field }": the register still holds { $left } persons. No more than that can be disposed of or given back
refusal-line-over-register-clause = Line { $line } of "{ $field }": the register still holds { $left } persons. No more than that can be disposed of or given back ({ $clause }). Where the register is wrong, put it right first under 7 More > Register
refusal-line-kept = Line { $line } of "{ $field }" is kept by law until { $until }. It cannot be disposed of before
refusal-line-kept-clause = Line { $line } of "{ $field }" is kept by law until { $until }. It cannot be disposed of before ({ $clause })
