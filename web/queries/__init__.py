"""Ready-made queries: their inputs read and checked, suggestions for them, what results leave out.

Begin reading at ``checked_address.py``.
"""
