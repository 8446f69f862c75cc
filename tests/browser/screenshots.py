"""Pictures of the main pages for the documentation: ``make screenshots``.

They show Chinese as this machine's fonts draw it; ``apt install fonts-noto-cjk`` adds good ones.
"""

import sys
from pathlib import Path

from etl.paths import ROOT
from tests.browser.chromium import MISSING, find_chromium, opened_browser, served_site

FOLDER = ROOT / "docs" / "images"
PAGES = {
    "home": "/",
    "projects": "/catalogue/projects?_search=电池",
    "project": "/projects/2025-092",
    "quality": "/quality",
    "policy": "/policy",
}
PHONE_PAGES = {"phone": "/catalogue/projects?_search=电池"}


def take(folder: Path = FOLDER) -> list[Path]:
    """Write a PNG of each page and return their paths."""
    path = find_chromium()
    if path is None:
        sys.exit(MISSING)
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with served_site() as address, opened_browser(path) as browser:
        for pages, width, height in ((PAGES, 1440, 1100), (PHONE_PAGES, 390, 1100)):
            page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
            for name, location in pages.items():
                page.goto(address + location)
                taken.append(folder / f"{name}.png")
                page.screenshot(path=taken[-1])
            page.close()
    return taken


if __name__ == "__main__":
    for picture in take():
        print(picture.relative_to(ROOT))
