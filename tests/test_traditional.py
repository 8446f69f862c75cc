"""Lists in traditional characters are recognised; what they print stays as printed."""

import opencc

from etl.recognition.walk import recognise_lists
from etl.records.entries import make_entries
from etl.text.traditional import is_traditional, simplified
from schema.kinds.fields import fields
from tests.builders import curation, document, kinds, table

TITLE = "2014年食品安全國家標準項目計劃"
HEADER = ("序號", "項目名稱", "制定/修訂", "承擔單位")


def test_every_header_word_is_known_in_traditional_characters() -> None:
    to_traditional = opencc.OpenCC("s2t")
    words = [word for field in fields().values() for word in (*field.words, *field.endings)]

    unknown = [word for word in words if simplified(to_traditional.convert(word)) != word]

    assert unknown == []


def test_simplified_characters_stay() -> None:
    assert simplified("序号 制定/修订") == "序号 制定/修订"
    assert not is_traditional("项目名称")
    assert is_traditional("項目名稱")


def test_a_list_in_traditional_characters_is_read_as_printed() -> None:
    rows = table(
        HEADER,
        ("1", "食品安全名詞術語", "修訂", "中國食品工業協會"),
        ("2", "膠原蛋白", "制定", "中國食品工業協會"),
    )

    (found,) = recognise_lists(document(TITLE, rows)).lists
    made = make_entries(found, curation())

    assert [(entry.title, entry.project_type) for entry in made.entries] == [
        ("食品安全名詞術語", "修订"),
        ("膠原蛋白", "制定"),
    ]
    assert (made.kind.kind, made.level) == ("计划", "国家")
    assert set(kinds(made.problems)) == {"unknown_body"}


def test_a_traditional_character_in_a_simplified_list_is_still_suspicious() -> None:
    rows = table(("序号", "项目名称", "制修订", "起草单位"), ("1", "膠原蛋白", "制定", "—"))

    (found,) = recognise_lists(document("2014年国家标准项目计划", rows)).lists

    assert kinds(make_entries(found, curation()).problems) == ["suspicious_text"]
