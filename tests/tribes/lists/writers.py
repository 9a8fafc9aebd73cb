"""Writes lists as other programs do: the peer that the readers are held against."""

import csv
import io
import quopri
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import vobject
from hypothesis import strategies as st

FIXTURES = Path(__file__).parents[2] / "fixtures" / "lists"


@dataclass(frozen=True)
class Someone:
    name: str
    address: str


_local = st.text("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*/=?^_`{|}~+-", min_size=1, max_size=12)
_domain = st.sampled_from(["example.org", "example.net", "example.com", "a.b.example.org", "xn--bcher-kva.example.com"])
mails = st.builds("{}@{}".format, st.builds("a{}".format, _local), _domain)
handles = st.builds("{}@{}".format, st.from_regex(r"[a-z0-9_]{1,12}", fullmatch=True), _domain)
# Whatever a person may be called, with what breaks tables in it; the second alphabet also exists in Windows-1252
# and makes no sequence that would pass for UTF-8.
names = st.text("aBcÄöüéñŁ李🎶 \"',;:=+-@|\\<>()", max_size=20).map(str.strip)
western_names = st.text("aBcÄöüéñ \"',;=+-\n", max_size=20).map(str.strip)


def everybody(
    addresses: st.SearchStrategy[str] = mails, called: st.SearchStrategy[str] = names
) -> st.SearchStrategy[list[Someone]]:
    """Up to a dozen people with different addresses."""
    return st.lists(st.builds(Someone, called, addresses), min_size=1, max_size=12, unique_by=lambda one: one.address)


def table(
    heading: str,
    row: Callable[[Someone], Sequence[str]],
    people: Sequence[Someone],
    *,
    delimiter: str = ",",
    newline: str = "\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> str:
    """A CSV of these people, as Python's own module writes it; ``heading`` is divided by commas, '' is none."""
    if newline == "\r":
        quoting = csv.QUOTE_ALL  # the module sees no line end in a \n then, and leaves it bare
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    if heading:
        writer.writerow(heading.split(","))
    writer.writerows(row(one) for one in people)
    return out.getvalue()


def mailchimp(people: Sequence[Someone], **how: object) -> str:
    heading = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LEID,EUID,NOTES,TAGS"
    when = "2024-03-02 18:11:40"
    return table(heading, lambda o: [o.address, o.name, "", "2", "", when, "1", "a1", "x, y", '"Alto"'], people, **how)


def substack(people: Sequence[Someone], **how: object) -> str:
    heading = "email,name,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at"
    return table(heading, lambda o: [o.address, o.name, "false", "", "other", "false", "2025-01-01", ""], people, **how)


def ghost(people: Sequence[Someone], **how: object) -> str:
    heading = (
        "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,"
        "created_at,deleted_at,labels,tiers"
    )
    return table(
        heading,
        lambda o: ["65f0", o.address, o.name, "said hello", "true", "false", "", "2025-01-01", "", "a,b", "Free"],
        people,
        **how,
    )


def plain(people: Sequence[Someone], **how: object) -> str:
    return table("Name,E-Mail,City", lambda o: [o.name, o.address, "Harwick"], people, **how)


def following(people: Sequence[Someone], **how: object) -> str:
    heading = "Account address,Show boosts,Notify on new posts,Languages"
    return table(heading, lambda o: [o.address, "true", "false", "en, de"], people, **how)


def vcard_30(people: Sequence[Someone]) -> str:
    """By the vobject library."""
    cards = []
    for one in people:
        card = vobject.vCard()
        card.add("fn").value = one.name or "?"
        card.add("n").value = vobject.vcard.Name(given=one.name)
        card.add("email").value = one.address
        cards.append(card.serialize())
    return "".join(cards)


def vcard_21(people: Sequence[Someone]) -> str:
    """As an old phone: everything quoted-printable, long lines broken softly."""
    cards = []
    for one in people:
        name = one.name.replace("\\", "\\\\").replace(";", "\\;")
        name = quopri.encodestring(name.encode(), quotetabs=True).decode().replace("\n", "\r\n")
        cards.append(
            "BEGIN:VCARD\r\nVERSION:2.1\r\n"
            f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name}\r\n"
            f"TEL;CELL:+440000\r\nEMAIL;INTERNET;PREF:{one.address}\r\nEND:VCARD\r\n"
        )
    return "".join(cards)


def vcard_40(people: Sequence[Someone]) -> str:
    """By RFC 6350, folded at 75 bytes."""
    cards = []
    for one in people:
        name = one.name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
        lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{name}", f'EMAIL;TYPE="home,x:y";PREF=1:{one.address}', "END:VCARD"]
        cards.append("".join(_folded(line) + "\r\n" for line in lines))
    return "".join(cards)


def _folded(line: str) -> str:
    return "\r\n ".join(line[at : at + 60] for at in range(0, len(line), 60))
