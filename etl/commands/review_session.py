"""A person's answers to the decisions of a review, asked one by one or for a whole group."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import click

from etl.commands.review_report import decision_lines
from etl.commands.speaking import say
from etl.inputs.curation import Curation
from etl.languages.chinese import translated
from etl.review.decisions import Decision, Group, body_proposal, grouped, to_decide
from etl.review.proposals import NewAlias, NewBody, NewTerm, NewVariant, Proposal
from etl.review.reviewing import Review
from etl.text.cleaning import clean
from schema.vocabulary import OrganizationKind, Role

_HELP = "y yes · n no · c change · a yes to all left in this group · x no to all left · q leave"
_BY_PERSON = "人工判定"
_FEW = 12
_KINDS = [kind.value for kind in OrganizationKind]
_ROLES = [role.value for role in Role]
# Each round reads the documents again: what is known now may split a cell in another way.
_ROUNDS = 8


class _LeftError(Exception):
    """A person leaves the review; what was decided is written."""


def decide_for_scripts(review: Review, groups: Sequence[Group]) -> tuple[int, list[Decision]]:
    """Yes to everything proposed in ``groups``. Returns how much was written and what is left."""
    written = 0
    decisions = review.read()
    for _ in range(_ROUNDS):
        wanted = [d.proposal for d in decisions if d.group in groups and d.proposal is not None]
        now = review.write(wanted) if wanted else 0
        if not now:
            break
        written += now
        decisions = review.read()
    return written, decisions


def ask_all(review: Review) -> tuple[int, list[Decision]]:
    """Ask every decision, writing each answer at once. Returns how much was written and what is
    left; a person may leave at any question."""
    written = 0
    refused: set[tuple[Group, str]] = set()
    decisions = review.read()
    try:
        while True:
            waiting = [d for d in to_decide(decisions) if (d.group, d.printed) not in refused]
            if not waiting:
                break
            before = written
            for group, members in grouped(waiting).items():
                say(f"\n{translated(group.heading)} ({len(members)})\n{_HELP}")
                written += _ask_group(review, members, refused)
            decisions = review.read()
            if written == before:
                break
    except (_LeftError, click.Abort):
        click.echo("")
        decisions = review.read()
    return written, decisions


def _ask_group(review: Review, members: Sequence[Decision], refused: set[tuple[Group, str]]) -> int:
    written = 0
    for number, decision in enumerate(members):
        say(f"\n{number + 1}/{len(members)} " + "\n".join(decision_lines(decision)))
        answer = _answer(decision)
        if answer == "a":
            rest = [d.proposal for d in members[number:] if d.proposal is not None]
            unanswered = [d for d in members[number:] if d.proposal is None]
            refused.update((d.group, d.printed) for d in unanswered)
            return written + review.write(rest)
        if answer == "x":
            refused.update((d.group, d.printed) for d in members[number:])
            return written
        if answer == "n":
            proposal = _after_no(decision)
        elif answer == "c":
            proposal = _changed(decision, review.curation)
        else:
            proposal = decision.proposal
        if proposal is None:
            refused.add((decision.group, decision.printed))
        else:
            written += review.write([proposal])
    return written


def _answer(decision: Decision) -> str:
    choices = ["y", "n", "c", "a", "x", "q"]
    if decision.proposal is None:
        choices.remove("y")
    if decision.group is Group.ROLES:
        choices.remove("c")
    answer: str = click.prompt(
        "?", type=click.Choice(choices, case_sensitive=False), default=choices[0]
    )
    if answer == "q":
        raise _LeftError
    return answer


def _after_no(decision: Decision) -> Proposal | None:
    """A name that is no alias may be a body of its own; any other no leaves things as they are."""
    if decision.group is not Group.ALIASES:
        return None
    body = body_proposal(replace(decision, group=Group.BODIES, proposal=None))
    if body is None or not click.confirm(
        translated(f"a body of its own: {body.kind}, {'；'.join(body.roles)}?"), default=True
    ):
        return None
    return body


def _changed(decision: Decision, curation: Curation) -> Proposal:
    if decision.group is Group.TERMS:
        return _changed_term(decision, curation)
    return _changed_body(decision, curation)


def _changed_body(decision: Decision, curation: Curation) -> Proposal:
    """Another spelling of a body that a person names, or a body with another name or kind."""
    proposed = body_proposal(decision)
    known = decision.similar[0] if decision.similar else ""
    if isinstance(decision.proposal, NewAlias):
        known = decision.proposal.name
    other = click.prompt(
        translated("another spelling of which known body (- for none: a body of its own)"),
        default=known or "-",
        value_proc=lambda text: _one_of(text, {"-", *curation.by_name}, "a known body"),
    )
    if other != "-":
        return NewAlias(decision.printed, other, _BY_PERSON)
    name = click.prompt(translated("name of the body"), default=proposed.name if proposed else None)
    name = clean(name)
    if name in curation.by_name:
        return NewAlias(decision.printed, name, _BY_PERSON)
    kind = click.prompt(
        translated("kind"),
        default=proposed.kind.value if proposed else None,
        value_proc=lambda text: _one_of(
            text, [k.value for k in OrganizationKind], "a kind of body"
        ),
    )
    roles = click.prompt(translated("roles"), default="；".join(decision.roles), value_proc=_roles)
    printed_as = decision.printed if decision.printed != name else ""
    return NewBody(name, OrganizationKind(kind), roles, f"类别由{_BY_PERSON}", printed_as)


def _changed_term(decision: Decision, curation: Curation) -> Proposal:
    """Another spelling of a known value, or a value of its own with its meaning."""
    proposal = decision.proposal
    terms = set(curation.values_of(decision.field).values())
    term = click.prompt(
        translated("another spelling of which known value (- for none: a value of its own)"),
        default=proposal.term if isinstance(proposal, NewVariant) else "-",
        value_proc=lambda text: _one_of(text, {"-", *terms}, "a known value"),
    )
    if term != "-":
        return NewVariant(decision.field, decision.printed, term, _BY_PERSON)
    given = proposal if isinstance(proposal, NewTerm) else None
    definition = click.prompt(translated("meaning"), default=given.definition if given else None)
    english = click.prompt(translated("meaning in English"))
    return NewTerm(decision.field, decision.printed, definition, english)


def _one_of(text: str, known: Collection[str], what: str) -> str:
    answer = clean(text)
    if answer not in known:
        few = f": {', '.join(known)}" if len(known) <= _FEW else ""
        raise click.UsageError(translated(f"{answer!r} is not {what}{few}"))
    return answer


def _roles(text: str | tuple[Role, ...]) -> tuple[Role, ...]:
    if isinstance(text, tuple):
        return text
    parts = text.replace(";", "；").split("；")
    return tuple(Role(_one_of(part, _ROLES, "a role (join several by ；)")) for part in parts)
