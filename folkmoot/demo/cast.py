"""The people of the demo tribe. All of them are made up."""

from dataclasses import dataclass

from folkmoot.demo.words.tribe import TIME_ZONE


@dataclass(frozen=True)
class Part:
    """One person as cast. ``arrives_with`` and ``goes_with`` are keys of threads.

    ``hours`` is when they are up and writing: two hours of the day, local; past midnight when the second is
    smaller.
    """

    name: str
    display_name: str
    about: str
    can_help_with: str
    topics: tuple[str, ...]
    hours: tuple[int, int] = (8, 22)
    leader: bool = False
    arrives_with: str | None = None  # the thread of their first post; None: there from the first days
    leaves_after: str | None = None
    removed_before: str | None = None
    time_zone: str = TIME_ZONE


CAST: tuple[Part, ...] = (
    Part(
        "mara",
        "Mara Lindqvist",
        "I have the keys, and the phone number of everyone who has borrowed one. Dispatcher for the school buses"
        " until two, here after that.",
        "Knowing who knows. Sash windows, forms, the first cup of coffee",
        ("house", "meetings", "neighbors", "garden"),
        (6, 22),
        leader=True,
    ),
    Part(
        "des",
        "Desmond Okafor",
        "Thirty years of bicycles and still no car. I look after the workshop; the bandsaw looks after itself.",
        "Wheels, brakes, hinges, locks, saying when a thing is really dead",
        ("workshop", "house", "meetings"),
        (7, 21),
        leader=True,
    ),
    Part(
        "ilse",
        "Ilse Vandermeer",
        "I lead the choir and teach piano to children who have not practiced. The tank is the best instrument I"
        " have ever stood inside.",
        "Reading music, breathing, finding your part, piano tuning (small sins only)",
        ("choir", "meetings"),
        (8, 23),
        leader=True,
    ),
    Part(
        "walter",
        "Walter Pruitt",
        "Worked at this station from 1962 until they closed it. Widower, Weir Lane, the house with the green gate.",
        "Pumps, valves, pipe threads, where everything is buried",
        ("house", "workshop", "garden"),
        (7, 20),
    ),
    Part(
        "juno",
        "Juno Abara",
        "16, alto, I take apart synthesizers and usually put them back",
        "phones, soldering small stuff, explaining things to your parents",
        ("workshop", "choir"),
        (15, 23),
    ),
    Part(
        "bo",
        "Bo Halloran",
        "i bake at night and sleep when you are all being useful",
        "bread, ovens, anything that happens before 6 am",
        ("kitchen", "neighbors"),
        (2, 13),
    ),
    Part(
        "jarek",
        "Jarek Wolny",
        "Electrician, from Gdynia. My English is from radio and from my daughter, she corrects.",
        "Wiring, motors, switches, old radios. Also pierogi",
        ("workshop", "house"),
        (6, 21),
    ),
    Part(
        "pilar",
        "Pilar Echeverría",
        "I cook for six and we are two, so somebody has to come. Keeper of the big pot.",
        "Feeding any number of people, Spanish homework, hems",
        ("kitchen", "garden", "choir"),
    ),
    Part(
        "kofi",
        "Kofi Mensah-Bright",
        "Compost is my love language. Bed 7, the one with the sign that says WIP (worms in progress).",
        "Soil, seedlings, pruning, carrying things that are heavy and smell",
        ("garden", "kitchen"),
        (6, 21),
    ),
    Part(
        "nadia",
        "Nadia Rahimi",
        "Librarian at the branch on Cooper's Steps. I keep the seed drawers and the shelf of manuals.",
        "Finding things out, seed saving, mending books, Farsi",
        ("garden", "meetings", "workshop"),
        (8, 22),
    ),
    Part(
        "gus",
        "Gus Pappas",
        "Sorrel Street 14, the wall next to yours. Drive the first trolley out, so in bed by eight.",
        "Engines, moving vans, feta",
        ("house", "neighbors"),
        (4, 20),
    ),
    Part(
        "leonie",
        "Leonie Achterberg",
        "Drums, percussion, and apologizing for drums. Conservatory, third year.",
        "Rhythm, late errands, looking after cats, German and Dutch",
        ("choir", "neighbors"),
        (10, 24),
    ),
    Part(
        "priya",
        "Priya Raman",
        "Our treasurer. I like a column that adds up and a garden that doesn't have to.",
        "Tax letters, budgets, grant forms, idli",
        ("meetings", "garden", "house"),
        (7, 22),
    ),
    Part(
        "ollie",
        "Ollie Trent",
        "Dad of twins (3). Everything I write is typed with one thumb, sorry in advance.",
        "Carpentry at toddler height, photographs, lending you two toddlers",
        ("neighbors", "kitchen", "workshop"),
        (5, 21),
    ),
    Part(
        "fen",
        "Fen Castellanos",
        "They/them. I draw signs, maps and vegetables with feelings.",
        "Posters, lettering, painting walls, linocut",
        ("choir", "garden", "workshop"),
        (9, 24),
    ),
    Part(
        "hanne",
        "Hanne Dahl",
        "Two hives on the pump house roof. They were here first.",
        "Bees, wasps (they are not bees), ladders",
        ("garden", "house"),
        (6, 20),
    ),
    Part(
        "rashid",
        "Rashid Karimov",
        "Tailor, forty-one years at the needle. There is no such thing as a ruined coat.",
        "Zippers, linings, alterations, sewing machines, chess",
        ("workshop", "neighbors"),
        (8, 21),
    ),
    Part(
        "cora",
        "Cora Whitfield",
        "I live with Gasket, a gray cat of strong opinions. Proofreader the rest of the time.",
        "Letters that have to be right, cat sitting, sourdough (in theory)",
        ("neighbors", "kitchen"),
        (9, 24),
    ),
    Part(
        "theo",
        "Theo Marchetti",
        "Tenor. Yes, really. No, I can't sing at your wedding, there are only three of us.",
        "High notes, furniture lifting, trains",
        ("choir", "neighbors"),
        (7, 23),
    ),
    Part(
        "amina",
        "Amina Diallo",
        "Second grade at Weir Lane School. My class has adopted bed 3 and named every worm.",
        "Reading with children, French, glue in any form",
        ("garden", "neighbors", "choir"),
        (6, 21),
    ),
    Part(
        "lowell",
        "Lowell Finch",
        "Retired copy editor. The surname is a coincidence; the binoculars are not.",
        "Birds, commas, nest boxes, early walks",
        ("garden", "neighbors", "house"),
        (6, 21),
    ),
    Part(
        "mei",
        "Mei-Lin Cho",
        "I write software all day and would like to hold a plane in the evening.",
        "Computers, lists, labels, asking the obvious question",
        ("workshop", "meetings"),
        (9, 24),
    ),
    Part(
        "delphine",
        "Delphine Baptiste",
        "Second alto, first at the table. My hot sauce has been called unreasonable.",
        "Pickles, peppers, hair, moving a crowd along",
        ("kitchen", "choir", "garden"),
    ),
    Part(
        "arturo",
        "Arturo Beltrán",
        "Mason. Walls, steps, chimneys.",
        "Brick, stone, mortar, wheelbarrows",
        ("house", "garden"),
        (6, 20),
    ),
    Part(
        "ruth",
        "Ruth Abramowitz",
        "74, four sweaters in progress, an opinion on the soup.",
        "Knitting, darning, soup, listening, gossip within reason",
        ("kitchen", "neighbors", "garden"),
        (7, 22),
    ),
    Part(
        "ines",
        "Inês Carvalho",
        "Soprano on loan to Lisbon for a while. I still have my key and I'm not giving it back.",
        "Portuguese, letters by post, sending seeds",
        ("choir", "kitchen"),
        (5, 17),
        time_zone="Europe/Lisbon",
    ),
    Part(
        "sam",
        "Sam Tuala",
        "Plumber. Bass. Both are about pressure.",
        "Taps, traps, pumps, low notes",
        ("house", "workshop", "choir"),
        (6, 21),
    ),
    Part(
        "ewan",
        "Ewan Strachan",
        "Woodworker with a shed full of boards I am saving for something. You may be the something.",
        "Chairs, drawers, planes, sharpening, long explanations",
        ("workshop", "house"),
        (8, 23),
    ),
    Part(
        "birdie",
        "Birdie Kowalczyk",
        "Singing since before most of you were born!! Soprano, first row, by the radiator.",
        "Cakes, lifts to the market, who lives where",
        ("choir", "kitchen", "neighbors"),
        (7, 21),
    ),
    Part(
        "vik",
        "Vikram Sood",
        "bike courier. fast replies, short ones. will carry your thing across town",
        "punctures, deliveries, shortcuts",
        ("workshop", "neighbors"),
        (7, 24),
    ),
    Part(
        "tilda",
        "Tilda Moreau",
        "I study mosses, which teaches patience. Bed 11, shade end.",
        "Plants that grow where nothing grows, microscopes, quiet company",
        ("garden", "neighbors"),
        (8, 23),
        leaves_after="tilda-goodbye",
    ),
    Part(
        "rex",
        "Rex Dunmore",
        "Dunmore Gutters & Siding, serving this town since 2009!",
        "Gutters. Siding. Free estimates",
        ("house", "neighbors"),
        (7, 23),
        removed_before="rex-gone",
    ),
    Part(
        "omar",
        "Omar Haddad",
        "New on Weir Lane with a baby, a stroller and no idea where anything is.",
        "Arabic, spreadsheets, being awake at 3 am",
        ("neighbors", "workshop", "kitchen"),
        (6, 23),
        arrives_with="new-omar",
    ),
    Part(
        "gwen",
        "Gwen Sallow",
        "Pharmacy counter by day. I sing in the car with the windows up.",
        "Gift wrapping, patience, bookkeeping for beginners",
        ("choir", "kitchen"),
        (8, 22),
        arrives_with="new-gwen",
    ),
    Part(
        "petra",
        "Petra Novotná",
        "Upholsterer. If it has springs I want to see them.",
        "Chairs, sofas, webbing, leather, Czech dumplings",
        ("workshop", "house"),
        (8, 21),
        arrives_with="new-petra",
    ),
    Part(
        "jonah",
        "Jonah Reyes",
        "First-year student, physics, owner of one soldering iron and several burns.",
        "Math tutoring, carrying, climbing up to things",
        ("workshop", "choir"),
        (11, 24),
        arrives_with="new-jonah",
    ),
    Part(
        "salma",
        "Salma Idris",
        "Fourth floor, north balcony, unreasonable hopes. Midwife, so I sleep at odd times.",
        "Tea at any hour, Amharic, calm",
        ("garden", "kitchen"),
        (7, 23),
        arrives_with="new-salma",
    ),
    Part(
        "hugh",
        "Hugh Tanner",
        "Played trumpet on cruise ships for twenty-six years. Ashore now.",
        "Brass, arranging, card games, stories of doubtful truth",
        ("choir", "neighbors"),
        (10, 23),
        arrives_with="new-hugh",
    ),
    Part(
        "lark",
        "Lark Bettencourt",
        "Just moved above the shoe shop on Cooper's Steps. I restore maps.",
        "Paper, paste, steady hands",
        ("workshop", "garden"),
        (8, 22),
        arrives_with="new-lark",
    ),
    Part(
        "noor",
        "Noor Siddiqui",
        "Bus mechanic, alto or maybe tenor, nobody has ever told me.",
        "Diesel, hydraulics, Urdu, samosas by the hundred",
        ("choir", "workshop"),
        (7, 23),
        arrives_with="new-noor",
    ),
)
