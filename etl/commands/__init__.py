"""The commands of ``catalogue``, and what only they need. Begin reading at ``cli.py``."""
