"""On what kind of page a number was seen: addresses judged, ranks stored, builds stopped."""

import json
from pathlib import Path

import pytest

from etl.outcomes.address_numbers import number_in_address
from etl.outcomes.evidence_rank import other_number
from etl.outcomes.sites import EXCEPTIONS, SITES
from etl.problems import CatalogueError
from schema.numbers import parse_standard_number
from schema.vocabulary import EvidenceRank, SiteKind
from tests.small_catalogue import SmallCatalogue, announced, planned

OFFICIAL, SHOP, MIRROR = "gov.example.org", "shop.example.org", "mirror.example.org"
NUMBER = "GB/T 90001.2-2031"


@pytest.fixture
def made(tmp_path: Path) -> SmallCatalogue:
    """A plan of two projects, and a site of each of three kinds."""
    small = SmallCatalogue(tmp_path)
    small.plan(
        1,
        "2030-01-02",
        planned("20300001-T-469", "茶叶通用要求"),
        planned("20300002-T-469", "咖啡通用要求"),
    )
    small.site(OFFICIAL, SiteKind.OFFICIAL)
    small.site(SHOP, SiteKind.PUBLISHER)
    small.site(MIRROR, SiteKind.SHARING)
    return small


def ranks(small: SmallCatalogue) -> dict[str, str | None]:
    return dict(small.rows("select code, evidence_rank from projects"))


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://a.cn/PDF.aspx/GBT26311-2010", "GB/T 26311-2010"),
        ("https://a.cn/standards/GB/T%2036980-2018", "GB/T 36980-2018"),
        ("https://a.cn/s?code=GB%2FT+44130.4-2025", "GB/T 44130.4-2025"),
        ("https://a.cn/products/gbt18487-5-2024", "GB/T 18487.5-2024"),
        ("https://a.cn/run?cu=gb-t%2F46020-1-2025%2F1.8.2025", "GB/T 46020.1-2025"),
        ("https://a.cn/data/gb-30180-2024.json", "GB 30180-2024"),
        ("https://a.cn/what-is-gb44495-for", "GB 44495"),
        ("https://a.cn/gb/355180.html", None),
        ("https://a.cn/gbt/525311", None),
        ("https://a.cn/newGbInfo?hcno=957BCBA7091D", None),
        ("https://a.cn/gbdownload/581077", None),
        ("https://a.cn/2025/0529/6144113011011134.shtm", None),
    ],
)
def test_the_number_in_an_address_is_read(address: str, number: str | None) -> None:
    found = number_in_address(address)

    assert (found and str(found)) == number


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("GBT90001.2-2031", None),
        ("gbt90001-2-2031", None),
        ("GB90001.2-2031", None),
        ("gbt90001", None),
        ("GBT90001.2-2019", "另一版本"),
        ("GBT90001-2019", "另一版本"),
        ("GBT90001.3-2031", "另一标准"),
        ("GBT90002.2-2031", "另一标准"),
        ("gb90002", "另一标准"),
    ],
)
def test_an_address_with_another_number_is_no_page_of_the_standard(
    path: str, word: str | None
) -> None:
    number = parse_standard_number(NUMBER)
    assert number is not None

    reason = other_number(f"https://a.cn/{path}", number)

    assert reason is None if word is None else reason is not None and word in reason


@pytest.mark.parametrize(
    ("addresses", "rank"),
    [
        (f"https://{MIRROR}/1 https://{OFFICIAL}/1", EvidenceRank.OFFICIAL),
        (f"https://{MIRROR}/1 https://{SHOP}/1", EvidenceRank.PUBLISHER),
        (f"https://{MIRROR}/1", EvidenceRank.OTHER),
        (f"https://{OFFICIAL}/GBT90001-2019 https://{SHOP}/1", EvidenceRank.PUBLISHER),
        (f"https://{SHOP}/GBT90001-2019", EvidenceRank.OTHER),
        (f"https://{OFFICIAL}:8080/1", EvidenceRank.OFFICIAL),
    ],
)
def test_the_best_page_of_the_standard_itself_gives_the_rank(
    made: SmallCatalogue, addresses: str, rank: EvidenceRank
) -> None:
    made.outcome("plan-1-001", "GB/T 90001-2031", "茶叶通用要求", source_urls=addresses)

    assert ranks(made) == {"plan-1-001": rank, "plan-1-002": None}
    assert made.rows("select evidence_rank from standards") == [(rank,)]


def test_a_project_of_two_standards_promises_what_holds_for_both(made: SmallCatalogue) -> None:
    for part, host in ((1, OFFICIAL), (2, MIRROR)):
        number, title = f"GB/T 90001.{part}-2031", f"茶叶 第{part}部分"
        made.outcome("plan-1-001", number, title, source_urls=f"https://{host}/{part}")

    assert ranks(made)["plan-1-001"] == EvidenceRank.OTHER
    assert dict(made.rows("select number, evidence_rank from standards")) == {
        "GB/T 90001.1-2031": EvidenceRank.OFFICIAL,
        "GB/T 90001.2-2031": EvidenceRank.OTHER,
    }


def test_an_announcement_is_an_official_page(made: SmallCatalogue) -> None:
    made.announcement(2, "2031-05-07", announced("GB/T 90001-2031", "茶叶通用要求"))
    made.link(("pub-2-001", "plan-1-001"))

    assert ranks(made)["plan-1-001"] == EvidenceRank.OFFICIAL


def test_a_replaced_standard_has_no_rank(made: SmallCatalogue) -> None:
    made.outcome("plan-1-001", "GB/T 90001-2031", "茶叶通用要求", replaces="GB/T 90001-2019")

    found = made.rows("select evidence_rank from standards where role = '被代替标准'")
    assert found == [(None,)]


def test_a_person_can_except_an_address(made: SmallCatalogue) -> None:
    unopened, other = f"https://{OFFICIAL}/1", f"https://{SHOP}/GBT90009-2031"
    made.outcome("plan-1-001", "GB/T 90001-2031", "茶叶通用要求", source_urls=f"{unopened} {other}")
    made.write(
        EXCEPTIONS,
        "address,standard_number,counts,reason",
        f"{unopened},GB/T 90001-2031,no,网页本身未打开",
        f"{other},GB/T90001—2031,yes,网页载有两项标准",
    )

    assert ranks(made)["plan-1-001"] == EvidenceRank.PUBLISHER
    assert made.rows("select is_counted, printed_number, reason from evidence_pages") == [
        (0, None, "网页本身未打开"),
        (1, "GB/T 90009-2031", "网页载有两项标准"),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"https://{SHOP}/2,GB/T 90001-2031,no,某", "no outcome of GB/T 90001-2031 has"),
        (f"https://{SHOP}/1,GB/T 90002-2031,no,某", "no outcome of GB/T 90002-2031 has"),
        (f"https://{SHOP}/1,GB/T 90001-2031,yes,某", "counts so without it"),
        (f"https://{SHOP}/1,GB/T 90001-2031,maybe,某", "'maybe'"),
        (f"https://{SHOP}/1,GB/T 90001-2031,no,", "a text"),
        (f"https://{SHOP}/1,90001,no,某", "is no number"),
    ],
)
def test_an_exception_that_nothing_needs_stops_the_build(
    made: SmallCatalogue, row: str, words: str
) -> None:
    made.outcome("plan-1-001", "GB/T 90001-2031", "茶叶通用要求", source_urls=f"https://{SHOP}/1")
    made.write(EXCEPTIONS, "address,standard_number,counts,reason", row)

    with pytest.raises(CatalogueError) as refused:
        made.build()

    (problem,) = refused.value.problems
    assert words in str(problem)
    assert problem.place == "line 2"
    assert problem.file.endswith(EXCEPTIONS)


def test_a_site_that_nobody_has_judged_stops_the_build(made: SmallCatalogue) -> None:
    addresses = f"https://{SHOP}/1 https://unknown.example.org/1"
    made.outcome("plan-1-001", "GB/T 90001-2031", "茶叶通用要求", source_urls=addresses)

    with pytest.raises(CatalogueError) as refused:
        made.build()

    (problem,) = refused.value.problems
    assert problem.file.endswith("outcomes.csv")
    assert problem.place == "line 2"
    assert "'unknown.example.org'" in problem.found
    assert SITES in problem.expected


def test_the_site_behind_a_committee_code_must_be_judged_too(made: SmallCatalogue) -> None:
    path = made.curation / "organizations.csv"
    coded = "技术委员会,归口单位,SAC/TC900,https://unknown.example.org/9,"
    text = path.read_text(encoding="utf-8").replace("技术委员会,归口单位,,,", coded, 1)
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"organizations\.csv line 2.*unknown\.example\.org"):
        made.build()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Shop.example.org,,官方,某,yes", "in small letters"),
        ("https://a.cn,,官方,某,yes", "the host"),
        (f"{SHOP},,官方,某,yes", "each host once"),
        ("a.cn,,政府,某,yes", "'政府'"),
        ("a.cn,,官方,,yes", "a text"),
        ("a.cn,,官方,某,", "yes or no"),
    ],
)
def test_a_fault_in_the_table_of_sites_is_named(made: SmallCatalogue, row: str, words: str) -> None:
    made.append(SITES, row)

    with pytest.raises(CatalogueError) as refused:
        made.build()

    assert any(words in str(problem) for problem in refused.value.problems)


def test_projects_hold_dates_and_replaced_standards_of_their_results(made: SmallCatalogue) -> None:
    made.outcome(
        "plan-1-001",
        "GB/T 90001.1-2031",
        "茶叶 第1部分",
        published_on="2031-08-01",
        implemented_on="2032-02-01",
        replaces="GB/T 90003-2001; GB/T 90001-1999 (partly)",
    )
    made.outcome("plan-1-001", "GB/T 90001.2-2031", "茶叶 第2部分", published_on="2031-06")

    found = made.rows(
        "select published_on, implemented_on, replaced_numbers from projects order by id"
    )

    assert found[0][:2] == ("2031-06", "2032-02-01")
    assert json.loads(found[0][2]) == ["GB/T 90001-1999", "GB/T 90003-2001"]
    assert found[1] == (None, None, "[]")
