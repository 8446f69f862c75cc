"""Which columns lists of standards print, and which kinds of list there are: one declaration each.

``fields.yml`` and ``kinds.yml`` are the declarations, :mod:`schema.kinds.fields` and
:mod:`schema.kinds.list_kinds` read them. Everything else about a field (how it is recognised,
read, stored, described, browsed and downloaded) follows from its declaration.
"""
