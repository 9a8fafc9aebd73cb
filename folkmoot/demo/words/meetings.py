"""The moots, their notes, and the year looked back on."""

PAGE = """
== moot-one | day 19 sun 20:30 | meetings | nadia
Notes from the moot, Sunday, 24 people, lentil soup.

- **Roof gutters:** six of us cleaned the south side. Four buckets of leaves, one tennis ball, one plover's
  egg (old, @lowell has it).
- **Thursday soup** moves to half past five so that the choir can eat sitting down.
- **Bench by the gate:** yes, Arturo, from the leftover coping stones.
- **Wi-Fi:** no decision. Half want it, half come here because there isn't any.
- **Agnes coughs.** @sam is watching her.

Next moot in three weeks, since in four there's the market.

-- lowell +40m
Thank you for these. A small point: it is a killdeer's, which is a plover that says so.

-- nadia ^ +20m
Corrected, with respect to the killdeer.

-- mei +1h
I'm the Wi-Fi half that wants it, but only in the corner by the stairs. Could be a compromise?

== moot-pump | day 40 sun 20:15 | meetings | nadia
Short notes, since it was mostly one item. 29 people, minestrone.

- **The pump:** we mend Agnes. 26 for, 0 against, 3 "whatever gets me out of carrying buckets."
- **If the sleeve fails** we come back and decide again; Jarek doesn't pay half, that was voted down,
  unanimously, over his objection.
- **Wi-Fi:** by the stairs, until nine. A trial for two months.

-- jarek +30m
I still object.

-- mara ^ +5m
Noted. Still no.

== moot-quiet | day 68 sun 20:40 | meetings | nadia
32 people, split pea. Gus chaired the first item, which nobody planned and which worked very well.

- **Quiet hours** adopted as written (machines until eight, choir until half past nine with the door shut,
  drums before six). 30 for. One abstention, from Leonie, who said that she shouldn't get to vote on
  herself.
- **Second door:** Ewan, Arturo, $140, fleece donated.
- **The slow sluice:** Walter will teach four people. Applicants must own a watch.
- **Tea tin:** the foreign coin is Moldovan.

-- priya +20m
About the tea tin: who is our Moldovan?

-- leonie +1h
I want to say that it was the least horrible meeting about me that I've ever been at.

== moot-bins | day 103 sun 20:20 | meetings | nadia
22 people, carrot and ginger.

- **Concert:** yes. Ilse says a date next week.
- **Bins:** three bins now, Fen's lids. If you don't know which, the answer is the one with the worried
  face.
- **Tool tags:** working. One tag came back with a poem on it.
- **Shed roof:** @sam and @theo, next dry Saturday.
- **Wi-Fi:** stays. The people who were against it asked for the password.

-- des +1h
It's a good poem. It's about the half-inch chisel.

-- vik ^ +30m
mine

== moot-rex | day 145 sun 20:10 | meetings | nadia
26 people, onion. First item: what happened with Rex. Anyone could ask anything and people did, for forty
minutes. I've written down only what we agreed on at the end.

- A warning is always said in person first, by two of us, before anything's written.
- After a removal the leaders tell the moot the reason, as much of it as they can.
- After six months anyone can propose asking somebody back.

Other items: concert cakes, a bell for the side gate, Gasket (found!).

-- ewan +2h
I thought that was a hard conversation and a decent one. Thanks to the three of you for sitting there.

-- ilse ^ +1h
I'd rather conduct in public with my slip showing. But yes. It was right to sit there.

== moot-oven | day 222 sun 20:30 | meetings | nadia
28 people, squash. It's the first time that we ran out of chairs.

- **Bread oven:** yes, $95. @arturo and @bo. Not under the hives.
- **Trust box for seeds:** yes. Nadia (me).
- **Bed 11** will be free when Tilda's gone. No rush.
- **Key rota:** see the sheet by the door, and please, sign it.
- **Who writes the notes?** I've done seven in a row. I like it, but would like to be ill once.

-- gwen +40m
I could do every second one? I take minutes at work. They're less funny there.

-- nadia ^ +10m
Sold!

== moot-gwen | day 285 sun 20:50 | meetings | gwen
Notes, my first, so please say if I got anything wrong. 33 people, potato and leek.

1. Roof: it leaks. 40 slates. Two quotes. Mei has found a fund (see her post). All in favor of trying.
2. Until then buckets, again. Theo asked for his old bucket by name.
3. Children's corner: @omar will build. @des to find the goose gate.
4. Jonah asked whether students pay for materials. Nobody knew. Answer: whoever can, puts in what they can.
  This has apparently always been the rule.
5. The meeting closed at 8:37, when the cat sat on the agenda.

-- nadia +20m
These are perfect. I'm now worried about my own.

-- priya +40m
Item 4, I'd like to have that in the charter, in those words.

-- theo +12h
His name's Humphrey.

== roof-done | day 340 sat 16:30 | house | arturo
Roof is finished. Forty-four slates, new lead, boards by Ewan. I went up with the hose for twenty minutes.
Dry.

The roofer signed the underside. So did Ewan and I. So did Class 2B, on one slate, in very small letters.

-- walter +1h
I am obliged to you all. It will want looking at again in about 2070.

W. Pruitt

-- hanne +20m
He was careful with the hives. He may come again.

-- nadia +1h
Library corner's open. Bring back what you took home to dry. *Small Engines, vol. 2* survived after all, it
only has waves.

-- priya +2h
Final account: 3,150.00, to the cent, as quoted. I'd like to frame the invoice.

-- mara +40m
@arturo, @ewan, go home, both of you. Take soup.

== rex-letter | day 336 | meetings | mara
Rex Dunmore stopped me at the market. He said that he'd heard about the roof, and that he'd behaved badly,
and asked me to pass on to @nadia and @amina that he's sorry. I said I would, so here it is. He isn't asking
to come back at the moment. I thought that you should hear it the way I did.

-- nadia +1h
Thank you for passing it on. I've been avoiding the hardware store for half a year because of him. I think
I'll go there tomorrow.

-- amina +40m
That can't have been easy to say in the middle of the market. I'm glad he did.

-- ruth +30m
Good morning costs nothing. I've been saying it to him all along.

== year-one | day 354 | meetings | mara
It's been nearly a year since we moved off the corkboard. I read the whole floor from the beginning last
night, which took until one, and made a list of things I'd forgotten:

- we carried four hundred and six buckets
- a drill spent three weeks in a bird box
- Gus was angry with us, once, and he was right
- thirty-four pages were written about a pump
- the first thing Gwen wrote here was "I've written this three times"

And I counted. Of everyone who wrote here for the first time, each got an answer. I don't know many rooms
like that. What would you like the next year to be?

-- bo +4h
more of it

-- gwen +8h
I'd forgotten that I wrote that. I'd like to be the one who stands next to the next person by the exit.

-- des +30m
Fewer lawnmowers.

-- kofi +20m
A SECOND compost bay!!

-- juno +7h
a girls' soldering night. and boys can come but we pick the music

-- ilse +1h
Eight parts, in tune, in the dark.

-- walter +13h
I should like it to be ordinary. I have come to think very highly of ordinary.

W. Pruitt

-- gus +30m
What Walter said.

== next-moot | day 360 | meetings | gwen
The moot is on Sunday at half past six, and the soup is Gus's avgolemono (he finally found the right
lemons). On the agenda so far:

1. trailer: @vik has a drawing, it's on a paper bag
2. second compost bay
3. who can open the oven when Bo's away
4. anything you bring

-- kofi +20m
Item 2!! I've a drawing too, on better paper.

-- bo +10h
3 is jonah. he knows how to wait now

-- jonah ^ +3h
I've never been prouder of a sentence.

-- mara +2h
Could we also find someone to show new people round? Two people have phoned to ask which door it is, and I
realized that there are five doors.

== saturday-next | day 362 | workshop | des
Repair Saturday this week: @jarek's on lamps, @rashid's on zippers, @petra's on anything with a seat. I'm on
brakes. Nobody's on printers.

-- mei +1h
I'm on printers.

-- des ^ +30m
Mei's on printers. May she find peace.

== thursday-note | day 364 | choir | birdie
Thursday we do the silly ones AND the hard one!! Bring a pencil and a warm jacket, the heater's having one
of its days.
"""
