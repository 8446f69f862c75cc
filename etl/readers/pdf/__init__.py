"""PDF files: glyphs and rules of a page → rows of cells. Begin reading at ``reader.py``."""
