"""Looks being read in the background. The task can be run twice, at once, or again after a crash."""

from django_tasks import task

from folkmoot.mirror.pages.reading import read_all_waiting


@task(queue_name="mirror")
def read_waiting() -> int:
    """Read what waits, one after another, until nothing does or every place is taken; how many were read."""
    return read_all_waiting()
