"""The documentation on the site, and the page for readers of English."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest

import schema.policy_vocabulary
import schema.vocabulary
from etl.paths import ROOT
from schema.all_tables import Base
from schema.closed_values import closed_values
from schema.dictionary import declarations
from tests.site.conftest import Site
from web.guide.guide_pages import PAGES
from web.guide.markdown import read_document, site_address

ADDRESSES = [page.path for page in PAGES]


def page(site: Site, address: str) -> lxml.html.HtmlElement:
    answer = site.get(address)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.text)


@pytest.mark.parametrize("address", [*ADDRESSES, "/en"])
def test_every_link_of_a_page_leads_somewhere(site: Site, address: str) -> None:
    shown = page(site, address)
    anchors = {*shown.xpath("//@id")}
    links = {str(link) for link in shown.xpath("//main//a/@href")}

    assert {unquote(link[1:]) for link in links if link.startswith("#")} <= anchors
    for link in sorted(link for link in links if link.startswith("/")):
        path, _, _ = link.partition("#")
        assert site.get(path, follow_redirects=True).status_code == 200, link


def test_the_navigation_and_the_footer_lead_to_the_documentation(site: Site) -> None:
    shown = page(site, "/quality")

    assert shown.xpath("//header//nav//a[text()='说明']/@href") == ["/guide"]
    footer = {str(link) for link in shown.xpath("//footer//a/@href")}
    assert {"/guide", "/guide/api", "/openapi.json", "/feed.atom", "/en"} <= footer


@pytest.mark.parametrize("address", ["/", "/catalogue/projects", "/projects/2024-017", "/nothing"])
def test_every_page_has_a_link_to_english(site: Site, address: str) -> None:
    shown = lxml.html.fromstring(site.get(address).text)

    for part in ("header", "footer"):
        assert shown.xpath(f"//{part}//a[@hreflang='en'][@lang='en']/@href") == ["/en"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_the_guide_is_marked_in_both_navigations(site: Site, address: str) -> None:
    shown = page(site, address)

    current = shown.xpath("//header//a[@aria-current='page']/text()")
    here = shown.xpath("//nav[@aria-label='说明各页']//a[@aria-current='page']/@href")
    assert (current, here) == (["说明"], [address])


def test_the_dictionary_has_every_table_and_column_by_anchor(site: Site) -> None:
    anchors = set(page(site, "/guide/dictionary").xpath("//@id"))

    for table in Base.metadata.sorted_tables:
        assert {table.name, *(f"{table.name}.{c.key}" for c in table.columns)} <= anchors


def test_the_dictionary_says_what_the_catalogue_says(site: Site) -> None:
    text = page(site, "/guide/dictionary").text_content()

    declared = declarations()["projects"].columns["source_cells"]
    assert declared.description in text
    assert "有已核实的成果，或官方公告列有该标准" in text


def test_english_is_marked_as_english_and_explains_every_column(site: Site) -> None:
    shown = page(site, "/en")
    text = " ".join(shown.xpath("//main")[0].text_content().split())

    assert shown.xpath("//main/@lang") == ["en"]
    for table in ("projects", "standards", "project_outcomes", "organizations"):
        for column in declarations()[table].columns.values():
            assert " ".join(column.english.split()) in text
    for values in closed_values().values():
        assert all(english in text for _, english in values.values.values())


def test_the_values_that_lists_print_are_explained_in_english(site: Site) -> None:
    rows = site.get("/catalogue/vocabulary.json?_shape=array").json()
    text = page(site, "/en").text_content()

    shown = [row for row in rows if row["field"] in ("project_type", "mandate", "domain")]
    assert shown
    assert all(row["value"] in text and row["english"] in text for row in shown)


@pytest.mark.parametrize("name", closed_values())
def test_every_value_of_a_closed_list_is_explained(name: str) -> None:
    declared = closed_values()[name]
    known = getattr(schema.vocabulary, name, None) or getattr(schema.policy_vocabulary, name)

    assert list(declared.values) == [value.value for value in known]
    for place in declared.columns:
        table, _, column = place.partition(".")
        assert column in declarations()[table].columns


def test_every_address_of_the_texts_answers(site: Site) -> None:
    for path in (*(ROOT / "docs/zh").glob("*.md"), ROOT / "docs/en/catalogue.md"):
        for address in re.findall(r"```url\n(.+)\n```", path.read_text(encoding="utf-8")):
            answer = site.get(site_address(address), follow_redirects=True)
            assert answer.status_code == 200, address


def test_sql_of_a_page_can_be_run_by_a_link(site: Site) -> None:
    shown = page(site, "/guide/recipes")

    links = shown.xpath("//a[text()='在网站上运行']/@href")
    statements = shown.xpath("//pre/code/text()")
    assert len(links) == len(statements) > 5
    answer = site.get(str(links[0]))
    assert answer.status_code == 200
    assert "消防" in answer.text


def test_html_in_a_text_is_shown_not_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    lines = ("# 标题", "## <b>粗</b>", "<script>alert(1)</script> [x](javascript:alert)")
    path.write_text("\n\n".join(lines), "utf-8")

    document = read_document(path, lambda address: address, "运行")

    assert document.title == "标题"
    assert "<script" not in document.html
    assert "<script>alert(1)</script>" in unescape(str(document.html))
    assert not lxml.html.fromstring(f"<div>{document.html}</div>").xpath("//a")


def test_an_unknown_page_is_not_found(site: Site) -> None:
    assert site.get("/guide/nothing").status_code == 404
