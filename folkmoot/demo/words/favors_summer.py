"""The middle of the year: a wrong number on a gate, two nights with a cat, a hedge, and hours nobody worked."""

PAGE = """
== first-aid-stool | day 132 | petra asks 60 | workshop @ Workshop
| Wire a lamp over the long bench

So that I can see what the springs are doing when they think I can't.

-- jarek helps +2h +1d +3h
Lamp is from the old control room. It has seen worse than springs.

== hives-ladder | day 136 | petra thanks hanne 60 +1d | house
| She held the ladder, and then she went up it instead of me

== concert-print | day 149 | fen asks 60 x2 at +2d 18:00 | choir @ Print shop
| Pull the second color while I hold the paper

It's the fish. One of us turns the handle, one of us says stop.

-- juno helps +2h +3d +5h
I'm VERY good at saying stop

-- nadia helps +4h +3d +1d

== posters-route | day 151 | fen thanks vik 20 +1d | choir
| Forty posters on forty poles before I'd washed the ink off

== gasket-night | day 143 | cora thanks leonie 120 kept +1d | neighbors
| Sat on a cold step with me until it was light, and did not say that it would be all right

== gasket-ladder | day 143 | cora thanks theo 30 +12h | neighbors
| Went up a shaft for a cat and bled for it

== gasket-posters | day 144 | cora thanks fen 60 +2d | neighbors
| Drew Gasket forty times, with dignity

== gasket-river | day 144 | cora thanks vik 60 +2d | neighbors
| Rode the river, the depot and the bridge, and found a boot

== page-290 | day 146 | ruth thanks cora 60 +2d kept | neighbors
| Read me the last ten pages, and then the sequel

== gate-number | day 153 | gus asks 60 | house @ Sorrel Street 14
| Paint the number on my garden gate

White. Big. So the night taxi stops ringing at 16.

-- fen helps +2h +4d
I've got the white and I'm good at big.

-- gus disputes +3h
It's very handsome and it says 41.

-- fen says +40m
I stood on the inside of the gate. I painted it from the INSIDE. Coming with turpentine.

-- gus thanks +1d
Says 14 from both sides now. Wouldn't have asked for that. Like it.

== headphones | day 160 wed 18:00 | jonah thanks jarek 60 | workshop
| Said "stop" nine times and saved two pairs of headphones

== typebar | day 162 | cora thanks des 60 +3d | workshop
| Bent an e back by less than one would like to

== service-book | day 162 | cora thanks leonie 90 +4d | workshop
| Translated eleven pages of German about a typewriter, aloud, twice

== chess-clock | day 165 | rashid asks 30 | workshop
| A chess clock that favors black

It is a good clock and I always lose on it. I should like to know whether it's the clock.

-- jarek helps +5h +2d +1d
It was two minutes slow on one side. You lost by more than this, sorry.

== kofi-return | day 168 | priya asks 120 | garden @ Priya's yard
| Turn a heap of clay into something a bean would want

I've the spreadsheet of what to plant. I don't have soil, I have pottery.

-- kofi helps +1h +3d +2h
I've owed somebody an afternoon since spring and felt it every time I walked past bed 7. Consider it dug.

== kofi-return-two | day 172 | amina asks 60 | garden @ Bed 3
| Two barrows of compost for twenty-two gardeners

-- kofi helps +30m +1d +6h
I'm bringing worms for naming.

== pupils-hems | day 170 | amina asks 90 x2 | neighbors @ Weir Lane School
| Hem eleven curtains for the class theater

Red, heavy, and already on stage in an hour-and-a-half-long rehearsal about a pump.

-- pilar helps +1h +3d +3h 90
Eleven! I'll bring the good thread and sit in the front row.

-- rashid helps +3h +4d +3h 90 gift
A curtain is a coat for a story.

== concert-cushions | day 178 | petra asks 60 x3 at fri 17:00 | workshop
| Staple cushions for six planks before Saturday

I have the foam and three staplers. One of them is left-handed.

-- mei helps +40m +3d +2h
I've been trained. I would like the left-handed one.

-- gwen helps +3h +3d +3h
I can come after the pharmacy.

-- theo helps +5h
Count on me!

-- theo drops +30h
I've a voice to save until Saturday and Ilse has seen me near a staple gun. Better say it now.

-- juno helps +4d +1d +3h

== chairs-back | day 189 | priya thanks arturo 60 +2d | choir
| Pushed forty borrowed chairs back up Cooper's Steps at midnight

== suitcase-corner | day 191 | gwen asks 30 | workshop
| The zipper of a suitcase, where it goes round the corner

-- rashid helps +2h +1d +4h
I found a foreign coin in the lining. It may also be Moldovan.

== airport-run | day 190 | petra thanks sam 120 +2d | neighbors
| Drove to the airport at midnight for my sister and her three suitcases

== hawthorn-hedge | day 194 | delphine asks 60 | garden @ Behind bed 12
| Cut back the hedge that scratches my car

It has opinions and a long reach.

-- kofi helps +2h +3d +4h
An hour with the loppers! I'll take the cuttings too.

-- lowell objects +2d of kofi
There were two nests in that hedge, one of them in use. I do not think that anybody meant harm. Harm was done
all the same.

-- des upholds +4d of kofi
We stood there, the three of us. The wrens are gone. It stays out of the account, nobody meant it, and from
now on nobody cuts a hedge without asking Lowell.

== nest-box | day 204 | lowell thanks kofi 60 +1d | garden
| He came round with tea, two wren boxes and no excuses

== keyboard-lesson | day 196 10:40 | walter asks 60 x2 | neighbors @ Weir Lane
| Teach an old hand to write with more than one finger

I have thirty-four pages in mind, and at my present speed I shall be 90.

W. Pruitt

-- walter names +1h mei

-- mei helps +3h +2d +3h
We began with the *w*, since you use it most.

-- juno helps +6h +5d +2h
he types faster than my dad now. also he has a SECOND marble

== invoices | day 203 | bo asks 45 | kitchen
| read my flour bills and say if the mill is cheating me

i add up at 4 am and get a different number each time

-- priya helps +5h +2d +9h
They're not cheating. You're paying for a bag that's been on the list since 2019.

== forty-minutes | day 206 | mei thanks jarek 240 | workshop
| Taught me to solder without breathing in

-- jarek reverses +5h of jarek
It was forty minutes and not four hours. I do not want hours which I did not work.

== forty-minutes-again | day 207 | mei thanks jarek 40 +1d | workshop
| Taught me to solder, in forty minutes; my finger slipped on the other keyboard too

== wednesday-iron | day 209 | juno asks 30 | workshop
| somebody 18+ has to sign that I may use the big soldering station

-- jarek helps +2h +1d +3h
Signed. I wrote also "she is better than me with the small ones."

== bedfour-bend | day 212 | ruth thanks salma 120 +2d | garden
| Forty holes in bed 4, and a story for each one

== bedfour-point | day 213 | salma thanks ruth 120 +1d | garden
| Half a bed, all her garlic, and "no, my left"

== fern-salma | day 213 | salma thanks tilda 60 kept | garden
| Sat on my damp balcony for an hour before she left and showed me what I've been growing

== seed-jars | day 215 | tilda asks 120 | garden @ Bed 11
| Carry a hundred and eight jars of seeds to the library corner

Slowly, please. Some of them are older than Juno.

-- nadia helps +1h +1d +1d
I'll go first with the question marks.

== compost-train | day 217 | tilda thanks kofi 15 | garden
| A bag of the good compost, for a train journey of nineteen hours

== statement | day 234 | juno thanks cora 120 +3d kept | neighbors
| cut 38 passionates and asked what i did on saturday

== statement-two | day 235 | juno thanks jonah 30 +3d | neighbors
| told me to write about things i broke

== keystone | day 239 | jonah thanks arturo 30 +2d | kitchen
| Let me put the keystone in. (It wasn't the keystone's fault.)

== oven-again | day 244 | arturo asks 120 x5 at sat 09:00 | kitchen @ Yard
| The arch again. The same hands

-- jonah helps +20m +5d +1h
I'll hold it for three days if you want me to.

-- kofi helps +1h +5d +2h
Scrubbed!

-- bo helps +8h +5d +9h
im bringing the rags and the patience

-- ewan helps +3h +5d +4h
I've made the form again. Fewer dovetails. Three.

-- gus helps +5h +5d +1d 60
Till ten. Then I sleep.

== arch-lunch | day 250 | arturo thanks pilar 60 +1d | kitchen
| Fed six people with mortar on their hands, twice

== hugh-quiet | day 246 13:30 | hugh asks 240 x2 for +60d | house @ Sorrel Street 3
| Wool and battens behind a wall like a cracker

Two afternoons' worth. I have the wool, the battens, and neighbors who've been nicer about it than I deserve.

-- leonie vouches +2h

-- hugh names +1d des jarek gus petra

-- jarek no +3h

-- gus helps +2d +4d +2h 240
I can carry a wall.

-- petra helps +3d +6d +3h 240
A wall is a sofa that stands up. Don't sit on it.

== class-bees | day 205 | amina thanks hanne 60 +1d | garden
| Answered twenty-two children about bees, in eleven words

== arabic-shelf | day 206 | omar asks 60 | neighbors @ Library branch, Cooper's Steps
| Find me picture books that my son can chew in Arabic

-- nadia helps +2h +3d +2h
Four, all board, all washable. The librarian in me looked away.

== chimney-bees | day 240 | arturo asks 90 | house @ Roof
| Keep the bees off me while I point the chimney

-- hanne helps +1h +2d +3h
They were never on you. You were on them.

== trolley-hem | day 229 | gus asks 30 | neighbors
| Take up a uniform that was cut for a taller man

-- pilar helps +2h +1d +2h
He stood so straight that I took up too much. I've let some down again.

== hall-permit | day 141 | ilse asks 60 | meetings
| Find out who at the town hall has to be told that a hundred people will stand in a tank

-- mara helps +30m +2d +2h
It's a Mr. Petrie, he was on my school bus in 1994, and he's coming with his wife.

== first-round | day 245 | hugh thanks mara 30 +2d | neighbors
| Walked me through the whole building and introduced me to the pump
"""
