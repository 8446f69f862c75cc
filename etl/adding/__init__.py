"""Adding notices to a catalogue that was made before, in proportion to what is added.

A build that keeps (``kept_store.py``) remembers of all entries what deciding about one of them
takes. If afterwards only notices were added and rows at the end of curated files (``inputs.py``),
the next build takes of all entries those that the new ones reach and makes a small catalogue of
them (``part.py``). From it every row of the projects and standards that are reached is made by the
same functions as in a build of the whole, and put in the place of the old one in a copy of the
catalogue; what is derived from rows is changed by the difference (``change.py``).
"""
