"""The report carries its own styles, for it stands alone; it looks as the rest of Folkmoot does all the same."""

import re
from pathlib import Path

FOLKMOOT = Path(__file__).parents[3] / "folkmoot"
OF_SITE = FOLKMOOT / "site/static/folkmoot/css/tokens.css"
OF_REPORT = FOLKMOOT / "mirror/report/parts/report.css"
COLORS = ("--paper", "--sheet", "--ink", "--quiet", "--line", "--woad", "--weld", "--madder")


def tokens(path):
    found = {}
    for name, value in re.findall(r"(--[\w-]+)\s*:\s*([^;]+);", path.read_text()):
        found.setdefault(name, []).append(" ".join(value.split()))
    return found


def test_the_report_has_the_colors_of_the_pages_in_light_and_dark():
    site, report = tokens(OF_SITE), tokens(OF_REPORT)
    for name in COLORS:
        assert report[name][:2] == site[name][:2], name


def test_what_both_measure_by_is_the_same():
    site, report = tokens(OF_SITE), tokens(OF_REPORT)
    shared = (site.keys() & report.keys()) - {*COLORS, "--edge"}
    assert {"--s1", "--s7", "--h1", "--measure", "--face"} <= shared
    for name in shared:
        assert report[name] == site[name], name
