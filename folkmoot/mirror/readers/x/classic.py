"""The archive of before 2018: tweets.csv, and the same posts by month as scripts (called Grailbird)."""

import csv
from collections.abc import Iterator
from typing import Any

from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.textstream import LONGEST_LINE, lines, until_damaged


def is_table(first_line: str) -> bool:
    """Is this the first line of tweets.csv?"""
    columns = {column.strip(' "') for column in first_line.split(",")}
    return {"tweet_id", "timestamp", "text"} <= columns


def rows(member: Member, notes: Notes) -> Iterator[dict[str, Any]]:
    """Rows of tweets.csv in the shape that the scripts have."""
    csv.field_size_limit(LONGEST_LINE)
    with until_damaged(member.name, notes), member.open() as stream:
        table = csv.DictReader(lines(stream))
        try:
            for row in table:
                yield _tweet(row)
        except csv.Error:
            notes.say(f"{member.name} is no table any more after line {table.line_num}: what stands before was read.")


def _tweet(row: dict[str, Any]) -> dict[str, Any]:
    addresses = [address for address in (row.get("expanded_urls") or "").split(",") if address]
    tweet: dict[str, Any] = {
        "id_str": row.get("tweet_id"),
        "text": row.get("text"),
        "created_at": row.get("timestamp"),
        "in_reply_to_status_id_str": row.get("in_reply_to_status_id"),
        "in_reply_to_user_id_str": row.get("in_reply_to_user_id"),
        "entities": {"urls": _addressed(row.get("text") or "", addresses)},
    }
    if row.get("retweeted_status_id"):
        tweet["retweeted_status"] = {
            "id_str": row["retweeted_status_id"],
            "user": {"id_str": row.get("retweeted_status_user_id")},
        }
    return tweet


def _addressed(text: str, addresses: list[str]) -> list[dict[str, str]]:
    """Which short address stands for which, when there are as many of the ones as of the others."""
    short = [word for word in text.split() if "//t.co/" in word]
    addresses = list(dict.fromkeys(addresses))
    if len(short) != len(addresses):
        return [{"expanded_url": address} for address in addresses]
    return [{"url": one, "expanded_url": other} for one, other in zip(short, addresses, strict=True)]
