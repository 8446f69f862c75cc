"""The ground floor: how printed text is read, whatever it stands in. Imports nothing of ours."""
