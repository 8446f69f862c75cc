"""Messages in the language of the reader: Chinese where the environment says so."""

from etl.languages.locale import is_chinese

# A line of a report is a message only if it has so many letters of one; others are data.
_LEAST_OF_A_LINE = 6


def translated(message: str) -> str:
    """A message in the reader's language."""
    if not is_chinese():
        return message
    # Only here: who reads English needs neither the files nor what reads them.
    from etl.languages.words import messages

    return messages().said(message)


def translated_lines(text: str) -> str:
    """A report in the reader's language: each line that is a message, with its indentation."""
    if not is_chinese():
        return text
    from etl.languages.words import messages

    lines = []
    for line in text.split("\n"):
        bare = line.lstrip()
        indent = line[: len(line) - len(bare)]
        lines.append(indent + messages().said(bare, _LEAST_OF_A_LINE) if bare else line)
    return "\n".join(lines)


def translated_paragraphs(text: str) -> str:
    """A help text in the reader's language, paragraph by paragraph."""
    if not is_chinese():
        return text
    from etl.languages.words import messages

    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(map(messages().whole, paragraphs))
