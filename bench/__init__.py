"""Benchmarks: ``python -m bench NAME [--json]``.

Each prints its figure beside a floor that was measured in the same run, on a database made for it and thrown
away. They are never tests: a missed target says ``"ok": false`` and exits 0.
"""
