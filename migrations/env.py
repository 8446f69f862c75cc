"""Alembic's environment: run migrations on a given connection, or on a file named on the
command line with ``-x database=FILE`` (default: the committed catalogue)."""

from pathlib import Path
from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine

from schema.about import DATABASE_NAME
from schema.all_tables import Base
from schema.facet_codes import TABLE
from schema.search_index import SEARCH_INDEX

_COMMITTED = Path(__file__).resolve().parents[1] / f"{DATABASE_NAME}.db"


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave the search index, its shadow tables and the codes of facets out of comparisons:
    SQLAlchemy has no model for virtual tables, and codes are arrays; tests of their own prove
    both."""
    return not (kind == "table" and name is not None and name.startswith((SEARCH_INDEX, TABLE)))


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=include_name,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    context.configure(dialect_name="sqlite", target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
elif (given := context.config.attributes.get("connection")) is not None:
    migrate(given)
else:
    database = context.get_x_argument(as_dictionary=True).get("database", str(_COMMITTED))
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as own:
        migrate(own)
    engine.dispose()
