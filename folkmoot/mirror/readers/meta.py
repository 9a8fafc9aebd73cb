"""What Instagram's and Facebook's exports share: damaged letters, labels in the owner's language, lists that may be one
object, people known by what they are called, and messages.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from folkmoot.mirror.archive import Member
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.plaintext import clean, moment, repair_mojibake, repaired
from folkmoot.mirror.readers.entries import MISSHAPEN, entries, listed, record
from folkmoot.mirror.rows import Act, Person, Row

ALONE_AT_MOST = 10_000  # values of an object that stands where a list of such objects should
NAME_AT_MOST = 200  # characters

# What the labels are in the languages in which we have seen them or Meta offers them, in small letters.
WORDS = {
    "comment": (
        "comment opmerking reactie kommentar commentaire comentario comentário commento komentarz yorum comentariu "
        "kommentti komentář комментарий bình_luận"
    ),
    "owner": (
        "media_owner media-eigenaar medieninhaber medieneigentümer medieejer ejer_af_medie mediets_ejer medieägare "
        "ägare_av_media medieeier propriétaire_du_média propietario_del_contenido_multimedia "
        "proprietario_del_contenuto_multimediale proprietário_da_mídia właściciel_mediów medya_sahibi "
        "proprietarul_conținutului_media median_omistaja владелец_медиафайла owner eigenaar eigentümer inhaber ejer "
        "ägare eier propriétaire propietario proprietario proprietário właściciel sahibi"
    ),
    "author": (
        "author auteur autor autorin urheber forfatter ophavsmand författare yazar autore autorul tekijä автор tác_giả"
    ),
    "username": (
        "username gebruikersnaam benutzername nutzername brugernavn användarnamn brukernavn nom_d'utilisateur "
        "nom_de_profil nom_du_profil nombre_de_usuario nome_utente nome_de_usuário nazwa_użytkownika kullanıcı_adı "
        "nume_de_utilizator käyttäjänimi uživatelské_jméno имя_пользователя"
    ),
    "name": "name naam navn namn nom nombre nome nazwa imię ad nume nimi jméno имя tên",
    "caption": (
        "caption bijschrift bildunterschrift billedtekst bildtext bildetekst légende pie_de_foto leyenda didascalia "
        "legenda opis açıklama kuvateksti popisek подпись"
    ),
    "url": "url link адрес",
    "group": "group groep gruppe grupp groupe grupo gruppo grupa grup ryhmä skupina группа nhóm",
}
MEANS = {word.replace("_", " "): meaning for meaning, words in WORDS.items() for word in words.split()}


def meaning(label: object) -> str | None:
    """What a label is to us; None for what is none, or is in a language that is not in the list."""
    return MEANS.get(label.strip().casefold()) if isinstance(label, str) else None


def head_of(head: bytes) -> str:
    """The beginning of a file, repaired as far as it can be without reading JSON."""
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").decode("utf-8", "replace")
    return re.sub(r"(?:\\u00[0-9a-fA-F]{2})+", _letters, text) if "\\u00" in text else text


def _letters(found: re.Match[str]) -> str:
    return repair_mojibake("".join(chr(int(code, 16)) for code in found[0].split("\\u")[1:]))


def each(member: Member, wanted: Sequence[str], notes: Notes) -> Iterator[dict[str, Any]]:
    """Repaired objects of a file: of the list that it is, of the lists under these keys, or the only one that it is."""
    alone: dict[str, Any] = {}
    kept = 0
    for key, entry in entries(member, notes):
        if key is None or key in wanted:
            found = _repaired(entry)
            if isinstance(found, dict):
                yield found
            else:
                notes.skip(member.name)
        elif kept < ALONE_AT_MOST:
            kept += 1
            # Something that comes once stands for itself; ``listed`` makes a list of it where one should be.
            alone[key] = [*listed(alone[key]), entry] if key in alone else entry
    if alone and not any(key in wanted for key in alone):
        found = _repaired(alone)
        if isinstance(found, dict) and found.keys() & _OF_ONE:
            yield found


_OF_ONE = {"media", "string_list_data", "string_map_data", "label_values", "data", "attachments"}


def _repaired(entry: Any) -> Any:
    try:
        return repaired(entry)
    except RecursionError:
        return None


def text_of(value: object) -> str:
    """Words as they are kept; nothing for what is none."""
    return clean(value).strip() if isinstance(value, str) else ""


def key_of(network: str, name: object) -> str | None:
    """Person.key of somebody of whom only the name is known; two of one name are one person to us."""
    if not isinstance(name, str):
        return None
    called = " ".join(name.split()).casefold()[:NAME_AT_MOST]
    return clean(f"{network}:{called}") if called else None


def post_key(network: str, kind: str, when: object, *words: str) -> str:
    """Post.key where the export has no number: the same for the same post in a later export."""
    digest = hashlib.sha256("\0".join((kind, str(when)[:40], *words)).encode("utf-8", "replace"))
    return f"{network}:{kind}:{digest.hexdigest()[:20]}"


class Labelled(NamedTuple):
    """A value with its label, and the titles that it stands under."""

    label: str
    value: str
    href: str
    at: object
    under: tuple[str, ...]


def labelled(tree: object, under: tuple[str, ...] = ()) -> Iterator[Labelled]:
    """The values of a tree of labels: ``[{label, value}, {title, dict: [...]}]`` (since 2024)."""
    for node in map(record, listed(tree)):
        if len(under) < 10 and ("dict" in node or "vec" in node):
            title = text_of(node.get("title")) or text_of(node.get("label"))
            inner = [*listed(node.get("dict")), *listed(node.get("vec"))]
            yield from labelled(inner, (*under, title) if title else under)
        elif "label" in node:
            at = node.get("timestamp_value", node.get("timestamp"))
            yield Labelled(text_of(node["label"]), text_of(node.get("value")), text_of(node.get("href")), at, under)


def of_meaning(values: Sequence[Labelled], wanted: str, under: str | None = None) -> str:
    """The first value with such a label, if asked for under such a title."""
    for one in values:
        if meaning(one.label) == wanted and (under is None or under in map(meaning, one.under)):
            return one.value or one.href
    return ""


def mapped(entry: dict[str, Any]) -> list[Labelled]:
    """The values of ``string_map_data``, in their order."""
    found = record(next(iter(listed(entry.get("string_map_data"))), None))
    return [
        Labelled(label, text_of(one.get("value")), text_of(one.get("href")), one.get("timestamp"), ())
        for label, one in ((label, record(one)) for label, one in found.items())
    ]


# Messages ---------------------------------------------------------------------------------------------------------


_PARTICIPANTS = re.compile(rb'\s*\{\s*"participants"\s*:\s*(\[[^\[\]]*\])\s*,')


def is_messages(text: str) -> bool:
    """Is this the beginning of a conversation? It looks the same in both networks."""
    return text.startswith("{") and re.match(r'\{\s*"(participants|messages)"\s*:', text) is not None


def participants(member: Member) -> list[str]:
    """Who is in a conversation."""
    return [name for one in _participants(member) if (name := text_of(repair_mojibake(str(record(one).get("name")))))]


def _participants(member: Member) -> Iterator[Any]:
    found = _PARTICIPANTS.match(member.head)
    if found is not None:  # they stand first, and there are thousands of such files
        try:
            yield from listed(json.loads(found[1]))
            return
        except ValueError:
            pass
    begun = False
    for key, entry in entries(member, Notes()):  # what is wrong with the file is told when it is read
        if key == "participants":
            begun = True
            yield entry
        elif begun:
            return


def owner_of(conversations: Sequence[Member]) -> str | None:
    """Who is in all of them; of one with a single other, who is named last, as Meta has it."""
    seen: Counter[str] = Counter()
    last = None
    few = conversations[:50]
    for member in few:
        names = participants(member)
        seen.update(set(names))
        last = names[-1] if names else last
    always = [name for name, times in seen.items() if times == len(few)]
    return always[0] if len(always) == 1 else last if len(few) == 1 else None


def messages(
    member: Member, me: Person, my_name: str | None, person: Callable[[str], Person | None], notes: Notes
) -> Iterator[Row]:
    """That there were messages, from whom and to whom, but nothing of what they say.

    my_name: what the owner is called in conversations. person: somebody by such a name.
    """
    mine = key_of(me.network, my_name) if my_name else None
    others = {}
    for name in participants(member):
        other = person(name)
        if other is not None and other.key != me.key and key_of(me.network, name) != mine:
            others[other.key] = other
    yield from others.values()
    alone = next(iter(others)) if len(others) == 1 else None
    for key, entry in entries(member, notes):
        if key != "messages":
            continue
        try:
            name = text_of(repair_mojibake(entry["sender_name"]))
            sender, at = person(name), moment(entry.get("timestamp_ms"))
        except MISSHAPEN:
            sender = None
        if sender is None:
            notes.skip(member.name, "message")
        elif sender.key == me.key or key_of(me.network, name) == mine:
            yield Act("message", me.key, alone, at)
        else:
            if sender.key not in others:
                others[sender.key] = sender
                yield sender
            yield Act("message", sender.key, me.key, at)
