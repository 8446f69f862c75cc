"""The files in ``zh/``, read: the Chinese of every message, by package of ``etl/``."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from etl.languages.templates import Messages, Template
from schema.declared_yaml import read_declared

WORDS = Path(__file__).with_name("zh")


class Entry(BaseModel):
    """A message of the code, ``en``, and its Chinese. ``composed`` are those that no single text
    of the code has: they are put together there, or come from a library."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: str
    zh: str
    composed: bool = False


@cache
def entries() -> dict[str, list[Entry]]:
    """What the files say, by the name of the package. ``click`` is the library of that name."""
    many = TypeAdapter(list[Entry])
    return {
        path.stem: many.validate_python(read_declared(path)) for path in sorted(WORDS.glob("*.yml"))
    }


@cache
def messages() -> Messages:
    """The messages of our own code."""
    return Messages(
        Template(entry.en, entry.zh)
        for package, known in entries().items()
        if package != "click"
        for entry in known
    )


@cache
def words_of_click() -> dict[str, str]:
    """What Click says, by its English text, whose holes have names."""
    return {entry.en: entry.zh for entry in entries()["click"]}
