"""Entries → projects and standards: which rows of which lists are about the same thing."""
