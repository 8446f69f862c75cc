"""What the server allows a connection, and how long it waits: every setting in one place."""

# Seconds from the opening of a connection, or from the answer before, to a complete head.
HEAD_SECONDS = 15
# Seconds in which a client has to take what waits for it, some 50 kB at a time.
SEND_SECONDS = 20
# Seconds for which a connection rests between requests (uvicorn's own setting).
REST_SECONDS = 5
# Bytes of a head that is not complete (uvicorn's own setting). The bounds of a complete one are in
# web/safety/bounds.py.
HEAD_BYTES = 40_000
# Connections at one time; half of the files that the process may open, if that is less.
CONNECTIONS = 1_000
# Connections that the system keeps ready until the process takes them (uvicorn's own setting).
BACKLOG = 128
# Seconds that requests are given to end when the process is to (uvicorn's own setting).
DRAIN_SECONDS = 10
# Seconds between two looks of the supervisor at the catalogue's file.
LOOK_SECONDS = 1
# Seconds in which a new process has to answer.
START_SECONDS = 120
# Processes that answer, at most.
MOST_WORKERS = 64
# Seconds after which a process that could not be started is tried again, while others answer.
AGAIN_SECONDS = 30
