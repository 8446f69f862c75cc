"""Every locked package has a licence that somebody judged and that is accepted."""

from email.message import Message
from pathlib import Path

import pytest

from supply.errors import SupplyError
from supply.licences import (
    Licence,
    check_licences,
    declared_licence,
    installed_declarations,
    is_accepted,
    read_licences,
)
from supply.lock import LockedPackage, locked_packages

PACKAGE = LockedPackage("thing", "1.0", "", ("a" * 64,), ())


def test_every_locked_package_is_listed_as_it_declares_and_accepted() -> None:
    packages = locked_packages()

    faults = check_licences(packages.values(), read_licences(), installed_declarations(packages))

    assert faults == []


@pytest.mark.parametrize(
    "expression",
    ["MIT", "MIT AND PSF-2.0", "GPL-2.0-or-later OR MIT", "(GPL-3.0-only OR ISC) AND Apache-2.0"],
)
def test_licences_that_leave_the_product_free_are_accepted(expression: str) -> None:
    assert is_accepted(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "AGPL-3.0-only",
        "AGPL-3.0-or-later OR GPL-3.0-only",
        "GPL-2.0-or-later",
        "LGPL-3.0-only",
        "SSPL-1.0",
        "CC-BY-NC-4.0",
        "MIT AND AGPL-3.0-only",
        "GPL-2.0-only WITH Classpath-exception-2.0",
    ],
)
def test_licences_that_bind_the_product_are_refused(expression: str) -> None:
    assert not is_accepted(expression)


@pytest.mark.parametrize("expression", ["", "BSD", "Apache 2.0", "MIT OR", "NoSuch-1.0"])
def test_what_is_no_spdx_expression_is_not_judged(expression: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        is_accepted(expression)


@pytest.mark.parametrize(
    ("licences", "declared", "said"),
    [
        ({}, {"thing": "MIT"}, "no row"),
        ({"other": Licence("other", "MIT", "MIT", "")}, {}, "no lock file"),
        ({"thing": Licence("thing", "AGPL-3.0-only", "AGPL-3.0-only", "")}, {}, "not accepted"),
        ({"thing": Licence("thing", "BSD", "BSD", "")}, {}, "not an SPDX expression"),
        ({"thing": Licence("thing", "MIT", "", "")}, {}, "in the note"),
        ({"thing": Licence("thing", "MIT", "MIT", "")}, {"thing": "AGPL-3.0"}, "Judge"),
    ],
)
def test_a_licence_that_nobody_judged_is_said(
    licences: dict[str, Licence], declared: dict[str, str], said: str
) -> None:
    assert said in " ".join(check_licences([PACKAGE], licences, declared))


def test_the_best_field_of_the_metadata_is_taken() -> None:
    metadata = Message()
    metadata["Classifier"] = "License :: OSI Approved :: MIT License"
    by_classifier = declared_licence(metadata)
    metadata["License"] = "Permission is hereby granted\nto any person"
    by_long_text = declared_licence(metadata)
    metadata.replace_header("License", "MIT licence")
    by_text = declared_licence(metadata)
    metadata["License-Expression"] = "MIT"

    assert by_classifier == by_long_text == "License :: OSI Approved :: MIT License"
    assert by_text == "MIT licence"
    assert declared_licence(metadata) == "MIT"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,licence\n", "columns"),
        ("package,licence,declared,note\na,MIT\n", "four cells"),
        ("package,licence,declared,note\na,MIT,MIT,\na,MIT,MIT,\n", "twice"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "licences.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SupplyError, match=said):
        read_licences(path)
