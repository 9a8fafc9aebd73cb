"""How much room there is."""

import shutil
from pathlib import Path


def free_on_disk(folder: Path) -> int:
    """Bytes left where the folder lies, or will lie."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
