"""The form of ``notice.yml``: what a person states and confirms about a notice."""

from datetime import date

from etl.inputs.yaml_file import StrictModel

# What stands in a notice.yml for a value that could not be read, until a person fills it in.
PLACEHOLDER = "待确认"
PLACEHOLDER_DATE = date(1900, 1, 1)


class DeclaredList(StrictModel):
    """A list of the notice. ``id`` and ``slug`` are permanent: codes of projects are made of them.

    ``file`` names its document where the notice has several. ``title`` and ``year`` are compared
    with what the document prints; where it prints none, they are what a person says. ``kind``,
    ``level`` and ``constants`` (field: value, for all rows) go before what is read. ``ids`` is how
    many ids in a row the list takes, from ``id`` on: one for each ten thousand numbers.
    """

    id: int
    ids: int = 1
    slug: str
    file: str | None = None
    annex: str = ""
    title: str
    year: int
    kind: str | None = None
    level: str | None = None
    constants: dict[str, str] = {}
    stated_count: int | None = None
    stated_in: str = ""


class StatedTotal(StrictModel):
    """A total that the notice, or its issuers, state: of the whole notice or of one domain."""

    stated_count: int
    stated_in: str
    domain: str | None = None


class AcceptedProblem(StrictModel):
    """A problem of reading that a person has looked at and accepts, and why."""

    kind: str
    place: str
    reason: str
    file: str | None = None


class DeclaredFile(StrictModel):
    """A document of the notice, as issued."""

    file: str
    sha256: str


class OfficialPage(StrictModel):
    """The official publication of the notice: the site or gazette, and the address of the page."""

    where: str
    address: str


class NoticeFile(StrictModel):
    """The content of ``notice.yml``. ``to_confirm`` names the values that a person has still to
    compare with the document; it must be empty before a build takes the notice."""

    id: int
    slug: str
    title: str
    document_number: str
    issued_on: date
    issuers: list[str]
    obtained_from: str
    published: OfficialPage | None = None
    files: list[DeclaredFile]
    lists: list[DeclaredList]
    stated_totals: list[StatedTotal] = []
    accepted_problems: list[AcceptedProblem] = []
    to_confirm: list[str] = []
