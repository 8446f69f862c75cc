"""The schema of a catalogue file: made and changed by Alembic migrations, and only by them."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from etl.paths import ROOT

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database of ``connection`` to ``revision``."""
    from alembic import command

    command.upgrade(_config(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Take the database of ``connection`` back to ``revision``."""
    from alembic import command

    command.downgrade(_config(connection), revision)


def make_by_migrations(path: Path) -> None:
    """Make an empty catalogue by all migrations in their order."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        upgrade(connection)
        connection.commit()
    engine.dispose()


def head_revision() -> str:
    """The newest revision in ``migrations/versions``."""
    from alembic.script import ScriptDirectory

    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError("migrations/versions holds no migration")
    return head


def _config(connection: Connection | None = None) -> "Config":
    # Alembic takes a quarter of a second to load, and a build seldom needs it.
    from alembic.config import Config

    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["connection"] = connection
    return config
