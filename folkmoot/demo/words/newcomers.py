"""The people who come during the year, and how they are met."""

PAGE = """
== new-omar | day 34 10:20 | neighbors | omar
Hello. We moved to Weir Lane eleven days ago, the three of us, the youngest being nine weeks. The stroller
lost a wheel on Cooper's Steps and I've been carrying everything. Somebody at the bakery said "ask the
Pumphouse." So: I am asking?

-- des +35m
You've asked the right people. Bring it by any time after three, with the wheel if you have it. If you
don't, bring it anyway, I have a drawer.

-- vik +20m
which wheel / which steps. i pass there 6x a day

-- omar > vik +40m
Front left, near the top, it rolled down all sixty-one steps with great dignity and went under the hedge at
the bottom.

-- vik ^ +3h
got it. its at des's bench. also there was a glove, is that yours

-- omar > des +1d
Fixed in the time it took to drink one cup of tea. He wouldn't take money, he took the old bearing, "for the
drawer." And the glove wasn't mine, but it is now in the lost box with six other left gloves. Thank you. I
slept last night.

-- ruth ^ +1h
Nine weeks! Soup is on your step, the pot has my name on it, don't you dare return it clean within the week.

== new-gwen | day 83 mon 20:10 | choir | gwen
I've written this three times. Is it true that nobody auditions? I've walked past on Thursdays since before
the door got fixed and stood there a bit. I don't really sing. I just know all the words.

-- ilse +40m
It is true. Knowing all the words puts you ahead of the entire bass section. Thursday, five to eight, stand
beside Delphine. If you want to move your lips and make no sound for a month, you may. I shall not look at
you once.

-- delphine ^ +30m
Come stand by me. I make enough noise for two until you're ready, and then we scare people together.

-- gwen ^ +50m
Ok. I'll come. I'll be the one near the exit.

-- theo +12h
We're all near the exit, it's a tank.

-- gwen > ilse +3d
I came! I made a sound at about half past nine. I don't think anybody noticed. I noticed.

-- ilse ^ +1h
Bar 41. An F, and in tune. Until Thursday, Gwen.

== new-petra | day 112 11:00 | workshop | petra
Hello, I'm Petra, I upholster furniture and my shop is now a phone shop, so I have two arms and no bench. I
looked in through your window. You have a very good long bench in the hall that somebody has covered in
*tablecloth plastic*. With *staples*. May I please save it?

-- ewan +40m
Petra. I've waited eighteen months for someone to say this out loud. Under the plastic there is horsehair.

-- petra ^ +20m
I knew it. I could tell by the shoulders.

-- mara +1h
Welcome, Petra, yes, and yes. I should confess that the staples were me. It was a wet week.

-- petra ^ +40m
Everyone has a wet week. I'll bring my hammer on Saturday and a bench of yours can teach six people webbing
while I do it, if there are six people.

-- mei ^ +30m
One.

-- juno ^ +20m
two!! do we get the magnetic hammer

-- rashid ^ +1h
Three, with your permission. I have always sewn for people who stand up; I would like to learn about those
who sit.

== bench-reborn | day 131 sun | workshop | petra
The long bench is finished. Count: 412 staples out, forty springs retied, a comb, a pay slip from 1958 (it
is with @walter), and four new upholsterers, of which one hit only her thumb. Sit on it. That's what it is
for.

-- walter +3h
The pay slip belonged to Harold Munce, foreman, who always said he had been paid short that week. I am sorry
to learn he was right.

W. Pruitt

-- ruth +2h
I have sat. Finally, in this building, somebody has considered the human being.

-- juno > petra +1h
it was a GLANCING thumb

-- mara +5h
Petra, it's beautiful. Thank you. The staples are in a jar on my desk, for humility.

== new-jonah | day 156 thu 16:30 | workshop | jonah
Hi, Jonah, physics first-year. I bought a soldering iron to fix my headphones and now I have two broken
headphones and a mark on my desk that my landlady hasn't seen. Is there like a time when someone could watch
me and say stop?

-- jarek +50m
Wednesday evening I am here from six. Bring both headphones and also this iron, I want to see the tip. I
think tip is black like coal, yes?

-- jonah ^ +15m
...how did you know

-- jarek ^ +30m
It is always tip. People think the solder is stupid, but solder is clever, it goes only where is warm and
clean. Like cat.

-- juno +2h
come weds, I'm there too. I burned my desk in the shape of ohio. you get used to it

-- jonah > jarek +7d
Update: both headphones alive. Jarek said "stop" nine times and "good" once, and I've thought about the good
one all day.

== new-salma | day 200 07:40 | garden | salma
Good morning, I've just come off a night shift so forgive the spelling. I live on the fourth floor with a
balcony that sees the sun for perhaps ninety minutes. I've killed basil, mint (they said nobody can kill
mint) and a cactus. I would love to learn to grow one thing that lives. Is there room for a beginner?

-- tilda +1h
Ninety minutes is plenty, you've just been asking it of the wrong plants. Sorrel, mitsuba, chervil, ferns.
And moss, of course, which likes being ignored. What does the floor of your balcony look like, is it damp?

-- ruth +40m
Take half of bed 4. It was for two people and now there is only me, and I don't bend like I did. You bend,
I'll point.

-- salma > ruth +6h
I slept on it (literally). Yes please. I'm good at bending and very used to being pointed at.

-- kofi ^ +1h
Nobody can kill mint, that's a challenge you didn't even know you were winning. Welcome! Come by bed 7 for a
bucket of the good stuff.

-- salma > tilda +1h
It is damp, it's green even. I was scrubbing it off!

-- tilda ^ +30m
Oh, *stop* scrubbing. You've been growing something all along.

== bed-four | day 222 sun | garden | ruth
A report from bed 4. The midwife bends beautifully. In three weeks we've put in forty garlic-sized holes,
she has told me a dozen stories with the names taken out, and I've laughed so hard I had to hold the spade.
I should have done this years ago.

-- salma +3h
She points beautifully. I was told "no, left, no, *my* left" about a single leaf.

-- nadia +5h
This might be my favorite thing on here. Will you two need labels?

-- ruth ^ +40m
We have labels. They say *Ruth's* and *Also Ruth's*.

== new-hugh | day 238 15:00 | choir | hugh
Afternoon, all. Hugh Tanner. Twenty-six years of trumpet on cruise ships, and now I've an apartment on
Sorrel Street with walls like crackers. I know there's been some talk about noise in the past because a
gentleman at the trolley stop told me about it, at length. So I ask first: is there an hour and a room in
which a man might play a scale?

-- gus +1h
That was me at the trolley stop. Tank room, weekdays, three to six, inner door SHUT. We built the door for
it. Two layers, wool in the middle. You could keep a goose in there.

-- hugh ^ +30m
Sir, I've played with worse than geese. Three to six. Shut. Understood.

-- leonie +2h
I'm in there Mon and Wed at four with the drums, we could share? Or, you know. Play together.

-- ilse +4h
A trumpet, in my tank. Mr. Tanner, do you own a mute, and do you know anything slow?

-- hugh ^ +40m
Four mutes, ma'am, and nothing but slow since my knees went.

-- gus > hugh +3d
Heard nothing yesterday. Stood at the wall and listened for it. Was a bit disappointed to be honest.

== hugh-cards | day 262 | neighbors | hugh
I find that a man can't play trumpet after six o'clock here, so I propose cards. Wednesday, seven, the long
bench. I will teach a game from the engine room of the *Castellana* which has no name and only three rules,
one of which is a lie.

-- theo +40m
In. I'm terrible at cards and excellent at accusing people.

-- rashid +2h
I shall come after the chess, if there's a chair. May one ask which of the rules?

-- hugh ^ +30m
One may ask.

-- birdie +3h
Do we play for money or for cake? I'll bring cake either way!!

-- omar +1d
I can be there until the baby notices.

== new-lark | day 361 16:20 | workshop | lark
Hello, neighbors. I've just moved in above the shoe shop on Cooper's Steps and there's a nineteenth-century
map of this very town on my table, with your pump house on it, drawn when it was new, with a tiny man at the
door. It needs a long flat surface for two days while the paste dries. I'm told you have benches. Might one
of them be flat, and free?

== new-noor | day 363 18:45 | choir | noor
Salaam and hi, I'm Noor. I fix buses, I'm loud, I've been told I'm an alto by one person and a tenor by
another, and they were both shouting. I live behind the depot. I heard you through the roof vent last
Thursday when I was walking home with fries and I ate all of them standing there. Can someone tell me which
door it is?
"""
