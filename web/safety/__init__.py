"""Limits and headers of a public site."""
