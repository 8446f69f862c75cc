from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
from datasette.database import Database, Results
from datasette.url_builder import Urls
from datasette.utils.asgi import Request, _App
from jinja2 import Environment

class DatasetteClient:
    async def get(self, path: str, **kwargs: Any) -> httpx.Response: ...
    async def head(self, path: str, **kwargs: Any) -> httpx.Response: ...
    async def post(self, path: str, **kwargs: Any) -> httpx.Response: ...
    async def request(self, method: str, path: str, **kwargs: Any) -> httpx.Response: ...

class Datasette:
    config_dir: Path | None
    databases: dict[str, Database]
    jinja_env: Environment
    max_returned_rows: int
    page_size: int
    sql_time_limit_ms: int
    client: DatasetteClient
    executor: ThreadPoolExecutor
    renderers: dict[str, Any]
    inspect_data: dict[str, Any] | None
    def __init__(
        self,
        files: Sequence[str | Path] | None = ...,
        immutables: Sequence[str | Path] | None = ...,
        *,
        config_dir: Path | None = ...,
        **options: Any,
    ) -> None: ...
    @property
    def urls(self) -> Urls: ...
    async def invoke_startup(self) -> None: ...
    def get_database(self, name: str | None = ..., route: str | None = ...) -> Database: ...
    def add_database(
        self, db: Database, name: str | None = ..., route: str | None = ...
    ) -> Database: ...
    def remove_database(self, name: str) -> None: ...
    # Settings are numbers, switches and texts; metadata is what its file says.
    def setting(self, key: str) -> Any: ...
    def settings_dict(self) -> dict[str, Any]: ...
    def metadata(
        self,
        key: str | None = ...,
        database: str | None = ...,
        table: str | None = ...,
        fallback: bool = ...,
    ) -> Any: ...
    def _table_permission_allows(self, database: str, table: str) -> list[Any]: ...
    def table_metadata(self, database: str, table: str) -> dict[str, Any]: ...
    async def execute(
        self,
        db_name: str,
        sql: str,
        params: Mapping[str, Any] | Sequence[Any] | None = ...,
        truncate: bool = ...,
        custom_time_limit: int | None = ...,
        page_size: int | None = ...,
        log_sql_errors: bool = ...,
    ) -> Results: ...
    async def expand_foreign_keys(
        self, database: str, table: str, column: str, values: Iterable[Any]
    ) -> dict[tuple[str, Any], str]: ...
    async def check_visibility(
        self,
        actor: Mapping[str, Any] | None,
        action: str | None = ...,
        resource: str | tuple[str, str] | None = ...,
        permissions: Sequence[tuple[str, Any] | str] | None = ...,
    ) -> tuple[bool, bool]: ...
    async def permission_allowed(
        self,
        actor: Mapping[str, Any] | None,
        action: str,
        resource: Any = ...,
        default: bool | None = ...,
    ) -> bool: ...
    def absolute_url(self, request: Request, path: str) -> str: ...
    async def render_template(
        self,
        templates: str | Sequence[str],
        context: Mapping[str, Any] | None = ...,
        request: Request | None = ...,
        view_name: str | None = ...,
    ) -> str: ...
    def app(self) -> _App: ...
