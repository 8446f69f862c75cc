"""What can be proposed, and written into ``curation/`` once a person agrees."""

from dataclasses import dataclass

from schema.vocabulary import OrganizationKind, Role


@dataclass(frozen=True)
class NewBody:
    """A body for ``organizations.csv``. ``printed_as`` is the printed name where it is not the
    body's own (甲公司等), kept as an alias; ``reason`` says how the kind was found."""

    name: str
    kind: OrganizationKind
    roles: tuple[Role, ...]
    reason: str
    printed_as: str = ""


@dataclass(frozen=True)
class NewAlias:
    """Another spelling of a body, for ``aliases.csv``. The body may itself be a new one."""

    alias: str
    name: str
    reason: str


@dataclass(frozen=True)
class NewRole:
    """Roles in which a known body is met for the first time, for its row."""

    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class NewVariant:
    """Another spelling of a term of ``vocabulary.yml``."""

    field: str
    value: str
    term: str
    reason: str


@dataclass(frozen=True)
class NewTerm:
    """A new term of ``vocabulary.yml``; only fields whose terms come with notices take one."""

    field: str
    value: str
    definition: str
    english: str


Proposal = NewBody | NewAlias | NewRole | NewVariant | NewTerm


def in_words(proposal: Proposal) -> str:
    """What would be written, in one line."""
    match proposal:
        case NewBody(name, kind, roles, _, printed_as):
            known_as = f" {name}, printed as {printed_as}" if printed_as else ""
            return f"new body{known_as}: {kind}, {'；'.join(roles)}"
        case NewAlias(_, name, reason):
            return f"alias of {name} ({reason})"
        case NewRole(_, roles):
            return f"also {'；'.join(roles)}"
        case NewVariant(_, _, term, reason):
            return f"another spelling of {term} ({reason})"
        case NewTerm(_, _, definition, _):
            return f"new value: {definition}"
