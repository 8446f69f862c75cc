"""Facets with several values, over columns and over what projects are linked to."""
