"""SQL that visitors send, run where it can be stopped.

A request is on one of two *lanes*. The site's own pages, and tables with declared facets and
simple filters, are on the *site's lane*: their statements are ours, and run in Datasette's own
threads. Everything else is on the *visitors' lane*: its statements run in processes of their own,
with limits on time, memory and the size of what is sent.

    lanes.py        which lane a request is on (what is not listed is a visitor's)
    visit.py        one request of the visitors' lane: its turn, its time, what went wrong
    gate.py         ASGI: puts a request on its lane, and ends it when its client has gone
    two_lanes.py    Datasette's Database, with a way out to the processes
    pool.py         the processes, handed out and replaced
    child.py        one process, as the server sees it
    runner.py       the process itself: standard library and the search's folding, nothing else
    authorizer.py   the allow-list of ``schema.allowed_sql``, as SQLite asks for it
    functions.py    the functions that we add or bound
    sizes.py        how many bytes a row takes in the dearest form of answer
    stopped.py      why a statement was stopped, in words
"""
