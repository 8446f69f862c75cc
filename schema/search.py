"""How text is folded and cut for the search index, and how a query becomes an index query.

Chinese has no blanks between words, so SQLite's tokenizers see a whole run of characters as one
word. The index therefore holds overlapping pairs of characters: 锅炉安全 is stored as
``锅炉 炉安 安全 全``. A query of two or more characters is the phrase of its pairs, so any part
of a title is found, and a single character is found as the beginning of a pair.

Folding makes width, letter case, blanks and punctuation irrelevant: ``ＧＢ/Ｔ 20234.3`` and
``gbt202343`` are the same.
"""

import unicodedata


def fold(text: str) -> str:
    """Letters and digits only, full-width forms narrowed, case folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def index_terms(*texts: str) -> str:
    """The overlapping pairs of each text, and its last character, separated by blanks."""
    terms: list[str] = []
    for text in texts:
        folded = fold(text)
        terms.extend(folded[i : i + 2] for i in range(len(folded)))
    return " ".join(terms)


def match_query(query: str) -> str:
    """The FTS5 query that finds every word of ``query``.

    Words are separated by blanks and must all occur. A query without any letter or digit gives
    a phrase that matches nothing; FTS5 syntax typed by a user is text like any other.
    """
    phrases = []
    for word in query.split():
        folded = fold(word)
        if len(folded) == 1:
            phrases.append(f'"{folded}"*')
        elif folded:
            pairs = " ".join(folded[i : i + 2] for i in range(len(folded) - 1))
            phrases.append(f'"{pairs}"')
    return " ".join(phrases) or '""'
