"""Forms: each module fills one kind of declared form from a book. All give a `Table`; none knows a layout.

`coded` rows by functional or economic code and by unit; `sides` revenue beside expenditure; `side_by_side` economic
items in blocks; `single` the one row of 三公; `records` projects and purchases; `performance` ruled target forms.
"""
