"""Requests that nobody would make: never an error of the server, never a word about it.

``python -m benchmarks fuzz`` asks many more.
"""

from typing import Any

from benchmarks.fuzz import faults, requests

NUMBER = 1_500
SEED = 1


def test_no_request_makes_the_server_fail_or_tell(site: Any) -> None:
    found = site.run(faults(site.datasette, requests(NUMBER, SEED), str(site.folder)))

    assert [*map(str, found)] == []
