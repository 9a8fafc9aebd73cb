"""The first third of the year: how it begins, with a wheel that rolled down sixty-one steps."""

PAGE = """
== gate-spring | day 12 | gus thanks des 30 +1d | house @ Side gate
| A spring for the side gate, so that it shuts by itself

== music-cabinet | day 17 | ilse asks 45 x2 at sat 10:00 | choir @ Tank
| Carry the music cabinet down eleven steps

It is oak, it is full, and the drawers slide out toward whoever walks in front.

-- kofi helps +2h +4d +3h
I usually carry things that smell. Music will be a holiday!

-- theo helps +5h +4d +5h
Only if I may walk behind.

== seed-packets | day 20 | nadia asks 120 x2 | garden @ Library corner
| Write the year on four hundred seed packets

I'll bring the pens, the tea and everything I know about handwriting.

-- lowell helps +1h +5d +2h 120
My sevens have a bar. I trust that is no obstacle.

-- tilda helps +3h +6d +1d 60
I can do half of a half. My hand is small but it's legible.

-- amina helps +9h +8d +1d 60
Then the other quarter is mine! I have opinions about the lowercase *a*.

== onions-up | day 92 | ruth thanks vik 10 | neighbors
| Four flights with a sack of onions, and he was gone before I'd found my purse

== adler-cord | day 25 | fen thanks jarek 45 +6h | workshop
| A new cord for the green sewing machine, so that my tent could be a tent again

== bird-walk | day 27 08:00 | lowell offers 60 x4 for +60d | neighbors @ River path
| A slow walk before breakfast, with birds

Bring shoes that may get wet. I have a second pair of binoculars, or rather one and a half.

-- amina takes +1d +6d +5h
I'm bringing a list of questions. They're not mine, they're 2B's.

-- hanne takes +2d +13d +1d
I won't talk.

-- lowell says +3h of hanne
Then I shall look forward to it twice over.

== greenhouse-cans | day 29 | kofi thanks theo 60 | garden @ Greenhouse
| Two watering cans, nine trips, the day Agnes stopped

== washing-up | day 31 | pilar thanks birdie 60 | kitchen
| She washed fifty bowls at her own house and brought them all back dry

== stroller-wheel | day 38 | omar thanks des 30 +2d | workshop @ Workshop
| A front wheel for a stroller, in the time it takes to drink a cup of tea, which was his tea too

== first-soup-omar | day 40 | omar thanks ruth 60 kept | neighbors
| A pot of soup on our step, when I'd forgotten that there is food

-- ruth forgives +3d
It was soup, not a mortgage.

== lathe-favor | day 41 | jarek thanks gus 60 | house
| He carried the drawing to the depot and came back with a yes

== walter-form | day 45 | walter asks 15 | neighbors @ Weir Lane
| Fill in a form that exists only inside a computer

It wants my "user name." I have always been content with my own.

W. Pruitt

-- omar helps +2h +1d +3h
I have a laptop, a sleeping child and exactly one free hour. Shall I come at two?

== gasket-budget | day 47 | cora asks 15 remote | neighbors
| A spreadsheet that says what a cat costs

I'd like to know, and then I'd like not to have known.

-- omar helps +3h +1d +1d
Done. I put the cream in a column of its own. I don't think you're going to like it.

== piano-stairs | day 50 | ilse thanks gus 120 +3d | choir
| He talked a piano down three floors as if it were a horse

== bread-hook | day 52 | ollie thanks bo 10 | kitchen
| The seeded loaf, every tuesday, he thinks i dont know its on purpose

== steam-iron | day 57 | rashid asks 30 | workshop @ The tailor's shop, corner of Sorrel
| My steam iron spits on silk

It is a good iron and older than my apprentices were. It only needs somebody who understands pressure.

-- walter helps +4h +2d +2h
A safety valve with forty years of scale in it. I shall bring vinegar and a thin needle.

== shelf-scores | day 79 | leonie asks 90 | workshop @ Sorrel Street 20, 4th floor
| Four feet of shelf for scores

I have the wall and the scores. I don't have the skill or, really, the wall.

-- ollie helps +2h +4d +1d
told you i owe you one. the boys will "help", bring earplugs, oh wait you play drums

== fridays-out | day 74 | ollie thanks leonie 180 +1d | neighbors
| She sat with both twins for a whole evening and the place was tidy??

== bed-edging | day 64 09:20 | kofi asks 180 | garden @ Bed 7
| Edge a garden bed in stone before the compost walks off

It leans. Everything I love leans, but this one's leaning onto Nadia.

-- kofi names +1h arturo gus

-- gus no +6h

-- arturo helps +3h +5d +2h
Stone I have. Bring the barrow.

== drum-case | day 69 | leonie asks 20 | workshop @ The tailor's shop
| The zipper on a drum case, the long way round

-- rashid helps +1h +3d +2h
Corners are my pleasure, and a drum is nothing but a corner that has been persuaded.

== bag-strap | day 71 | vik asks 10 | workshop
| strap came off my courier bag. need it by mon

-- rashid helps +30m +20h +1h
Sewn with sail thread. You could now tow a trolley with it, please don't.

== bearings-across | day 73 10:15 | des asks 10 | workshop @ River depot
| Fetch a box of bearings from the far side of town

It's a small box. It's a long hill.

-- des names +5m vik

-- vik helps +15m +2h +1h
going there anyway. 22 min flat

== letter-landlord | day 75 11:05 | ruth asks 30 | neighbors @ Filter Row
| A letter to the housing office that is firm and has no swearing in it

I've written the swearing. Somebody else has to write the firm.

-- ruth names +15m cora

-- cora helps +1h +1d +2h
I kept one "frankly." You've earned it.

== gutter-bracket | day 77 | ollie thanks nadia 60 +1d | house @ Filter Row 9
| Held a ladder, then climbed it, then fixed our gutter on a sunday

== gutter-bracket-sam | day 77 | ollie thanks sam 60 +1d | house @ Filter Row 9
| The other half of the gutter, and the joke about twins

== walter-print | day 80 | walter thanks nadia 10 +1d | neighbors
| Four pages printed, and put through my door in the rain

== gwen-first | day 88 | gwen thanks delphine 60 kept | choir
| Stood six inches to my left and sang loudly enough that nobody heard me not

-- delphine forgives +70d
You made a sound at half past nine. I've been paid.

== moss-lesson | day 90 | fen asks 60 | garden @ Bed 11
| Teach me four mosses so that I can stop painting the same one

-- tilda helps +2h +3d +2h gift
It's a gift, I'd have paid you to listen.

== second-door-hinges | day 94 | ewan thanks des 45 +3d | workshop
| Three hinges off a cold store, cleaned and bushed, for the tank door

== fleece | day 95 | ewan thanks ruth 30 +4d | workshop
| A sack of fleece like a doormat, combed, which she said was no work and was

== overflow-pipe | day 96 | gus thanks arturo 240 +5d | house @ Sorrel Street 14
| A day with sand and clay in the pipe under my bed

== key-found | day 97 | delphine thanks vik 15 +1d | neighbors
| Found my key under a bench and asked half the street whose it was

== hot-sauce-labels | day 99 | delphine asks 60 | kitchen
| Letter twenty-two little labels: Hello, Well Now, Good Night

*Good Night* should look as if it means it.

-- fen helps +1h +2d +3h
I've given Good Night a moon with its eyes watering.

== no-worries | day 103 | jarek asks 20 x2 remote | neighbors
| Explain me ten English sentences which mean the opposite

I have list. For example "I'll let you go now." But I do not want to go.

-- lowell helps +1h +1d +3h
Item 7, "we must have lunch," means that there will be no lunch.

-- mei helps +40m +5h +8h
I did the office ones. "Interesting" is the saddest.

== radio-hanne | day 115 | hanne thanks jarek 120 +1d | workshop
| My father's radio. It plays

== bench-plastic | day 118 | mara thanks petra 60 | house
| Took out 412 of my staples and was kind about every one

== springs-class | day 119 | juno thanks petra 45 +1d | workshop
| taught me to tie a spring AND bandaged the thumb

== bee-boxes | day 121 | hanne asks 90 x2 | workshop @ Roof
| Two people to hold frames while I nail them

Long sleeves. It's only wood, but they come to look.

-- ewan helps +2h +3d +4h 90
I'd do box joints, if I may. I know that the bees don't care, but I would.

-- sam helps +5h 45
Half of it, then I'm on call.

-- sam drops +1d of sam
Boiler on Millrace again, somebody has no hot water and a baby. Sorry Hanne.

-- petra helps +3d +2d +1d 30
Nails I can do. I have my own hammer and it's magnetic.

-- juno no +2h

== chair-number-eight | day 122 | ruth thanks ewan 60 | workshop
| Two inches of beech on the front legs of a chair I now defend in person

== brno-calls | day 125 | petra asks 30 remote | neighbors
| Read a lease and tell me which sentence is the trap

-- priya helps +4h +1d +2h
Clause nine. I've written beside it what a reasonable person would put there.

== workbench-height | day 128 | petra thanks ewan 60 | workshop
| Raised one end of a bench, so that it fits two arms and one stool

== bar-41 | day 104 | gwen thanks ilse 90 kept +1d | choir
| An hour and a half on one F, alone, with the door shut

== lost-tooth-photo | day 107 | des asks 60 | workshop
| Photograph the drawer of dead things before I forget what killed them

-- ollie helps +2h +2d +1h
did it on my phone w one twin on each leg. number 14 looks like a face

== wasps-market | day 109 | birdie asks 30 | neighbors @ Millrace 5
| Something is living in my letter box and it is NOT letters!!

-- hanne helps +1h +4h +1h
Bumblebees. Leave the flap open until fall.

== two-sugars | day 70 | gus thanks mara 60 kept +2d | neighbors
| Sat at my kitchen table for an hour and asked what the worst part was

== first-year-form | day 100 | mara asks 60 | meetings
| A form from the town that asks me who I am, in nine boxes

I know who I am. I don't know which box.

-- priya helps +2h +1d +3h
You're box 4. I've kept a copy for when they ask again.
"""
