"""Facets with several values, over columns and over the bodies of projects."""
