"""Reading a maintainer's YAML file against a model, with a line number for every problem."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from etl.paths import shown
from etl.problems import CatalogueError, Problem
from schema.declared_yaml import LOADER

Model = TypeVar("Model", bound=BaseModel)


class StrictModel(BaseModel):
    """A record of a maintainer's file: no unknown keys, no coercion, no surrounding blanks."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


def read_yaml(path: Path, model: type[Model], kind: str) -> Model:
    """Read ``path`` as ``model``. Raises ``CatalogueError`` with a problem of ``kind`` for each
    key that is missing, unknown or has the wrong type."""
    try:
        text = path.read_text(encoding="utf-8")
        content = _content(text)
    except FileNotFoundError:
        raise CatalogueError(
            [Problem(kind, "", "the file does not exist", "a file", file=shown(path))]
        ) from None
    except UnicodeDecodeError as error:
        raise CatalogueError(
            [Problem(kind, f"byte {error.start}", "not UTF-8 text", file=shown(path))]
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        what = f"not readable as YAML: {getattr(error, 'problem', None) or error}"
        raise CatalogueError([Problem(kind, place, what, file=shown(path))]) from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        node = yaml.compose(text, yaml.SafeLoader)
        raise CatalogueError(
            Problem(
                kind,
                _line_of(node, item["loc"]),
                f"{'.'.join(str(part) for part in item['loc']) or 'the file'}: {item['msg']}"
                + (f", found {item['input']!r}" if item["type"] != "missing" else ""),
                file=shown(path),
            )
            for item in error.errors()
        ) from None


def _content(text: str) -> Any:
    try:
        return yaml.load(text, LOADER)
    except yaml.YAMLError:
        # The reader in Python says what is wrong in words that have their Chinese.
        return yaml.safe_load(text)


def _line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> str:
    """The line of the value at ``location``, or of the nearest node around it."""
    line = 1
    for part in location:
        if node is None:
            break
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            key, node = pairs.get(str(part), (None, None))
            if key is not None:
                line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part] if part < len(node.value) else None
        else:
            break
    return f"line {line if node is None else max(line, node.start_mark.line + 1)}"
