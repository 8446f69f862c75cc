"""The site: Datasette on the checkout as a configuration directory."""

import os
import sys

from etl.paths import ROOT


def serve(port: int, host: str = "127.0.0.1", workers: int = 1) -> None:
    """Become the server of the site of the checkout. Does not return."""
    os.chdir(ROOT)
    module = "web.serving.supervisor"
    sys.stdout.flush()
    options = ["--host", host, "--port", str(port), "--workers", str(workers)]
    os.execv(sys.executable, [sys.executable, "-m", module, *options])
