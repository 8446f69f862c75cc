"""The corpus: the rows of the annexes rendered in every format and variant, made on the fly."""
