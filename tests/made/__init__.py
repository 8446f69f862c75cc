"""Catalogues made for tests: notices, curation and a build of their own."""
