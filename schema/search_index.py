"""The full-text index of the catalogue and the tables beside it, by name and columns."""

from schema.kinds.fields import fields_of

# Not a mapped table: a contentless full-text index, filled at the end of a build.
SEARCH_INDEX = "projects_fts"
SEARCH_COLUMNS = (
    "code",
    "title",
    "family",
    "departments",
    "committees",
    "standard_numbers",
    "published_titles",
    "replaced_numbers",
    *(
        field.name
        for field in fields_of("projects")
        if field.search and field.name not in ("departments", "committees")
    ),
    "other",
)
# The columns of the index: what is searched, and the values of facets as terms of their own.
FACET_TERMS = "facets"
INDEX_COLUMNS = (*SEARCH_COLUMNS, FACET_TERMS)
# Beside the index, and by their names parts of it: its pairs of Chinese characters, how they are
# read, and how any common character is read.
SEARCH_PAIRS = f"{SEARCH_INDEX}_pairs"
SEARCH_READINGS = f"{SEARCH_INDEX}_readings"
SEARCH_SYLLABLES = f"{SEARCH_INDEX}_syllables"
