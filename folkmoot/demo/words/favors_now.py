"""The last weeks: what stands on the board today, and what is promised and not done yet."""

PAGE = """
== mara-bicycle | day 343 | mara asks 120 | workshop
| A bicycle that has learned to change gears by itself

It waits for a hill.

-- des helps +2h +2d +5h
It was the cable. It's always the cable. And the chain, the block and the back wheel.

== mara-wasps | day 346 | mara thanks hanne 60 +1d | house
| Moved a nest from the hall windows, in her socks, without a word and without a sting

== mara-sash | day 347 | cora asks 60 | house @ Cooper's Steps 12
| A sash window that only opens for the cat

-- mara helps +3h +3d +3h
It wanted a cord and some soap. Gasket supervised.

== mara-tax | day 350 | mara asks 45 kept | meetings
| Sit beside me while I open a letter from the tax office

-- priya helps +1h +2d +4h kept
It's a refund. Breathe.

== mara-cutout | day 352 | omar asks 30 | house @ Weir Lane 8
| Who do I call about a street lamp that thinks it's a lighthouse

-- mara helps +30m +1d +2h
I called the one who knows the one. He comes Thursday with a shade.

== theo-pages | day 352 14:20 | theo asks 30 x2 at +14d 19:00 | choir @ Church on Cooper's Steps
| Turn pages for me without humming along

It's an audition, a small one. I'm telling you as few people as possible, which is why it says so here.

-- theo names +1h mara cora leonie

== noor-door | day 363 19:40 | noor asks 30 | neighbors @ Gate, Sorrel Street
| Walk me through all five doors once

I've found two. One of them was a cupboard.

-- mara helps +40m at +4d 18:30
The cupboard's the sixth. I'll meet you at the gate with the keys.

-- noor says +20m
You're the first person in this town who's said "the gate" as if I'd know it. I'll be the loud one.

== gwen-key | day 361 | gwen asks 30 at +6d 17:30 | house
| Show me how the alarm likes to be talked to

I've my first evening with the key next week.

-- mara helps +2h at +6d 17:30
It wants to be told twice, like everyone here.

== mara-putty | day 359 | mara asks 60 x2 | house @ Hall
| Two sash cords in the hall before the cold does it for us

-- arturo helps +3h +3d
Both run. I oiled the third since I was up there anyway.

-- jonah helps +1d at +9d 10:00
Can I do the high one?

== mara-gutter-note | day 362 | mara thanks bo 10 +1d | kitchen
| A warm loaf on the step of the dispatch office at ten to five

== cora-proof | day 358 12:40 | cora asks 30 x3 remote for +30d | meetings
| Read the founders' plaque once more before it is cut in brass

There are forty-one words on it. I've read it so often that "the" looks wrong.

-- cora names +1h mara mei omar

-- mei helps +2h +1d +3h
"Waterworks" is one word in line 2 and two words in line 5.

== ruth-names | day 363 10:15 | ruth asks 30 x2 for +21d | kitchen @ Filter Row
| Wind eleven skeins of wool with me, hands out, mouth free

I pay in gossip, within reason.

-- ruth names +20m mara cora leonie

-- cora helps +3h at +5d 16:00
I'd have come for the gossip alone.

== lark-bench | day 361 16:50 | lark asks 60 x2 for +30d | workshop @ Cooper's Steps, above the shoe shop
| Carry a wet map, flat, for eight minutes

It's 1884, it's five feet wide, and it can't be folded, tilted or breathed on. I walk in front and open doors.

-- ewan helps +3h at +5d 10:00
I'll make a board for it. Birch, I think. Would you mind if it had handles?

-- lark times +1d at +6d 11:00

== second-bay | day 357 | kofi asks 120 x4 at +12d 10:00 for +30d | garden @ Behind the greenhouse
| Build the second compost bay, if the moot says yes

It will say yes. Posts are there, boards are there, I'm there.

-- arturo helps +4h at +12d 10:00 120
I level the ground.

== trailer-weld | day 349 | vik asks 240 x2 for +60d | workshop @ River depot
| build a trailer. i have wheels + drawing (paper bag)

low. carries the big pot. for everyone

-- gus helps +3h at +20d 10:00
My man and me. He says it'll hold a piano.

-- gus says +1d of gus
He's already drawn a better one.

== juno-night | day 355 | juno asks 120 x3 for +45d | workshop
| girls' soldering night needs 3 people who can say "stop" nicely

we pick the music. jarek said stop nine times and good once so thats the standard

-- jonah helps +1d 120
I'll say "good" twice, if it happens.

== ines-parcel | day 354 | ines asks 30 remote for +60d | kitchen
| Find out what the red thing in Delphine's second bottle is

Dona Graça says it's a fruit. I say it's a warning.

== aldous-thursday | day 333 | salma asks 30 x6 for +24d | neighbors @ Filter Row 22
| Read the paper to Mr. Aldous on Thursdays

He pays attention, which is more than most of us do. Pork prices are a must.

-- birdie helps +3h +2d +4h
He asked me to read it SOFTER. Nobody's ever asked me that!!

-- salma renews +15d

== bo-sleep | day 360 | bo asks 60 x2 for +14d | kitchen @ Yard
| somebody to watch the oven sat 4 to 5 so i can sleep one hour

you sit. you look. you dont throw a log in

-- jonah helps +5h +2d
I didn't throw a log in.

== walter-hearing | day 362 | walter asks 60 for +30d | neighbors @ Weir Lane
| Sit with me while a young woman explains my new hearing aids

I should like a second pair of ears, for the time being.

W. Pruitt

== offer-brakes | day 351 | des offers 30 x8 for +60d | workshop @ Workshop
| Ten minutes on your brakes and twenty on why

-- omar takes +1d +1d +2h
For the stroller. It has brakes, in theory.

-- gwen takes +4d +2d

== offer-hems | day 346 | rashid offers 45 x6 for +60d | workshop @ The tailor's shop
| One coat, one lining, one evening

There is no such thing as a ruined coat. Bring the ruined coat.

-- hugh takes +1d +4d +3h
My captain's jacket. It has let itself go a little, as I have.

-- salma takes +3d +5d +4h

== offer-night | day 348 | omar offers 30 x* remote for +90d | neighbors
| I'm awake at three anyway. Whoever else is: call

Forms, spreadsheets, Arabic, or nothing in particular.

-- salma takes +1d +2d +1d kept
Night shift, break room. You explained a pivot table and your son laughed at it.

== offer-cello | day 363 09:00 | ilse offers 60 x3 for +30d | choir @ Tank
| An hour at the piano for anybody who believes that they cannot sing

You will not be cured. You will merely find out.

-- noor takes +11h at +5d 19:00
Somebody has to settle it: alto or tenor.

== offer-photos | day 356 | ollie offers 30 x5 for +60d | neighbors
| i take a photo of you that you dont hate

i have pracitce w people who wont stand still

== offer-sharp | day 357 | ewan offers 30 x10 for +30d | workshop @ Workshop
| Any edge, sharpened, with or without the explanation

-- pilar takes +1d +1d +2h
With! I like the part with the thumb.

-- rashid takes +3d 20
Only to watch. My scissors send their regards.

== offer-seeds | day 359 | nadia offers 15 x* remote for +60d | garden
| I'll find out which packet your grandmother meant

Names, languages, colors, "the long ones." I've the drawers and a search engine older than the internet.

== offer-lift | day 362 | birdie offers 45 x4 for +30d | neighbors @ Millrace 5
| A lift to the market and back, with singing!!

The front seat is for whoever needs the front seat.

-- ruth takes +1h at +5d 09:30
I'll need the front seat and an open window.
"""
