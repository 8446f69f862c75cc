"""A site as it is served, on a catalogue built for the tests."""

from tests.site.conftest import site_folder

__all__ = ["site_folder"]
