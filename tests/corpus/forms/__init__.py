"""Documents with lists of standards in many forms, each with what must come out of it."""
