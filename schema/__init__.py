"""What the catalogue is: its tables, closed lists and the meaning of every column."""
