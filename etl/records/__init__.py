"""Rows of a list → records: text cleaned, bodies resolved, values and numbers checked."""
