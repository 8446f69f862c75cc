"""The address that compares two years or two lists of projects."""

COMPARE = "/compare"
# What is compared (a column of projects), and the two values of it.
BY, LEFT, RIGHT = "_by", "_left", "_right"
COMPARE_ARGUMENTS = (BY, LEFT, RIGHT)
