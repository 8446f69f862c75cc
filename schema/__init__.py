"""What the catalogue is: its tables, closed lists and the meaning of every column."""

# Imported here so that every user of the metadata sees all tables.
from schema import models as models
from schema import outcomes as outcomes
