"""The choir, and the concert it works up to."""

PAGE = """
== choir-warm | day 17 fri | choir | leonie
Question from the back row: what's the warm-up called where we all slide down like a broken elevator? I want
to do it with my students and I can't call it broken elevator.

-- ilse +3h
It is called a siren. You may call it broken elevator. I do, in my head.

-- juno +5h
we did it in the school stairwell and a teacher came out

== choir-lateness | day 44 thu 22:40 | choir | ilse
Tonight at eight there were nine of us. At ten past there were twenty-six. I make no accusation. I merely
observe that the first ten minutes were the best of the evening, and that seventeen of you will never know.

-- vik +10m
was me + a flat

-- birdie +9h
I was there at seven forty!!! I always am!

-- delphine +1h
I was one of the seventeen and I felt it in my soul from the parking lot.

-- sam +4h
Boiler on Millrace. Sorry. Next week ten to.

== choir-line | day 94 fri 06:30 | choir | ines
Yesterday I couldn't sleep, so at one in the morning, which is eight for you, I put the phone on the pillow
and Birdie had hers on the music stand. I heard the whole rehearsal. I heard somebody drop a pencil. I sang
my line very quietly so as not to wake the fado neighbor, and for a second it all fit.

-- birdie +3h
I moved the phone closer for the last one!! Did you hear how loud I was!

-- ines ^ +20m
Birdie, my love, I think the harbor heard.

-- ilse +4h
You were a shade under on the D. I say it because I heard you, which gave me more pleasure than the D would
have.

== concert-when | day 102 | choir | ilse
We should give a concert. There, I have said it and now we must. Ten weeks is enough if we begin as people
who have only eight. Before the next moot I should like to know:

- who is *away* in ten to twelve weeks
- who has a piece they would crawl over gravel to sing
- whether we invite the street, or only those who already love us

-- theo +20m
Invite the street. The ones who love us have heard it.

-- delphine +1h
The lullaby my grandmother had, *Dodo*. I can teach it by ear. Three parts if you let me boss people.

-- gwen +4h
I don't have a piece. I'd just like to be counted as not away.

-- gus +30m
The street's heard it too.

-- ilse > delphine +2h
You may boss people from next Thursday, the last half hour. Gwen, you are counted.

-- kofi +40m
Something with stamping please. We have that floor!

== concert-tenors | day 118 | choir | theo
Tenor appeal. There are three of us. One is on nights until the week before, and one is me. We're about to
sing a piece that splits the tenors in two. You can't split one and a half tenors. If you own a man, a boy
whose voice has settled, or a low alto with a sense of adventure, send them.

-- juno +30m
I can go down to a c if that helps?? I'm basically a cello

-- theo ^ +10m
Juno, welcome to the rarest club in town.

-- rashid +2h
I have not sung since my wedding and people were kind about it. If it's truly an emergency I can stand very
straight.

-- ilse ^ +1h
Standing straight is two thirds of tenor. Thursday, dear Rashid.

-- ewan +1h
I've been told I'm a baritone but that's only because nobody ever asked me to stop.

== concert-program | day 136 | choir | ilse
The program, final, by which I mean that I shall change one thing and deny it.

1. *Siren* (all, lights off; it is a warm-up, but they needn't know)
2. Two rounds, one of them about a goose
3. *Dodo* (led by Delphine)
4. Leonie: seven minutes for drums and empty tank
5. *The Ferryman's Daughter*, with stamping
6. Interval, cake
7. Juno: "thing for tape echo"
8. The slow one
9. The slow one again, if they ask

-- leonie +30m
SEVEN? I have four and a half.

-- ilse ^ +20m
You have four and a half and the tank has two and a half.

-- juno +3h
it has a title now btw. its called "Agnes"

-- pilar +1h
Number 6! I will take charge of number 6. How many are we expecting, eighty? A hundred?

== concert-poster | day 148 | choir | fen
The poster is pulled: two-color lino, one hundred and ten copies, number 37 has a cat hair in it that can't
be faked. It's a fish standing in an empty tank with its mouth open. Take ten each from the rack and put
them where people wait for things.

-- vik +20m
took 40. theyll be up by 7

-- amina +1h
The fish is a *perch*. I see you, Fen.

-- gus +3h
Put one in every trolley on the 9 line. Not strictly allowed. They're straight though.

-- bo +8h
one in the bakery window. people ask if we sell fish now

-- lowell +2h
It says "Doors at half seven." I would have had "half past," but I've been looking at that fish for a
quarter of an hour and find I don't mind.

== concert-chairs | day 168 | choir | ewan
Seating. We own nineteen good chairs (formerly bad), the long bench (@petra's) holds nine if they're
friends, and I can make six planks-on-crates which aren't beautiful and will hold five each. That's
fifty-eight. If there are more than that they'll have to stand along the wall, which is actually where it
sounds best; I've tried every spot with my eyes shut and the very best is by the drain.

-- petra +40m
Do not let anybody sit on bare crate planks for ninety minutes. I've got foam offcuts, I'll do cushions on
Friday. Who can staple?

-- mei ^ +10m
I can staple. I've been *trained.*

-- priya +1h
The church on Cooper's Steps lends folding chairs, forty, no charge, if we carry them back the same night. I
asked.

-- arturo ^ +1h
I have the cart. Theo and Gus, you push.

== concert-cakes | day 181 mon | kitchen | birdie
CAKES for Saturday!!! Say what you bring so that we don't get nine lemon drizzles like for Harold's
retirement. I start: poppy seed roll, two.

-- pilar +15m
Almond cake, the one without flour, and sixty little empanadas (I know it's not cake, hush).

-- amina +40m
Lemon drizzle!

-- ollie +30m
lemon drizle too sorry. i can do somthing else. i cant, its the only one i know

-- ruth +1h
Honey cake. It wants three days, it's made already.

-- lowell +1h
A lemon drizzle, I'm afraid.

-- delphine ^ +10m
Ha! And there it is. I'm bringing ginger, so there's something to wake people up.

-- bo +11h
bread. its always bread. and butter ive hidden from gasket

-- hanne > birdie +1h
Honey, six jars. For the lemon people.

== concert-rehearsal | day 184 thu 22:20 | choir | ilse
After tonight's dress rehearsal I ought to say something encouraging. The goose came in early. The stamping
was late. The second altos laughed in *Dodo* and I know why and it was funny. Bass: superb, all three; Gus,
it is not forbidden to look up.

A bad dress rehearsal is a good omen. That isn't true, but everybody has always said it.

-- theo +10m
We were the goose. Sorry.

-- gwen +20m
Could I say something? I have the little line on my own in the Ferryman, four bars, and I went home and sang
it to the dishes and it's fine with the dishes. I'd like to keep it. I thought tonight that I'd ask you to
give it to somebody else, and I'm not asking.

-- ilse ^ +10m
It was never going to anyone else.

-- delphine > gwen +30m
That's my girl. I'll be six inches to your left, breathing loudly.

== concert-night | day 186 sat 23:20 | choir | mara
A hundred and twenty-seven people. I counted at the door until I ran out of hand stamps and then I counted
by heart. They stood along the wall, they sat on the stairs, somebody's grandfather sat on Agnes. I can't
sleep so I'm writing this with wet feet because it turns out that the drain works both ways.

@gwen. *Gwen.* That's all I can say about that.

-- gwen +8h
I looked at the exit and then I looked at Delphine, and then it was over and people were making a noise and
it took me a second to understand it was clapping.

-- gus +1h
My mother came. She's 84. She said who is the tall one in the back row with the good posture. Told her it's
her son.

-- hanne +30m
I do not usually like music. I liked this.

-- leonie +2h
When the last stroke went out in the tank and NOBODY clapped for the whole two and a half minutes. I was
holding my breath the whole time. I've never had an audience do that. I'm going to think about it till I'm
old.

-- omar +1h
The baby slept through the drums and woke for the slow one and lay there with his eyes open. First concert,
at thirty weeks.

-- ines +40m
They held me up on a telephone again, I was on the chair by the drain. I could see one shoe and the whole of
the music.

-- petra +1h
Not one person complained about the seats.

-- amina +8h
From a pupil, Monday morning, verbatim: "It was so quiet that I could hear my ears."

== concert-money | day 191 thu | meetings | priya
The hat after the concert:

- in notes and coins: $611.35
- one trolley token, one button, one IOU for "a day of plastering" (signed, legible!)
- spent: ink and paper $38, candles $12.20
- chairs, cake, cushions, fish: nothing, thank you

So $561.15 to the good, which goes into the roof box unless the moot says otherwise.

-- arturo +1h
The plastering is from Benny on Millrace. He's good. Take it.

-- ilse +3h
We sang a roof. I like that better than any review.

-- theo ^ +30m
One hole of a roof, let's be accurate. Lowell's listening.

== choir-after | day 199 fri | choir | gwen
Is it normal to feel a bit flat the week after? I keep humming the Ferryman in the stockroom, and then there
isn't a concert.

-- sam +1h
Happens every time. I usually fix something.

-- birdie +40m
Oh yes sweetheart, it's like after a wedding!! Come on Thursday anyway, we sing the silly ones.

-- leonie +2h
They told us about it at school, there's even a word, which I forgot. You're not weird. I slept for two
days.

== trumpet-slow | day 255 fri | choir | leonie
You all have to come ten minutes early next Thursday because Hugh and I have a thing. It's a mute, a brush
and a bucket of water. That's all I'm saying.

-- ilse +1h
Is the water for the playing or for afterwards?

-- hugh ^ +30m
That, ma'am, depends on the reception.

-- hugh > leonie +6d
Well. For the record, the reception was seven seconds of nothing and then Gus saying "again."

== choir-next | day 338 | choir | ilse
For the next months I should like us to learn something difficult. I've bought thirty copies of a Mass
nobody sings because it has eight parts. We are thirty-four. That is four and a quarter per part, and one of
the quarters is Theo.

-- theo +20m
I'm hurt, in four and a quarter places.

-- jonah +2h
I've never read music, is this a good or a terrible place to start?

-- ilse ^ +30m
Both. Come at seven on Tuesday, I'll sit you at the piano with Juno. It's only a graph, Jonah. Time goes
right, pitch goes up.

-- jonah ^ +10m
WHY does nobody say that on the first day

-- kofi +3h
Eight parts and no stamping? I'll come, but my feet have questions.
"""
