"""Whom a sentence of Facebook is about: 'Jörg Test commented on Åsa Test's post.', in the languages of its owners.

Such a sentence stands above each comment, reaction and share, and nowhere else does the export say to whom it was made.
"""

import re
from collections.abc import Collection

LONGEST = 500  # characters of a title that are looked at

# What remains of the sentence once the name of whoever did it is taken off its beginning.
_OF_SOMEBODY = (
    # English
    r"(?:commented on|replied to|responded to|likes|liked|loved|reacted to|shared|wrote on|posted (?:on|to)) "
    r"(?P<who>.+?)['’]s? (?:own )?(?:[\w-]+ ){0,2}?"
    r"(?:post|photo|picture|comment|reply|video|reel|link|status|timeline|wall|album|story|event|note|memory|activity|"
    r"review)\b",
    r"(?:commented on|replied to|likes|liked|loved|reacted to|shared) (?:a|an|the) (?:[\w-]+ ){1,3}?(?:by|from|of) "
    r"(?P<who>.+?)",
    # Danish, Norwegian, Swedish
    r"(?:har )?(?:kommenteret|kommenterede|svaret på|svarede på|delt|delte|reageret på|reagerede på|skrev på|"
    r"skrevet på|synes godt om|kan lide|kommentert|kommenterte|svart på|svarte på|likte|liker|reagert på|reagerte på|"
    r"kommenterat|kommenterade|svarat på|svarade på|gillar|gillade|gillat|delat|delade|reagerat på|reagerade på) "
    r"(?P<whose>.+?) (?:opslag|billede|billeder|kommentar|foto|video|link|indlæg|inlägg|innlegg|bilde|bild|status|"
    r"statusopdatering|tidslinje|begivenhed|svar|reel|minde|album|historie|länk|lenke)\b",
    r"(?:har |synes |kan |gill|komment|svar|del|reager|lik).* (?:fra|af|av|från) (?P<who>.+?)",
    # German
    r"(?:hat )?(?:auf )?(?:einen |eine |ein |den |das |die )(?:[\w-]+ ){0,2}von (?P<who>.+?)"
    r" (?:kommentiert|geantwortet|geteilt|reagiert|markiert|gelikt)",
    r"gefällt (?:ein|eine|der|die|das) .+? von (?P<who>.+?)",
    r"(?:hat )?(?:auf )?(?P<whose>.+?) (?:Beitrag|Foto|Kommentar|Video|Link|Status|Antwort|Album|Reel|Veranstaltung|"
    r"Profilbild|Chronik|Erinnerung)(?: (?:kommentiert|geantwortet|geteilt|reagiert|gelikt))",
    r"gefällt (?P<whose>.+?) (?:Beitrag|Foto|Kommentar|Video|Link|Status|Antwort|Album|Reel|Profilbild)",
    r"hat (?:etwas )?in (?P<whose>.+?) Chronik .*",
    # Dutch
    r"(?:heeft|vindt) .*?\bvan (?P<who>.+?)(?: (?:leuk|geweldig|gedeeld|gereageerd|beantwoord))?",
    # Spanish, Portuguese, French, Italian
    r"(?:ha )?(?:comentó|comentado|respondió|respondido|reaccionó|compartió|le gusta|le gustó|comentou|respondeu|"
    r"reagiu|curtiu|compartilhou|partilhou|gosta) .*?\b(?:de|do|da) (?P<who>.+?)",
    r"(?:a )?(?:commenté|répondu|réagi|partagé|aimé|aime) .*?\b(?:de |d['’])(?P<who>.+?)",
    r"(?:ha )?(?:commentato|risposto|reagito|condiviso|messo) .*?\b(?:di |del |della |d['’])(?P<who>.+?)",
)
_SENTENCES = tuple(
    re.compile(rf"{pattern}(?: (?:in|on|i|auf|op|en|dans|su|på) .+)?[.!]?$", re.IGNORECASE) for pattern in _OF_SOMEBODY
)
_OWN = re.compile(
    r"\b(?:his|her|their|its|your) (?:own )?|\bown\b|\b(?:sit|sin|sine|sitt|sina) (?:eget|egen|egne|egna)?|"
    r"\b(?:seine[nrsm]?|ihre[nrsm]?|eigene[nrsm]?|deine[nrsm]?)\b|\b(?:zijn|haar|hun|eigen|je) |\b(?:su|sus) propi[oa]|"
    r"\bsa propre|\bson propre|\bpropri[oa]\b|\b(?:seu|sua) própri[oa]",
    re.IGNORECASE,
)
# Small letters: Le, An and De are names of people, too.
_NOBODY = re.compile(
    r"(?:a|an|the|his|her|their|your|et|en|ett|ein|eine|einen|einem|einer|eines|den|das|die|der|het|de|een|un|una|une|"
    r"la|le|um|uma|sit|sitt|sin|sina|sine|seinen?|seinem|seiner|seines|ihren?|ihrem|ihrer|zijn|haar|hun|egna?|eget|eigen)"
    r"(?: .*)?"
)
_SHARED = re.compile(
    r"(?:shared|har delt|delte|delade|har delat|delat|hat\b.*\bgeteilt|heeft\b.*\bgedeeld|compartió|ha compartido|"
    r"compartilhou|partilhou|a partagé|ha condiviso)\b",
    re.IGNORECASE,
)
_MEMORY = re.compile(r"memor|minde\b|minne|erinnerung|herinnering|recuerdo|souvenir|ricordo|lembrança", re.IGNORECASE)


def after_name(title: str, name: str | None) -> str:
    """The sentence without whose doing it was, where that is known."""
    title = " ".join(title[:LONGEST].split())
    if name and title.casefold().startswith(name.casefold()):
        return title[len(name) :].strip()
    return title


def is_own(rest: str, known: Collection[str] = ()) -> bool:
    """Is it about something that is one's own?"""
    return _OWN.search(rest) is not None and somebody_in(rest, known) is None


def somebody_in(rest: str, known: Collection[str] = ()) -> str | None:
    """The name of whom the sentence is about; None when it names nobody, or is in a language that is not in the list.

    known: names in small letters, which tell where a name ends that some languages put an s to.
    """
    for sentence in _SENTENCES:
        found = sentence.match(rest)
        if found is None:
            continue
        parts = found.groupdict()
        name = parts.get("who") or _without_s(parts.get("whose") or "", known)
        name = name.strip().strip("\"“”„'’")
        if name and not (_NOBODY.fullmatch(name) and name.casefold() not in known):
            return name
    return None


def is_share(rest: str) -> bool:
    """Does it say that something was passed on? A memory is one's own."""
    return _SHARED.match(rest) is not None and _MEMORY.search(rest) is None


def _without_s(name: str, known: Collection[str]) -> str:
    """'Åsa Tests' is Åsa Test, unless somebody is called so; 'Jonas’' is Jonas."""
    if name.endswith(("'", "’")):
        return name[:-1]
    if name[-2:] in ("'s", "’s"):
        return name[:-2]
    return name if name.casefold() in known or not name.endswith("s") else name[:-1]
