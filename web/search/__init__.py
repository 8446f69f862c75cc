"""Search as a user types it: what is asked for, and where the hits are."""
