"""What the values of closed lists mean, in Chinese and English: ``closed_values.yml``, read."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from schema.declared_yaml import read_declared

DECLARED_VALUES = Path(__file__).with_name("closed_values.yml")


class ClosedValues(BaseModel):
    """The values of one closed list: ``values`` gives for each its meaning in Chinese and English;
    ``columns`` are those that hold them, as ``table.column``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: tuple[str, ...]
    title: str
    english: str
    values: dict[str, tuple[str, str]]


@cache
def closed_values() -> dict[str, ClosedValues]:
    """Every declared list, by the name of its class in ``vocabulary`` or ``policy_vocabulary``."""
    content = read_declared(DECLARED_VALUES)
    return {name: ClosedValues.model_validate(declared) for name, declared in content.items()}
