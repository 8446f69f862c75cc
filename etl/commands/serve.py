"""The site: Datasette on the checkout as a configuration directory."""

import os
import sys

from etl.paths import ROOT


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Become the Datasette server for the checkout. Does not return."""
    os.chdir(ROOT)
    arguments = [sys.executable, "-m", "datasette", "serve", ".", "-h", host, "-p", str(port)]
    sys.stdout.flush()
    os.execv(sys.executable, arguments)
