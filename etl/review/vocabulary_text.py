"""Terms put into ``vocabulary.yml`` as text, so that its comments and its form stay as they are."""

import yaml

_ITEM = "  - "
_MEMBER = "    "
_VARIANT = "      - "


def with_variant(text: str, field: str, term: str, value: str, reason: str) -> str:
    """The text with another spelling of a term. Raises ``KeyError`` if there is no such term."""
    node = _member(_term(text, field, term), "variants")
    line = f"{_VARIANT}{{value: {_scalar(value)}, reason: {_scalar(reason)}}}"
    if node is None:
        term_node = _term(text, field, term)
        return _inserted(text, _end_of(text, term_node), [f"{_MEMBER}variants:", line])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return _inserted(text, _end_of(text, node), [line])
    # variants: [] or [{…}] in one line: written again, one below the other
    kept = [
        f"{_VARIANT}{{value: {_scalar(item['value'])}, reason: {_scalar(item['reason'])}}}"
        for item in yaml.safe_load(text[node.start_mark.index : node.end_mark.index])
    ]
    end = _line_end_of(text)
    below = "".join(f"{end}{entry}" for entry in (*kept, line))
    before = text[: node.start_mark.index].rstrip(" ")
    return before + below + text[node.end_mark.index :]


def with_term(text: str, field: str, value: str, definition: str, english: str, source: str) -> str:
    """The text with a new term at the end of those of its field. Raises ``KeyError`` if there is
    no such field."""
    node = _member(yaml.compose(text, yaml.SafeLoader), field)
    if node is None:
        raise KeyError(field)
    lines = [
        f"{_ITEM}value: {_scalar(value)}",
        f"{_MEMBER}definition: {_scalar(definition)}",
        f"{_MEMBER}english: {_scalar(english)}",
        f"{_MEMBER}source: {_scalar(source)}",
        f"{_MEMBER}variants: []",
    ]
    return _inserted(text, _end_of(text, node), lines)


def _term(text: str, field: str, value: str) -> yaml.Node:
    terms = _member(yaml.compose(text, yaml.SafeLoader), field)
    nodes: list[yaml.Node] = terms.value if isinstance(terms, yaml.SequenceNode) else []
    for node in nodes:
        found = _member(node, "value")
        if isinstance(found, yaml.ScalarNode) and found.value == value:
            return node
    raise KeyError(f"{field}: {value}")


def _member(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _end_of(text: str, node: yaml.Node) -> int:
    """Where the line after the last one of a node begins: comments below it are not its own."""
    last = node
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        item = last.value[-1]
        last = item[1] if isinstance(item, tuple) else item
    end = text.find("\n", last.end_mark.index)
    return len(text) if end < 0 else end + 1


def _inserted(text: str, at: int, lines: list[str]) -> str:
    end = _line_end_of(text)
    before = text[:at]
    if before and not before.endswith("\n"):
        before += end
    return before + "".join(line + end for line in lines) + text[at:]


def _line_end_of(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _scalar(value: str) -> str:
    """A text as YAML within braces, quoted where it must be."""
    flow = yaml.safe_dump([value], allow_unicode=True, default_flow_style=True, width=100_000)
    return flow.strip()[1:-1]
