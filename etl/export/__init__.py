"""The forms in which the whole catalogue is downloaded."""
