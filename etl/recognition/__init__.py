"""Which tables of a document are lists of standards projects, in any layout."""
