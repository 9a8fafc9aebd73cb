"""Favors as pure functions on plain values, a room for each idea.

``sizes``: minutes and how they are said. ``promises``: states and arrows. ``contract``: the tribe's terms.
``book``: the ledger, what each entry does to the ``rows`` that are derived from it; ``shelf``: such rows in memory.
``standing``, ``price`` and ``journey``: what is worked out of them.
"""
