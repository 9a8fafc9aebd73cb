"""Favors as pure functions on plain values, a room for each idea.

``sizes``: minutes and how they are said. ``promises``: states and arrows. ``contract``: the tribe's terms.
``book``: the ledger, what each entry does to claims, settlements and tallies. ``standing`` and ``price``.
"""
