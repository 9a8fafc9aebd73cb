"""Favors make mails of the asks that reach people."""

from django.apps import AppConfig


class FavorsConfig(AppConfig):
    """Says to talk, which sends what may interrupt, who makes the mail of an ask."""

    name = "folkmoot.favors"

    def ready(self) -> None:
        from folkmoot.favors.mails import of_ask
        from folkmoot.talk.interruptions import MAKERS

        if of_ask not in MAKERS:
            MAKERS.append(of_ask)
