"""Proposals which project an announced standard is the outcome of; a person accepts or refuses."""
