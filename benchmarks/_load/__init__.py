"""Parts of ``benchmarks.load``."""
