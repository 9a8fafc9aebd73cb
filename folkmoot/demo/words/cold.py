"""Autumn and winter: each thread has its date, wherever the script's year begins."""

PAGE = """
== first-frost | 10-13 08:00 | garden | nadia
White on the roof of the shed this morning. I've brought in the last peppers and what I hope are ripe beans.
If you've got anything that minds the cold, today's the day.

-- kofi +15m
The dahlias are black. I said a few words.

-- delphine +30m
Thank you for my peppers!! I was at work, watching the thermometer on the bank.

-- tilda +2h
The moss, meanwhile, has never looked better.

== bike-lights | 10-20 | workshop | vik
its dark at 6. i nearly hit 2 ninjas this wk. box of lights on the bench, take 1 front 1 back, pay whatever
in the tin. check ur batteries

-- jarek +1h
I add ten rear lamps, repaired. They blink a bit too fast, like nervous. But bright.

-- ollie +40m
took 2 for the twins' scooters thank you. they now ride indoors, in the dark, on purpose

== pumpkin-soup | 10-26 | kitchen | pilar
To the person who left a pumpkin the size of a second grader in front of the kitchen door: thank you, and
how did you get it there?

-- arturo +1h
Rolled.

-- pilar ^ +10m
Of course you did. It'll be Thursday's soup and also next Thursday's.

-- amina +30m
Before you cut it, could I borrow it for one lesson? We're doing "estimate."

-- pilar +1d
It was borrowed, and estimated (between 4 and "a million" pounds), and came back with a mustache. I didn't
have the heart, so I cut it from behind.

== leaf-mold | 11-01 sun 10:30 | garden | kofi
Leaves! Don't bag them for the trash, bring me the bags. In two years it's the softest stuff you've ever put
a hand in. I'll be at the gate until four.

-- lowell +1h
I bring four sacks of oak and one of beech, sorted. I'm aware that nobody asked for them to be sorted.

-- kofi ^ +10m
I would have never asked, and I'm moved.

-- hugh
I've a balcony full, third floor. Do you take them by air?

== garlic | 11-05 | garden | ruth
Garlic goes in this week, pointed end up, a hand apart. I've got enough for anyone who comes by before
Sunday, it's the hardneck I've kept since my husband was courting.

-- nadia +20m
Can I have a bulb for the drawers, with its story?

-- ruth ^ +30m
You can have the bulb. The story isn't for a library.

-- hanne +2h
I take ten cloves.

== drafts | 11-13 | house | mara
The hall windows are whistling again. I've got putty, felt strip and thirty-two sashes. If everybody does
two, we're finished before the soup. Saturday at ten?

-- des +20m
In. I'll bring the good scrapers out of hiding.

-- mei +30m
I've never puttied. Is it like icing?

-- arturo ^ +40m
Yes. You don't lick it.

-- petra
Two windows, and I'll bring wool offcuts for the gap under the north door. It bites ankles, that door.

-- mara +3d
All thirty-two. It's four degrees warmer by the stairs, I've measured, and you can hear the clock.

== darning | 11-20 | workshop | rashid
Dear friends, the evenings are long. On Tuesday after the machines we'll sit at the stove and darn. Ruth
teaches the Swiss way and I the invisible way, and you may decide whose sock lasts.

-- ruth +30m
His is prettier. Mine'll be there when the sock is gone.

-- juno +3h
can we do visible?? like in neon. i have a hoodie with an elbow situation

-- fen +1h
Neon elbow, yes! I'm bringing embroidery thread in colors that shouldn't be allowed.

== soup-count | 11-27 fri | kitchen | pilar
Thursdays are getting full: 54 bowls last night, and I own 50 bowls. From now on please bring your own bowl
and spoon. And your own neighbor.

-- petra
I ate mine from the measuring jug. It was a pint, exactly.

-- birdie +1h
I've six bowls of my aunt's that I've never liked, they're yours!!

-- pilar ^ +20m
Birdie, they're hideous, and I love every one.

== cookies | 12-09 | kitchen | amina
Cookie afternoon for children and pretend-children, Saturday at two. We need flour, cutters, and adults who
don't mind about sprinkles.

-- bo +9h
flour is by the door, 20 pounds. i dont mind about anything

-- ewan +30m
I can cut new cutters out of tin. Does anyone have a wish? Last time I was asked for an octopus, and it
baked into a sort of mitten.

-- ollie +20m
mitten was the best one. they fouhgt over mitten

-- amina +4d
A hundred and sixty cookies, of which about ninety left the building. There are sprinkles in the drill
press. Sorry, Des.

-- des ^ +2h
It's festive. It's also in the bearings.

== trolley-songs | 12-12 thu 09:00 | choir | ilse
Tonight we leave the tank and sing at the trolley stop, from half past five when everybody's coming home
with bags. Four songs, no hat. Gloves without fingers for those who hold the music, and a lantern for each
row.

-- theo +15m
My row has one of @mei's, with the raised dots.

-- gus +9h
Held the 5:40 for one verse. Technical reasons.

-- rashid +2h
A gentleman beside me set down his bags and stood through all four songs, and then he missed his trolley on
purpose. I saw it.

-- ilse +14h
The *Rose* was flat and nobody in the world minded, including me. Good night.

== holiday-keys | 12-22 | house | mara
Who's around between the holidays? I'd like somebody to look in each day: the pipes, the stove, the cat's
bowl. One line here when you've been.

-- walter +1h
I shall be here on each of the days and have nothing else to do. It is also the season for the sluice to
stick.

W. Pruitt

-- rashid +40m
I don't keep those holidays, so I can be there in the mornings, and with Walter, if there's a board.

-- ruth +1h
There will be a board, and there'll be soup at noon, and if anyone else is on their own they can come too.
I'm just saying it out loud.

-- theo +2h
I was going to sit at home and pretend I'm fine with it. I'll bring bread.

-- walter +9d
To report: all was well, the sluice stuck once. We were seven on one day. Mr. Karimov has taken my queen.

W. Pruitt

== swim | 01-02 | neighbors | sam
Some of us went in the river yesterday, as every year. It's about thirty seconds of shouting and then tea.
Next year, more of you. It's a plumber's duty to say: it's very cold.

-- delphine +20m
I held the towels. Somebody has to be wise.

-- lowell +1h
Your shouting put up nine black ducks, for which I thank you. I hadn't known that they were there.

== seed-order | 01-11 | garden | nadia
Seed order time! One big order saves us the postage. Please write under here what you'd like by Sunday, with
a number, and I mean a *number*, not "some."

-- kofi +20m
Carrots, 3 packets, the short ones for heavy soil. Beets, 1. Leeks, 1

-- priya +30m
Tomatoes: 2 packets, any kind that Ruth approves of. Okra: 1, out of stubbornness.

-- delphine +1h
Peppers 6.

-- nadia ^ +10m
Six packets?

-- delphine ^ +5m
It's a number!

-- arturo +3h
Fava beans. 40. Beans, not packets.

-- ruth +1h
Lettuce, 2. And somebody should try a parsnip this year. I'm not going to, but somebody should.

== shovel | 01-19 07:05 | neighbors | mara
Eight inches on Sorrel. Who shovels where? I've got Filter Row up to the bend. Please do your older
neighbors' steps first, and the hydrant.

-- gus +5m
Trolley stop's done. Since 4.

-- theo +10m
Cooper's Steps, top half. All sixty-one have to be done by somebody, I'll take thirty.

-- vik +10m
bottom 31

-- walter +40m
I had meant to do mine and found it done, with a line of small boot prints leading away. Would the culprit
please come for cocoa.

W. Pruitt

-- amina ^ +3h
There are four culprits, and they're all standing in my doorway asking what time.

== frozen-lock | 01-23 05:40 | house | bo
side door lock is frozen. 5:40. im in the yard with the bread. its like nine degrees

-- hanne +10m
Warm the key, not the lock.

-- bo ^ +10m
with what

-- hanne ^ +5m
You have bread.

-- bo ^ +15m
it worked

-- des +1h
I'll put graphite in it tonight. That's the best use of a roll I've ever heard of.

== marmalade | 02-04 | kitchen | cora
The Seville oranges are here, the store on Millrace kept us two crates. Marmalade on Saturday? I can zest, I
can stir, I can't be trusted with "set."

-- birdie +15m
I do SET!!! Cold saucer, push it with your finger, if it wrinkles it's done.

-- delphine +1h
One batch with ginger and one with you-know-what.

-- theo ^ +10m
I know what. I'll wait for the other one.

-- cora +4d
38 jars. One's labeled *Possibly Syrup.*

== owls | 02-09 | neighbors | lowell
There's a pair of great horned owls calling from the poplars behind the depot, from about ten at night. He
asks, and she answers a third higher. If you open your bedroom window for two minutes you'll have both, and
a cold room, and it's worth it.

-- fen +14h
I did that. I stood there in a blanket like a burrito. There she was.

-- ruth +1h
We had that in our marriage, but without the poplars.

-- salma
Heard them at 4 on my way home. I sat down on the steps for a bit.

== pruning | 02-14 sat 16:00 | garden | kofi
Apple pruning, done. Seven people, two saws, one argument. For those who weren't there, the whole of it:

1. dead, broken, crossing: off
2. step back
3. look at it from where you'd look at it in summer
4. stop sooner than you think

-- arturo +1h
4 is for everything.

-- mei +2h
I cut the branch I was told to and then I apologized to it, and nobody laughed. I appreciated that.

-- hanne +1h
Burn nothing. I'd like the twigs.

== leeks-on-sills | 02-21 | garden | priya
Windowsill report: 48 leeks, like green hair. 12 tomatoes, leggy. One thing that I didn't sow. Do I really
have to turn them every day?

-- kofi +20m
Quarter turn, morning and evening. And stroke the tops with your hand, it makes them stocky. I'm serious!

-- ruth +40m
It's true. I talk to them as well, but that's for me.

-- priya +6d
I stroke 60 seedlings before work now. My mother's been on the phone telling everyone.

== clocks | 03-15 thu 22:30 | choir | birdie
The clocks have gone FORWARD, ladies!! Four sopranos came in when we were having the tea! It's the same
every year!

-- theo +30m
I'd like to point out it's also the only week in the year when Ilse is late.

-- ilse ^ +1h
I was not late. The hour was early.
"""
