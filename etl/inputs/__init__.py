"""The maintainers' files, ``curation/`` and ``notice.yml``, read strictly."""
