"""Invented posts: sentences with places in them that are filled anew each time, some hundred thousand in all."""

import random
import re

PLACES = {
    "thing": "drill ladder projector tent trailer sewing-machine pressure-cooker bicycle-pump pasta-machine "
    "soldering-iron camera-tripod dehumidifier wheelbarrow hand-saw guitar-amp microscope rice-cooker label-printer",
    "topic": "gardening typography sourdough accessibility choir-practice bicycle-repair beekeeping local-history "
    "static-sites type-checking watercolor dialects bird-song fermentation railway-timetables public-libraries "
    "photogrammetry compost climbing letterpress",
    "work": "zine newsletter podcast library-catalog seed-swap choir repair-café parser map-of-benches reading-group "
    "synth-patch field-guide photo-series bus-timetable board-game font kernel-patch recipe-book",
    "name": "Ana Birch Cem Dorota Eyo Finn Greta Hana Ines Jonas Kofi Lena Milo Nuria Oskar Priya Rosa Sami Tove",
    "town": "Leith Tromsø Graz Porto Ghent Lublin Bergen Turku Cork Basel Malmö Tartu Arles Delft Brno",
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "tag": "fediverse bookstodon python gardening histodons mastoart linux cycling baking birds",
    "good": "lovely careful patient honest odd brilliant quiet generous sturdy useful",
    "n": "2 3 4 5 6 7 8 9 11 12 14 20 25 30 40",
}
FRAMES = {
    "give": (
        "Here is how I fixed the {thing} in {n} minutes: https://example.org/{topic}/{n}",
        "If you care about {topic}, read what {name} wrote about the {work}, it is the best I have seen.",
        "TIL that {topic} works without a {thing}: you only need {n} minutes and a {good} friend.",
        "Wrote up everything I know about {topic} for beginners: https://example.org/notes/{n} #{tag}",
        "The {good} {work} by {name} is free to download now, {n} pages on {topic}.",
        "Tip: keep your {thing} dry and oil it every {n} weeks, it lasts twice as long.",
        "Slides from my talk on {topic} in {town} are online, with all the code.",
        "The library in {town} lends a {thing} for {n} days, nobody seems to know. #{tag}",
    ),
    "talk": (
        "What do you think about {topic} in schools?",
        "I see it the other way round: the {work} only works because {name} is so {good}.",
        "That is a good point, and it happened to us in {town} as well.",
        "How did you get into {topic}? For me it was a {good} {thing}.",
        "Yes, exactly this. {n} of us tried it on {day} and nobody was bored.",
        "Ha, the {thing} again! Did it survive {day}?",
        "Which {work} would you show to somebody who has never heard of {topic}?",
        "Not sure I agree, but I had not thought of the {thing} before.",
        "Thank you, that helped a lot with the {work}!",
        "Thanks for the {good} words about the {work}, {name} will be glad.",
    ),
    "offer": (
        "I have a spare {thing} to give away in {town}, first come first served.",
        "Happy to help anybody with {topic}, just send me a message.",
        "We have {n} free seats for the {topic} evening on {day}, come along.",
        "I can lend you my {thing} for the weekend if you need it.",
    ),
    "ask_self": (
        "Please boost: my new {work} about {topic} is out! Buy it here https://example.org/shop/{n}",
        "Can you all vote for my {work}? It takes {n} seconds. #{tag}",
        "Only {n} followers to go, please share my profile!",
        "Please back my {work} on the crowdfunding page, {n} days left.",
        "Would you please subscribe to my {work}? I need {n} more readers.",
        "Retweet if you like {topic} and follow me for more. #{tag}",
    ),
    "ask_other": (
        "{name} in {town} lost a {thing} in the flood, can anyone lend one until {day}?",
        "Please sign for the {work} in {town}, the council decides on {day}.",
        "Does anybody know a {good} home for {n} kittens near {town}? #{tag}",
        "Could somebody help {name} carry a {thing} on {day}?",
    ),
    "ask_named": (
        "Could you look at the {work} before {day}? You know {topic} best.",
        "Can you lend me your {thing} on {day}?",
    ),
    "say": (
        "{n} hours of {topic} today and I am tired.",
        "Rain in {town} again. #{tag}",
        "Made soup with the {thing}. It was {good}.",
        "My {work} has {n} chapters now.",
        "{day}. The {thing} is broken and so am I.",
        "Nobody in {town} talks about {topic} any more, and yet here we are, with {n} people in a cold room.",
    ),
    "german": (
        "Hat jemand in {town} einen {thing} übrig? Ich bräuchte ihn bis Freitag.",
        "Hier ist meine Anleitung zu {topic}: https://example.org/de/{n}",
        "Danke dir, das hat beim {work} sehr geholfen!",
        "Wie seht ihr das mit {topic}? Ich bin nach {n} Jahren immer noch unsicher.",
        "Bitte teilen: mein neues {work} ist da!",
        "Heute {n} Stunden {topic}. Schön war es.",
    ),
}
_PARTS = {
    kind: [tuple(re.split(r"\{(\w+)\}", frame)) for frame in frames] for kind, frames in FRAMES.items()
}  # text, place, text, place, ..., text
_WORDS = {place: [word.replace("-", " ") for word in words.split()] for place, words in PLACES.items()}


def sentence(draw: random.Random, kind: str) -> str:
    """A sentence of this kind (of FRAMES)."""
    frames = _PARTS[kind]
    parts = list(frames[int(draw.random() * len(frames))])
    for at in range(1, len(parts), 2):
        words = _WORDS[parts[at]]
        parts[at] = words[int(draw.random() * len(words))]
    return "".join(parts)
