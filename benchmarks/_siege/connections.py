"""Attacks by connections: what clients send or withhold, whatever they ask for."""

from benchmarks._siege.attack import Attack, Manner, request, table

HOME = request("/")

CONNECTIONS = (
    Attack(
        "idle connections",
        "60 for each client: with twenty more than the 1,024 descriptors of a process",
        (HOME,),
        Manner.IDLE,
        connections=60,
        quick=True,
    ),
    Attack("half-sent requests", "the same, begun", (HOME,), Manner.HALF, connections=60),
    Attack("dripped requests", "always a byte before any time limit", (HOME,), Manner.DRIPS, 60),
    Attack(
        "body without end",
        "what nobody asked for, in chunks",
        (request("/", "POST", ("Transfer-Encoding: chunked",)),),
        Manner.POURS,
    ),
    Attack(
        "GET with a body without end",
        "the same, where a body is not expected",
        (request("/", "GET", ("Transfer-Encoding: chunked",)),),
        Manner.POURS,
    ),
    Attack(
        "promised body",
        "a length that never comes",
        (request("/", "POST", ("Content-Length: 999999999999",)),),
        Manner.HALF,
        connections=20,
    ),
    Attack("HEAD flood", "40 in a row", (request("/catalogue/projects", "HEAD"),) * 40),
    Attack("OPTIONS flood", "300 in a row", (request("/catalogue/projects", "OPTIONS"),) * 300),
    Attack(
        "2,000 headers",
        "parsing them",
        (request("/", headers=tuple(f"X-{number}: y" for number in range(2000))),),
    ),
    Attack(
        "header of 1 MB", "reading it", (request("/", headers=("Cookie: " + "a=b; " * 200_000,)),)
    ),
    Attack(
        "cookies and tags",
        "long lists that the server compares",
        (request("/", headers=("If-None-Match: " + '"x",' * 10_000,)),),
    ),
    Attack(
        "compressed answers",
        "compression for each request, if the server does it",
        (
            request(
                "/catalogue/data_dictionary.json?_size=max",
                headers=("Accept-Encoding: gzip, deflate, br, zstd",),
            ),
        )
        * 5,
    ),
    Attack(
        "500 requests in one write",
        "answers that wait for each other",
        (request("/catalogue/projects").replace(b"close", b"keep-alive") * 500,),
        Manner.DEAF,
    ),
    Attack(
        "upgrade to a web socket",
        "a connection that the server keeps",
        (
            request(
                "/",
                headers=(
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                ),
            ).replace(b"Connection: close", b"Connection: Upgrade"),
        ),
        Manner.DEAF,
        connections=20,
    ),
    Attack(
        "dear pages, clients leave",
        "all rows as HTML for nobody",
        (table("project_organizations", ("_size", "max"), ("_labels", "on"), form=""),),
        Manner.LEAVES,
    ),
)
