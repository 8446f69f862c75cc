"""What is wrong with the supply of packages, in sentences that say what to do."""

from collections.abc import Iterable


class SupplyError(Exception):
    """Sentences for a person: what was found, what was expected, what to do next."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))
