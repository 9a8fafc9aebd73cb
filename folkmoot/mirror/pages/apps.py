"""The app's name for Django."""

from django.apps import AppConfig


class MirrorConfig(AppConfig):
    name = "folkmoot.mirror.pages"
    label = "mirror"
