"""A small catalogue for each test, empty at first."""

from pathlib import Path

import pytest

from tests.small_catalogue import SmallCatalogue


@pytest.fixture
def small(tmp_path: Path) -> SmallCatalogue:
    return SmallCatalogue(tmp_path)
