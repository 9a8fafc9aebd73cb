"""Every variable that the settings read is in the guide's table, and the table names no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READERS = {"text", "flag", "number", "words"}  # of folkmoot.site.environment


def _read_by(path: Path) -> set[str]:
    """The names of variables that a file reads from the environment."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called in READERS | {"get", "getenv", "setdefault"} and isinstance(first, ast.Constant):
                names.add(first.value)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            names.add(ast.literal_eval(node.slice))
    return {name for name in names if re.fullmatch(r"(FOLKMOOT|DATABASE)_[A-Z_]+", str(name))}


def _in_the_table() -> list[str]:
    return re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "operate.md").read_text(), re.M)


def test_the_guide_lists_every_variable_that_is_read_and_no_other():
    read = set().union(*(_read_by(path) for path in (ROOT / "folkmoot").rglob("*.py")))
    assert len(read) > 15
    assert set(_in_the_table()) == read


def test_the_guide_lists_no_variable_twice():
    assert len(_in_the_table()) == len(set(_in_the_table()))


def test_the_settings_read_the_environment_in_one_place_only():
    """Elsewhere than in the settings, only the program that starts them looks at variables of ours."""
    site = ROOT / "folkmoot" / "site"
    readers = {path for path in (ROOT / "folkmoot").rglob("*.py") if _read_by(path)}
    assert readers <= {site / "settings.py", site / "environment.py", ROOT / "folkmoot" / "cli.py"}
