"""What is handed in goes straight into the look's private folder, never through a shared one."""

import os
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from folkmoot.mirror.pages.folders import Folder
from folkmoot.mirror.pages.rules import FILES_AT_MOST


class HandedIn(UploadedFile):
    """A file that lies in the folder already."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(file=None, name=name, size=size)

    def close(self) -> None:
        """It is closed."""


class IntoFolder(FileUploadHandler):
    """Writes each file into the folder as it comes; of more than may be handed in only the names."""

    chunk_size = 1 << 20  # bytes

    def __init__(self, request: HttpRequest, folder: Folder) -> None:
        super().__init__(request)
        self._folder = folder
        self._count = 0
        self._file: IO[bytes] | None = None

    def new_file(self, *args: Any, **more: Any) -> None:
        """Open its place."""
        super().new_file(*args, **more)
        self._count += 1
        if self._count > FILES_AT_MOST + 1:  # one more, so that it can be told that there are too many
            raise SkipFile
        place = self._folder.place_for(self._count, self.file_name or "")
        self._file = os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write it down; nobody else needs it."""
        if self._file is not None:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> HandedIn:
        """Close it."""
        self._close()
        return HandedIn(self.file_name or "", file_size)

    def upload_interrupted(self) -> None:
        """The other side has gone."""
        self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
