"""Word and Excel files, of today (OOXML) and of old (OLE2). Begin reading at ``ooxml.py``."""
