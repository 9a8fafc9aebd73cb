"""The building: a pump called Agnes, a roof, a dark evening, and a manual."""

PAGE = """
== pump-hum | day 15 19:40 | house | sam
Does anyone else hear Agnes? The pump, not a person. She's got a sort of cough since Monday, every four
seconds or so. Recorded it on my phone but it just sounds like a phone in a bucket.

-- jarek +25m
I heard also. I think bearing. I put hand on motor, it is warm but not too warm.

-- walter +13h
A cough at four seconds is the non-return valve not seating. A cough which is irregular is air. Would you be
so kind as to count again, with a watch?

W. Pruitt

-- sam ^ +5h
4, 4, 6, 3, 4, nothing, 9.

-- walter ^ +1h
Air, then. She is drawing at the gland. She will run for a while, but do not let her run dry.

W. Pruitt

-- mara ^ +40m
How long is a while?

-- walter ^ +30m
In 1968, nine days.

== pump-stopped | day 28 tue 07:30 | house | mara
Agnes stopped in the night. There's no water in the roof tank, so nothing in the kitchen taps, the washroom
or the greenhouse line. The cistern's full, it's just all at the bottom.

Until she's mended: **two buckets by the washroom door. Fill one when you've used one.** Who can carry water
to the greenhouse today? @kofi, your trays won't last past noon.

-- amina +15m
I have twenty-two volunteers at 10:40, they can each carry one yogurt pot.

-- kofi +10m
I'm at work until 3!! Yes please to the yogurt pots. Gently, on the soil, not the leaves. The back row only
needs half

-- theo +30m
I'm off today. On my way with the two big cans.

-- amina > kofi +4h
All watered. So is the floor, and so is Mr. Finch, who was passing.

-- lowell ^ +40m
I was not passing, I was assisting. I dry quickly.

-- birdie > mara +5h
Two buckets per flush is what we had at my grandmother's and nobody died!! I did the washing up at home and
brought it back.

== pump-opened | day 32 sat 20:10 | house | jarek
Today we opened Agnes. Walter sat on chair and said what comes next, and next thing came always like he
said. Results:

- packing is finished, it is like wet bread
- shaft sleeve has groove, I can put my fingernail in
- one bearing is dry and blue
- impeller is perfect. From 1938. Perfect!
- inside we found a marble

She is in nineteen pieces on blue sheet. Please nobody is tidy there.

-- juno +20m
I got to hold the impeller!! it weighs like a toddler

-- walter +13h
The marble is mine. It went in through the inspection hole in 1963 and I have thought about it ever since. I
would like to have it back, if it is nobody's trouble.

W. Pruitt

-- jarek ^ +1h
It is in matchbox with your name.

-- sam +2h
Priced the parts. Bearings are easy, packing is easy. The sleeve nobody makes. I'll get a quote for a whole
new pump as well so that we have something to compare.

-- mara ^ +30m
Thank you all. Was anyone's Saturday supposed to look like that?

== pump-numbers | day 37 thu | meetings | priya
For the moot, the pump. I've put what Sam and Jarek found side by side.

1. **New pump**, installed by a firm: $1,940, two-year warranty, and they take the old one away.
2. **New pump, installed by us**: $1,265, and we have Agnes as a doorstop.
3. **Mend Agnes**: bearings $74, packing $31, a sleeve made by a machine shop, $180 to $300, and our
  Saturdays.

We have $1,371.75. I have no opinion as treasurer. As a person I've seen the impeller.

-- mei +40m
What's the risk in 3? Like, if the sleeve's wrong, do we lose the $300 and still need 2?

-- jarek ^ +30m
Yes. But then we measure again and it is my shame and I pay the half.

-- gus +2h
My depot has a lathe and a guy who owes me. Ask before you pay somebody three hundred.

-- priya ^ +20m
I'm asking! Who do I ask?

-- gus ^ +13h
Me. Give me the drawing.

-- walter +2h
The drawing is No. 114 in the long drawer, under the tea towels. The dimension marked in red pencil is the
correct one. The printed one never was.

W. Pruitt

== pump-wrong | day 50 | house | sam
Sleeve's back from Gus's man. It's a lovely bit of work. It's also two hundredths too long. Nobody's fault,
the red pencil says 2.68 or 2.66 depending on who's holding it.

-- lowell +40m
I should be glad to look at it. I spent thirty-four years telling other people's sixes from their eights.

-- gus +2h
He'll take it off. Thursday. He laughed, which he doesn't.

-- jarek +40m
Better too long. Too short is only key ring.

-- lowell > gus +1d
I have now examined the drawing under a glass. It is a 6. The loop is a tea stain.

== pump-flushes | day 55 | house | nadia
While we're waiting: somebody has chalked a tally of buckets on the washroom wall, and we've carried **four
hundred and six** since Agnes stopped. There's a separate column for "spilled," which I take to be honest.

-- ollie +30m
some of thsoe are mine, the boys like to help

-- theo +50m
My arms have never looked like this. I may keep a bucket on afterwards.

-- priya +1h
If you multiply it out that's about four tons. I'm not sure why I multiplied it out.

== pump-runs | day 67 sat 16:45 | house | mara
She runs.

Ten past four. Walter opened the sluice himself, a quarter turn, Jarek threw the switch, and there was a
long horrible silence in which Sam said a word. Then she took. You could hear it go up the pipe over our
heads all the way to the tank, and then Kofi yelled from the greenhouse.

Cost, all in: $116.40 and a bottle for Gus's man. Thank you @jarek, @sam, @gus, @walter, @juno and everyone
who carried.

-- kofi +10m
I YELLED because the line was open and pointing at me. Worth it. Worth it!

-- juno +30m
she sounds SO good. its like a purr but industrial

-- ines +14h
I read this at breakfast in a café and the man next to me asked if it was good news. I said a pump is
running. He bought me a pastel de nata.

-- walter +40m
I had not thought to hear that sound again. When they shut her down I was told to pull the switch and not to
make a speech, so I did not. I went home and told my wife it had been an ordinary day.

Yesterday I told her photograph otherwise. Thank you.

W. Pruitt

-- jarek ^ +1h
Walter, you are best engineer I worked with. I say it also in Polish at home, so they know.

-- ruth +2h
I've had something in my eye since nine o'clock.

-- bo +13h
ok im crying into the rye

== marble | day 76 | house | fen
I painted a portrait of the marble. It's four inches by four inches and it hangs above Agnes, so that she
remembers. Green, with a twist. Walter sat for it, that is, he held the marble.

-- walter +15h
It is an excellent likeness.

W. Pruitt

-- des ^ +1h
We had to move the fire extinguisher for it. It's still in reach, I checked twice.

== breaker | day 176 06:50 | house | kofi
Morning. No pump again?? I've got pressure in the tank but she won't start, the switch just goes clunk.

-- jarek +20m
Clunk in the box or clunk in the motor?

-- kofi ^ +5m
Box

-- jarek ^ +5m
Do not push it again please. I come before work.

-- jarek +1h
It was snail. One snail, on the contact. Now is cleaned and I put a fine mesh. He is outside, he is fine, a
bit proud.

-- amina ^ +40m
May I have the snail's name for class? They will ask.

-- jarek ^ +30m
Volta.

== blackout | day 226 thu 20:35 | house | theo
Lights are out on the whole of Sorrel Street and Filter Row, is it us or everybody? Choir's sitting in the
tank in the pitch dark. Still singing actually. Better, if anything.

-- jarek +5m
Is everybody. Transformer on Millrace, I hear it from here. Two, three hours. Nobody touches the board.

-- mei +5m
18% phone. There are four lanterns on the shelf left of the bench, third shelf. Feel for the tape, I labeled
them in raised dots last year and you all laughed

-- omar +10m
Is anyone near us with hot water? The bottle warmer's electric. He's not crying yet but he has looked at me.

-- pilar ^ +5m
Gas stove! I've put the kettle on, I'm number 6, come come come. Or wait, I'll come to you, you have your
hands full.

-- salma +5m
I've the big flashlight and I'm going up the stairs of our house to knock at the two old ladies on five.
Tell me if there is someone else who should be knocked at.

-- ruth ^ +10m
I'm one of those and I am perfectly well, I'm reading by candle. But try Mr. Aldous on two, he doesn't like
the dark and won't say.

-- salma ^ +30m
He's fine. He's teaching me cribbage.

-- theo +2h
And we're back. We walked everyone home in a line, singing, holding coats. I'd like it noted that Ilse did
not stop to correct anyone until the lights came on.

== roof-drip | day 276 07:15 | house | hanne
Water in the library corner. North valley. I see three slates gone from up here.

-- nadia +15m
Oh no. Which shelf?? I can be there at half past.

-- mara +10m
I'm ten minutes away with the key and every bucket we own. We know how to do buckets.

-- nadia > hanne +1h
Saved, nearly all. We lost *Small Engines, vol. 2* and the wet bottom row of cookbooks. They're standing
open on the radiators like a flock of something.

-- lowell ^ +30m
A flock of something is exactly right. I'll come and turn pages. Interleave with paper towel, every tenth
leaf, and don't press them yet.

-- arturo +2h
I was up. It's not three, it's about forty, under the valley lead. The boards are soft. I can make it tight
for this month with a sheet. It wants a roofer.

-- ewan ^ +1h
I'll do the boards if somebody holds the roofer.

== roof-money | day 283 | meetings | priya
The roof. Two quotes, $3,150 and $3,600, boards by us in both. We hold $1,906.20.

@mei has found a thing: the town has a small fund for old public buildings, up to $2,400, one form, twelve
pages, closing in nineteen days. The page is at https://fund.example.org/small-sites. They want drawings,
photographs, three letters and "evidence of community use." I'd say we have that last one.

-- mei +20m
I've put the twelve pages in a shared document with a name beside each question. If your name's there and
you don't want it, move it to mine.

-- walter +3h
I have the original roof drawings, No. 31 to 38, and can supply the year and the slater's name.

W. Pruitt

-- amina +2h
Evidence of community use: my class could each write one sentence? Warning, some will be about the skeleton.

-- cora +1h
I'll proofread every page. And please, nobody write "vibrant."

-- fen ^ +10m
deletes quietly

-- ollie +4h
I have aobut 900 photos on my phone, most of them are the boys but the building is beihnd them

== roof-yes | day 318 | meetings | mei
They said yes. All $2,400. The letter says, and I'm quoting because I'll want to reread it here: "The panel
was particularly persuaded by the submission of Class 2B."

-- amina +15m
I'M GOING TO READ IT TO THEM TOMORROW. I will not get through it.

-- priya +10m
So: 2,400 plus 1,906.20 minus 3,150 leaves 1,156.20. I've added it four times for the pleasure of it.

-- mara +40m
@mei, @priya, @cora, twelve pages in nineteen days, on top of your own work. Thank you. When can the roofer
come?

-- arturo ^ +2h
Two weeks from Monday. I asked him already, I said probably.

-- walter +2h
Slater in 1911, J. Hobbs. I trust the present one will also sign the underside.

W. Pruitt

-- lowell > mei +3h
Which sentence was it that persuaded them, do we know?

-- amina ^ +16h
I asked the lady on the phone. It was this one: "When it rains in, we go there anyway."

== walter-manual | day 332 | house | walter
I have completed a small work in two copies, one for the shelf and one for Mr. Wolny. It is called *Number
Two: Her Care and Temper* and runs to thirty-four pages. It contains everything that I know about her, so
that you need not ask me.

You may of course still ask me.

W. Pruitt

-- jarek +1h
I read it on the trolley and missed my stop. Page 12, "listen before you touch." I make this in brass for
the wall.

-- nadia +40m
I've cataloged it. Engineering, hydraulic; also Biography. May I scan a third copy?

-- sam +2h
Chapter 4 is just called "1971" and it's the perch. Finally.

-- mara +1h
Walter, we'll ask you anyway. Tuesday all right? I'll bring the pie.

-- walter ^ +15h
Tuesday will suit.

W. Pruitt
"""
