"""Pages that were made are kept, and sent again: compressed, with a tag, or not at all (304).

The catalogue of a running site never changes, so that an answer depends on the address alone.

    version.py      what else it depends on: which catalogue, which code
    compression.py  gzip, of whole answers and of streams
    kept_pages.py   the pages of one process, bounded in bytes
    answers.py      ASGI: from what is kept, or made once and kept
"""
