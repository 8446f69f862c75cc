"""Proposed links as a person reads them: the row of the announcement, and below it each project."""

from collections.abc import Iterable, Sequence

from etl.linking.link_proposals import Proposal, Proposals
from etl.linking.subjects import AnnouncedStandard, WaitingProject


def proposals_as_json(found: Sequence[Proposals]) -> list[dict[str, object]]:
    """The proposals as ``catalogue link --json`` prints them."""
    return [
        {
            "entry": each.standard.code,
            "number": str(each.standard.number),
            "title": each.standard.title,
            "replaces": list(map(str, each.standard.replaces)),
            "published_on": each.standard.published_on and each.standard.published_on.text,
            "source": each.standard.source,
            "is_likely": each.is_likely,
            "projects": [
                {
                    "project": proposal.project.code,
                    "title": proposal.project.title,
                    "score": round(proposal.score, 3),
                    "reasons": list(proposal.evidence.reasons),
                    "doubts": list(proposal.evidence.doubts),
                }
                for proposal in each.ranked
            ],
        }
        for each in found
    ]


def proposals_lines(each: Proposals) -> list[str]:
    """A standard, then the projects proposed for it, the best first."""
    lines = standard_lines(each.standard)
    for proposal in each.ranked:
        sign = "=>" if proposal is each.best and each.is_likely else " ?"
        lines += proposal_lines(proposal, sign)
    return lines


def standard_lines(standard: AnnouncedStandard) -> list[str]:
    """The row of the announcement."""
    facts = _facts(
        ("代替", map(str, standard.replaces)),
        ("发布", [standard.published_on.text] if standard.published_on else []),
        ("单位", sorted(standard.bodies)),
    )
    return [
        f"{standard.code}  {standard.number}  {standard.title}",
        f"      {standard.source}{facts}",
    ]


def proposal_lines(proposal: Proposal, sign: str = " ?") -> list[str]:
    """The row of the project, what speaks for it, and what against it."""
    project = proposal.project
    lines = [
        f"  {sign} {proposal.score:.2f}  {project.code}  {project.title}",
        f"      {_planned(project)}",
    ]
    if proposal.evidence.reasons:
        lines.append(f"      + {'；'.join(proposal.evidence.reasons)}")
    if proposal.evidence.doubts:
        lines.append(f"      - {'；'.join(proposal.evidence.doubts)}")
    return lines


def summary(found: Sequence[Proposals], shown: int, standards: int) -> str:
    """How many there are, and what to do next."""
    likely = sum(each.is_likely for each in found)
    lines = [
        f"{standards} announced standards without a project: {likely} with a likely one (=>), "
        f"{len(found) - likely} with some to look at (?), {standards - len(found)} with none."
    ]
    if shown < len(found):
        lines.append(f"{shown} of {len(found)} are shown; --limit 0 shows all.")
    if found:
        lines.append(
            "Accept with: catalogue link --accept ENTRY=PROJECT, or one by one with: "
            "catalogue link --ask"
        )
    return "\n".join(lines)


def _planned(project: WaitingProject) -> str:
    listed = [project.listed_on.isoformat()] if project.listed_on else []
    stated = [term for term in (project.level, project.project_type, project.mandate) if term]
    return "计划" + _facts(
        ("", [*listed, *stated]),
        ("代替", map(str, project.replaces)),
        ("单位", sorted(project.bodies)),
    )


def _facts(*facts: tuple[str, Iterable[str]]) -> str:
    text = ""
    for name, values in facts:
        joined = "、".join(values)
        if joined:
            text += f" · {name} {joined}" if name else f" · {joined}"
    return text
