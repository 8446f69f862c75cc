"""The rows one sees as files, and the page of whole-catalogue files."""
