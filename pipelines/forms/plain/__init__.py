"""Money tables in the reading order of a PDF's text: fragments a line, the grid gone.

Belongs here: which lines show that layout, how its fragments become names, codes and runs of numbers, and which numbers
belong to which row. A row is given only when sums confirm it; what no law confirms is left unplaced. Does not belong
here: what rows and columns mean (meaning, header) and which column a number of a row is in (placing).
"""
