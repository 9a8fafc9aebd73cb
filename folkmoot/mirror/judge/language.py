"""Which texts are in a language that the judge was measured on.

By function words: the small words that every sentence of a language needs and others hardly know. What the network says
about the language only tips the scales: people write in two languages and leave the setting as it is.
"""

import numpy as np

from folkmoot.mirror.judge.tokens import Ints

MEASURED = ("en", "de")
# Words that two of these languages share are left out where they would mislead ('die', 'in', 'on', 'no', 'me', 'a').
_WORDS = {
    "en": (
        "the and you to of is it that this for with are be was have not what can will your my we they i'm it's don't "
        "if do she there who how would their when people please just about from has at but or get by his her our been "
        "out up so know love one like more help need i an as had could should does any us why think see now want did "
        "go because its thanks good really time some make were him them than let's follow need all very here where "
        "which that's you're can't i've i'd we're new see day read book say these off over never only me in on no "
        "a he am"
    ),
    "de": (
        "der die das und ist nicht ich du wir ihr sie es ein eine einen einem einer mit für auf zu den dem des von bei "
        "auch noch wie was wer wenn aber oder nur schon mir mich dich dir euch uns hat haben bin sind war wird werden "
        "kann könnte bitte danke mal nach aus vor über im am zum zur beim vom sich dass daß man kein keine hier sehr "
        "mein dein unser jemand heute morgen gibt doch immer wieder mehr alle als um an so hab habe in"
    ),
    "fr": (
        "le la les des et est une je tu nous vous il elle ils ce cette ces pour pas que qui dans sur avec du au aux ne "
        "mon ton son mais ou où c'est j'ai sont être fait plus merci bonjour quand comme tout très y'a de un se"
    ),
    "es": (
        "el la los las y es una que de por para con no se lo le mi tu su pero como más este esta yo está son hay muy "
        "gracias cuando porque todo también del al ser qué si nos te me en un"
    ),
    "pt": (
        "o os as e é uma que de por para com não se meu minha seu sua mas como mais este esta eu está são há muito "
        "obrigado obrigada quando porque tudo também do da dos das no na em você vocês isso um ao ele ela"
    ),
    "it": (
        "il lo gli le e è una che di per con non si mio tuo suo ma come più questo questa io sono c'è molto grazie "
        "quando perché tutto anche del della dei nel nella un ho hai ha sei dal alla"
    ),
    "nl": (
        "het een en is niet ik je jij wij we ze van voor met op te dat dit zijn er maar of ook nog wel als naar bij "
        "heb heeft kan geen wat hoe mijn jullie deze die de dan uit door"
    ),
    "sv": "och är inte jag du det att en ett som på för med av har till om var men vi de den så kan hur vad när",
    "da": "og er ikke jeg du det at en et som på for med af har til om var men vi de den så kan hvordan hvad når i fra",
    "pl": "i w na z nie się to jest że do jak co ale czy dla po od za tak już jestem są może przez tylko ten ta mnie",
    "tr": "ve bir bu da de için ile çok ne mi ben sen var yok ama gibi daha olan değil kadar nasıl neden şey biz",
    "fi": "ja on ei se että en mutta kun niin ovat olen oli jos mitä tämä hän minä sinä kuin myös ole vain nyt joka",
    "id": "yang dan di ini itu dengan untuk tidak dari aku kamu saya ada akan bisa ya juga ke sudah pada apa kita",
    "tl": "ang ng mga sa na at ako ikaw ka ko mo si ay hindi para kung lang po naman yung niya siya tayo namin kayo",
    "ht": "mwen ou li nou yo nan pou ak pa ki sa gen ap te yon tout men kote ka fè",
}
LANGUAGES = tuple(_WORDS)
OTHER_SCRIPT = len(LANGUAGES)  # column for words in other letters
COLUMNS = OTHER_SCRIPT + 1
_OF: dict[str, list[int]] = {}
for _column, _language in enumerate(LANGUAGES):
    for _word in set(_WORDS[_language].split()):
        _OF.setdefault(_word, []).append(_column)
_LATIN_UNTIL = "\u024f"
_LATIN_MORE = ("\u1e00", "\u1eff")
LONG = 8  # words among which there is a small one, in every language
_OWN = [LANGUAGES.index(language) for language in MEASURED]
_FOREIGN = [column for column in range(len(LANGUAGES)) if column not in _OWN]


def marks_of(key: str, is_word: bool) -> list[int]:
    """The columns that a word speaks for."""
    if key in _OF:
        return _OF[key]
    if is_word and any(
        letter > _LATIN_UNTIL and letter.isalpha() and not _LATIN_MORE[0] <= letter <= _LATIN_MORE[1] for letter in key
    ):
        return [OTHER_SCRIPT]
    return []


def hint_of(language: str | None) -> int:
    """What a network says of a text's language: 1 measured, -1 another, 0 nothing that is understood."""
    if not language:
        return 0
    bare = language.strip().lower().replace("_", "-").split("-")[0]
    if bare in MEASURED:
        return 1
    return -1 if 2 <= len(bare) <= 3 and bare.isalpha() and bare not in ("und", "zxx", "mul", "mis") else 0


def is_measured(marks: Ints, words: Ints, hints: Ints) -> np.ndarray:
    """Of each text whether it may be judged; ``marks`` are texts × COLUMNS, ``words`` how many words it has."""
    own = marks[:, _OWN].max(1)
    foreign = marks[:, _FOREIGN].max(1)
    other = marks[:, OTHER_SCRIPT]
    strange = np.select(
        [hints > 0, hints < 0],
        [(foreign >= own + 3), ((foreign >= own) & ((foreign > 0) | (words >= 3)))],
        (foreign > own) & (foreign >= 2),
    )
    return ~(strange | (other * 2 > words) | ((words >= LONG) & (own == 0)))
