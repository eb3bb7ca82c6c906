"""Forms: from rows and cells to what they mean: budget lines, indicators, and a word on every other number.

Belongs here: finding tables, recognising declared forms (`schemas/forms`), reading headers and records, placing
numbers whose blanks a layout dropped. `standard` reads the money tables; `performance` the performance forms;
`glued` forms whose cells ran together; `placement` is pure arithmetic. Does not belong here: bytes and layouts
(`reading`), who published (`identity`), sentences (`prose`), keys and tables (`frames`).
"""
