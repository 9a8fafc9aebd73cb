"""Spring and summer: each thread has its date, wherever the script's year begins."""

PAGE = """
== peas | 03-19 | garden | kofi
Peas are going in today, beds 7 and 8, two fingers deep. The soil's workable, it crumbles, I checked with my
nose. If you want some from my bag, they're the tall ones so you need sticks.

-- nadia +1h
Could you leave me thirty seeds in the drawer marked P? And write which ones, *please* write which ones.

-- kofi ^ +20m
Done, with the variety, the year, and a small drawing of a pea for the illiterate.

-- tilda +3h
Hazel sticks are behind the shed, I cut too many.

== first-bees | 03-27 13:00 | garden | hanne
First warm day. Both hives alive. Flying since eleven. Crocus pollen, orange.

-- amina +1h
May the class come and watch from the stairs at lunchtime? They've been asking all winter.

-- hanne ^ +15m
Yes. No running.

-- lowell +30m
And the phoebe is back under the footbridge. It calls its own name all day long, which is more than most of
us do.

== rhubarb | 04-06 | garden | ruth
The rhubarb's up and nobody's looking after it. You put a bucket on it, people. A bucket! Then it goes pink
and sweet. Didn't anyone's grandmother garden?

-- pilar +20m
Mine grew lemons in oil cans. Tell me about the bucket.

-- ruth ^ +30m
Dark, tall, upside down, a stone on top, four weeks. When it lifts the bucket, you eat it.

-- kofi +1h
Bucket is on. I drew a face on it so that nobody takes it.

== seed-swap | 04-11 sat 18:30 | garden | nadia
Seed swap today, thank you to the forty or so who came. Left over and free to take from the drawers:

- parsnips (last year's, so sow thickly)
- far too much borage
- "Aunt Dolores bean," brought by a lady who wouldn't say more
- 3 packets that only say **GOOD**

Wanted: chervil, any sweet pepper that ripens before it freezes.

-- delphine +40m
I've got a pepper for you, it's small and it's yellow and it has never let me down. Ten seeds, in an
envelope, by tomorrow.

-- salma
I'd like to try the ones called GOOD.

-- arturo +2h
I have chervil. It comes by itself between my stones.

-- ines +14h
I put a few pods of the Portuguese cabbage in the mail, wrapped in a bus ticket. They should be with you by
the weekend!

== late-frost | 04-24 15:40 | garden | kofi
FROST TONIGHT they say 29 by the river. Who can be here at six? Everything tender goes under fleece or into
the greenhouse, the plum's in full flower and I'm not losing the plum.

-- theo +10m
I'm there. With sheets.

-- mara +10m
On my way at half past five, I'll bring the blankets from the attic.

-- ruth +15m
Buckets of water between the rows. It's not superstition, it gives off warmth.

-- jarek +20m
I have heat lamp from the chicken time. One only. It goes to plum?

-- kofi ^ +5m
To the plum!!

-- kofi +15h
It went to 27 by the wall. We lost six bean plants and some pride. The plum is FINE.

== potatoes-in | 04-14 | garden | amina
2B planted their potatoes this morning. Each has a name on a stick. I'm told that Gregory is the one that
will win. It hasn't been said what.

-- arturo +2h
Gregory is planted upside down.

-- amina ^ +10m
That's what he said you'd say.

== swifts | 05-03 08:30 | neighbors | lowell
The chimney swifts are back. 7:12 this morning, three, over the engine hall, chattering like schoolboys let
out of a very long lesson. Last year: the 5th. I keep the dates in pencil on the door frame, if anybody
cares to look.

-- bo +40m
i heard them on my way home. thought it was my bike

-- ewan +3h
I can make the second tower that we spoke of. Is it still fourteen inches square? And does the wood need to
be rough inside? I've got some that's rough inside and out.

-- lowell ^ +30m
Fourteen, and as tall as you dare. Rough is excellent: they cannot perch, they only cling.

== plant-sale | 05-14 | garden | priya
Plant sale on Saturday. I need:

1. two people at the table from ten (one who can add)
2. someone to say what things are
3. labels with prices, from $1 to $4
4. small boxes, ask at the bakery

Last year we took $214, and sold one plant that turned out to be a weed. We gave the money back.

-- gwen
I can add.

-- tilda +1h
I'll say what things are. Including the weeds, I'm very fond of the weeds.

-- bo +10h
boxes by the back door. flour in them, sorry

-- priya +3d
$268! And no weeds, knowingly.

== slugs | 05-19 | garden | cora
I planted twelve lettuces and I've got two lettuces and an outline. What does one do?

-- kofi +20m
Night patrol with a flashlight and a cup, ten o'clock, it's very romantic.

-- hanne +30m
Ducks.

-- ruth +1h
Beer in a saucer. They die happy.

-- lowell +1h
A toad would serve. Lay a broken flowerpot on its side in the shade and be patient.

-- cora +2d
I went with flashlight, beer, and flowerpot. Found Kofi in my bed with a cup at ten at night and screamed.
Lettuces: still two.

== swarm | 05-24 12:20 | garden | hanne
Swarm. In the plum, six feet up. They are calm. Stay ten steps away, close your windows on Filter Row, do
nothing. I come with the box.

-- ollie +5m
windows closed, faces are agianst windows

-- gus +10m
That's a lot of bees.

-- hanne +3h
They are in. They walked in like an audience.

-- amina ^ +2h
I've told the class that sentence, and it's now how we come in from recess.

== class-visit | 05-28 16:00 | garden | amina
Thank you for having all of us this morning! To answer the question of how many worms: 2B counted **three
hundred and nineteen** in one barrow of Kofi's compost, and each had to be shown to me.

-- kofi +10m
Three hundred and NINETEEN. I've never been so proud of anyone.

-- arturo +1h
They sat on the wall very well.

-- walter +2h
A young lady asked me if I was here when the water was invented. I said only just after.

W. Pruitt

== strawberries | 06-09 | garden | mara
The strawberries are ripe, and there's a system: you eat three for each one that you put into the bowl.
Nobody's ever checked. The bowl is for jam on Sunday.

-- juno +3h
i did five to one but they were small ones

-- pilar +30m
Jam on Sunday at ten! Bring jars with lids that fit. Every year somebody brings lids.

-- birdie +2h
I have the good sugar and I have the spoon of my mother-in-law's!!

-- pilar +3d
Twenty-six jars, one wasp, nobody hurt. One jar for each bed, the rest for the Thursday table.

== longest-evening | 06-19 | choir | ilse
On the longest evening we don't rehearse, we sing outdoors, on the steps by the sluice, from nine until it
is dark. No sheets. Whatever we have by heart. If it rains we shall be wet.

-- theo +1h
I'll bring folding chairs and a flask of something seasonal.

-- gus +40m
I'm up at 3:40. I'll come till the second verse.

-- lowell +20m
There are bats from 9:20, and they don't mind music, only applause.

-- birdie +1d
I've sung outside in all weathers and I NEVER saw the river so pink!!

== heat-hours | 07-08 14:00 | workshop | des
It's 91 in the hall by noon. Until it breaks, the workshop's open from six to ten in the morning and not
after. Drink something. The cat's on the stone floor of the tank, she's got more sense than us.

-- ewan +20m
And please, nobody glue anything. It skins over before you've got the clamp on.

-- bo +30m
six in the morning. welcome everyone. this is where i live

-- rashid +2h
I've put out a bowl of water with mint in it by the door, for wrists.

== zucchini | 07-17 | garden | delphine
Let's be adults. I've got fourteen zucchini. I know that you've got zucchini. Nobody leave any more on my
step, I saw you, whoever was wearing a bicycle helmet.

-- vik +5m
was just delivering

-- theo +20m
I'd take one. One. Say it back to me.

-- pilar +30m
Bring all of them on Thursday! Soup, fritters, cake. Yes, cake. You grate it and you tell nobody.

-- mei +1h
There's a free box by the gate now. It's been an hour and there are more in it than I put there.

== holiday-water | 07-24 | garden | nadia
We're away for ten days from Saturday. Could someone water bed 5 every second evening? The can leaks on the
left, so hold it like a violin.

-- salma
I'm there most evenings at nine anyway. I'll do it.

-- tilda +1h
I can do the first week.

-- amina +1h
And I'll do the end. Have a good rest, Nadia. We'll label nothing while you're gone.

-- nadia ^ +20m
I felt that.

== blossom-end | 08-05 | garden | priya
Tomatoes, bed 2: brown leather patches at the bottom, on about a third of them. It's not the leaves. What am
I doing wrong?

-- kofi +15m
Blossom-end rot, it isn't a disease. It's thirst and then a flood and then thirst. Water a bit each day,
mulch thick. The next ones will come out right

-- ruth +1h
Cut it off and eat the rest, it's only cosmetic. So am I.

-- priya +12d
New ones are clean! I put down straw and set an alarm. I've recorded the straw under "medical."

== stars | 08-11 | neighbors | fen
Meteors tomorrow night! Roof, from eleven, bring something to lie on. Hanne says it's fine if we stay south
of the hives and don't wave things.

-- hanne +10m
No lights. No perfume.

-- juno +2h
YES. ok if I bring 2 friends, they're quiet-ish

-- omar
Can one see it from a kitchen floor? I'll be on the kitchen floor with him from two o'clock on.

-- fen +1d
Forty-three meteors and one airplane that we all wished on before we noticed. Ewan explained the Perseids
until everybody was asleep, including Ewan.

== sauce-day | 08-22 sat 18:40 | kitchen | pilar
TOMATO DAY. A hundred and eighty pounds, seventeen people, the big pot and its little sister. We finished at
six with a hundred and nine jars, they're cooling on the long bench, do not touch, do not *poke the lids*,
I'm looking at the tenors.

-- theo +10m
It makes such a nice noise though.

-- delphine +30m
My arms are red up to here. I look like I did something.

-- ollie +1h
the boys squashd about 20 pounds with feet. clean ish feet. it was on the programm

-- mara +2h
Three jars each for whoever was there, the rest is for the winter Thursdays. Thank you, Pilar. How's your
voice?

-- pilar ^ +13h
Gone! I'm pointing at things.

== school-bikes | 09-02 | workshop | des
School starts Monday. Any kid's bike that comes in by Friday gets brakes, chain, air and a bell that works.
Bring the kid, they do the bell.

-- amina +20m
I've got a list of seven that I've seen stop by means of shoes.

-- vik +1h
in thurs + fri. got 30 brake pads somebody paid me in

-- des +4d
Nineteen bikes. Nineteen bells. Sorry, Filter Row.

== honey | 09-09 | garden | hanne
Honey: 90 pounds. Linden, then raspberry, at the end something dark which I think is @delphine's oregano.
One jar for each house that closed its windows.

-- delphine +20m
Ha! They've got taste.

-- gus +1h
I closed mine.

-- hanne ^ +10m
I know. Yours is on your step.

-- ruth +2h
I've tried it, and I'll say nothing, because it would only encourage demand.

== apple-press | 09-19 sat 09:00 | garden | arturo
Press is set up in the yard. Bring apples, any, bruised is good, rotten no. Bring bottles.

-- ewan +30m
I've re-turned the screw and greased it with tallow, so it shouldn't shriek like it did last year, although
I've heard from several people that they miss it.

-- kofi +20m
POMACE. Mine. All of it. The worms have been told.

-- leonie +2h
I brought six apples from the tree behind the conservatory. I know it's only six. They're *musical* apples.

-- mara +6h
Fifty-five gallons, I think; I lost count while chasing a wheelbarrow. Whoever left the basket of tiny
yellow ones, what were they? That was the best batch.
"""
