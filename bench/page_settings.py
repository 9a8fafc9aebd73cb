"""Folkmoot's own settings, but for one more address."""

from folkmoot.site.settings import *  # noqa: F403 - that is what this is

ROOT_URLCONF = "bench.page_urls"
