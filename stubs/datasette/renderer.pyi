from collections.abc import Iterable, Sequence
from typing import Any

from datasette.utils import MultiParams
from datasette.utils.asgi import Response

def convert_specific_columns_to_json(
    rows: Iterable[Sequence[Any]], columns: Sequence[str], json_cols: Iterable[str]
) -> list[Sequence[Any]]: ...
def json_renderer(args: MultiParams, data: dict[str, Any], view_name: str | None) -> Response: ...
