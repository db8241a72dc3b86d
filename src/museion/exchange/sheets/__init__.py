"""Round trips: a register as a table, edited in a spreadsheet, read back as the difference that it makes."""
