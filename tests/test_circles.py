"""Objects in circles are looked for as before once a build is over, however it ended."""

import contextlib
import gc

from etl.circles import rarely_looking


def test_looking_is_as_before_after_a_block_that_failed() -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    with contextlib.suppress(ZeroDivisionError), rarely_looking():
        assert gc.isenabled()
        assert gc.get_threshold()[0] > before[0][0]
        raise ZeroDivisionError
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
