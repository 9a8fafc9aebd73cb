"""Bytes that nobody would send: whatever comes, the mirror neither falls over, nor hangs, nor writes.

`python -m tests.mirror.fuzz SECONDS` runs every target for its share of the time (docs/development.md).
"""
