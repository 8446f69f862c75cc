"""The notices themselves on the site: their text as issued, and the way from a row to its line."""
