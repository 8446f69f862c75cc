"""The look at the next Datasette: what its report says."""

from supply.forward import report

RESULTS = """<testsuites><testsuite>
<testcase name="one"/>
<testcase name="two"><failure message="AttributeError: gone
 in a plugin">…</failure></testcase>
<testcase name="three"><error message="AttributeError: gone in a plugin"/></testcase>
<testcase name="four"><failure message="KeyError: 'x'"/></testcase>
</testsuite></testsuites>"""


def test_the_report_counts_what_passes_and_names_the_commonest_causes_first() -> None:
    lines = report("1.0a99", RESULTS).splitlines()

    assert lines[0] == "datasette 1.0a99: 1 of 4 tests of pages pass"
    assert [line.split(maxsplit=1) for line in lines[1:]] == [
        ["2", "AttributeError: gone in a plugin"],
        ["1", "KeyError: 'x'"],
    ]
