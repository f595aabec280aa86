"""What people decided about values, as lines of `corrections.jsonl`, and how it is applied to what the rules found.

Assembly, corrections -> Assembly

`line` is the form of a line, `book` reads a file of them, `anchors` finds a passage again, `subjects` a record,
`values` sets a value, `apply` does it all and `restore` takes it back.
"""
