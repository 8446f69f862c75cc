"""The schema of a catalogue file: made and changed by Alembic migrations, and only by them."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from etl.paths import ROOT


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database of ``connection`` to ``revision``."""
    command.upgrade(_config(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Take the database of ``connection`` back to ``revision``."""
    command.downgrade(_config(connection), revision)


def head_revision() -> str:
    """The newest revision in ``migrations/versions``."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError("migrations/versions holds no migration")
    return head


def _config(connection: Connection | None = None) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["connection"] = connection
    return config
