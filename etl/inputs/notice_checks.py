"""Rules that a single ``notice.yml`` and all of them together must keep."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.inputs.notice_file import PLACEHOLDER, PLACEHOLDER_DATE, NoticeFile
from etl.paths import shown
from etl.problems import ACCEPTABLE, KINDS, Problem
from schema.kinds.fields import fields
from schema.kinds.list_kinds import list_kinds
from schema.vocabulary import StandardLevel

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


def problems_between(notices: Sequence[tuple[Path, NoticeFile]]) -> Iterator[Problem]:
    """What is wrong with confirmed notices, each given with the path of its file."""
    lists = [declared for _, notice in notices for declared in notice.lists]
    for what, values in (
        ("notice id", [notice.id for _, notice in notices]),
        ("notice slug", [notice.slug for _, notice in notices]),
        ("list id", [id for found in lists for id in range(found.id, found.id + found.ids)]),
        ("list slug", [declared.slug for declared in lists]),
    ):
        for value, count in Counter(map(str, values)).items():
            if count > 1:
                yield Problem(
                    "invalid_notice",
                    "",
                    f"{what} {value} is used {count} times",
                    "each id and slug once in all of sources/",
                    file=notices[0][0].name,
                )
    for file, notice in notices:
        path = shown(file)
        if notice.slug != file.parent.name:
            yield Problem(
                "invalid_notice",
                "slug",
                f"{notice.slug!r} in folder {file.parent.name!r}",
                "the folder's name",
                file=path,
            )
        yield from _placeholders(notice, path)
        yield from _problems_of_publication(notice, path)
        yield from _problems_of_files(notice, path)
        yield from _problems_of_lists(notice, path)
        for accepted in notice.accepted_problems:
            if accepted.kind not in ACCEPTABLE:
                known = accepted.kind in KINDS
                yield Problem(
                    "invalid_notice",
                    "accepted_problems",
                    f"{accepted.kind!r} at {accepted.place!r} cannot be accepted"
                    if known
                    else f"{accepted.kind!r} is no kind of problem",
                    f"one of {', '.join(sorted(ACCEPTABLE))}",
                    "Mend what is unknown in curation/ (corrections, vocabulary, organizations), "
                    "or get the document in another form."
                    if known
                    else "Compare with docs/adding-a-notice.md.",
                    file=path,
                )


def _placeholders(notice: NoticeFile, path: str) -> Iterator[Problem]:
    """Values that were taken out of to_confirm without being filled in."""
    declared = notice
    values = {
        "title": [declared.title],
        "document_number": [declared.document_number],
        "issuers": declared.issuers,
        "obtained_from": [declared.obtained_from],
        **{f"list {found.slug}": [found.title, found.stated_in] for found in declared.lists},
    }
    left = [name for name, texts in values.items() if PLACEHOLDER in texts]
    if declared.issued_on == PLACEHOLDER_DATE:
        left.append("issued_on")
    left += [f"list {x.slug} year" for x in declared.lists if x.year == PLACEHOLDER_DATE.year]
    for name in left:
        yield Problem(
            "invalid_notice",
            name,
            f"{PLACEHOLDER}: the value was never filled in",
            "what the document prints",
            "Fill it in; what the document does not say is left out.",
            file=path,
        )


def _problems_of_publication(notice: NoticeFile, path: str) -> Iterator[Problem]:
    page = notice.published
    if page is None:
        return
    if not page.where.strip():
        yield Problem(
            "invalid_notice", "published", "where: nothing", "the site or gazette", file=path
        )
    if not _ADDRESS.fullmatch(page.address):
        yield Problem(
            "invalid_notice",
            "published",
            f"address: {page.address!r}",
            "the address of the official page, https://…",
            "Leave published out where no such page is known.",
            file=path,
        )


def _problems_of_files(notice: NoticeFile, path: str) -> Iterator[Problem]:
    names = [declared.file for declared in notice.files]
    if not names:
        yield Problem("invalid_notice", "files", "no file", "at least one document", file=path)
    for name, count in Counter(names).items():
        if Path(name).name != name:
            yield Problem("invalid_notice", "files", name, "a name without folders", file=path)
        if count > 1:
            yield Problem("invalid_notice", "files", f"{name!r} twice", "each once", file=path)
    for what, entries in (
        ("lists", notice.lists),
        ("accepted_problems", notice.accepted_problems),
    ):
        for entry in entries:
            if entry.file is None and len(names) > 1 and what == "lists":
                found = "a list does not say which file it stands in"
            elif entry.file is not None and entry.file not in names:
                found = f"{entry.file!r} is no file of the notice"
            else:
                continue
            yield Problem(
                "invalid_notice", what, found, f"file: one of {', '.join(names)}", file=path
            )


def _problems_of_lists(notice: NoticeFile, path: str) -> Iterator[Problem]:
    known_kinds = [kind.kind for kind in list_kinds()]
    declared_fields = fields()
    for found in notice.lists:
        place = f"list {found.slug}"
        if found.kind is not None and found.kind not in known_kinds:
            expected = " | ".join(known_kinds)
            yield Problem("invalid_notice", place, f"kind {found.kind!r}", expected, file=path)
        if found.level is not None and found.level not in list(StandardLevel):
            expected = " | ".join(StandardLevel)
            yield Problem("invalid_notice", place, f"level {found.level!r}", expected, file=path)
        for name in found.constants:
            if name not in declared_fields or not declared_fields[name].is_kept:
                yield Problem(
                    "invalid_notice",
                    place,
                    f"constants: {name!r} is no field",
                    ", ".join(name for name, field in declared_fields.items() if field.is_kept),
                    file=path,
                )
