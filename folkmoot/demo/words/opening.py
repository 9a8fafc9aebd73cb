"""The first days: everybody finds the place and says who they are."""

PAGE = """
== welcome | day 0 09:10 | meetings | mara
So here we are, off the corkboard and off that phone chain where the message arrived backward. Everything
that used to be pinned up by the door can be said here, and people can answer, which the corkboard never
managed.

Two things before you start. You decide what reaches you: if you only want the garden, say so under *Who may
reach me* and the rest will wait quietly until you come looking. And when somebody new turns up, one of us
answers them. That's the whole etiquette.

Say hello when you arrive?

-- des +25m
Arrived. It works. I've already lost my password, but apparently there isn't one.

-- ilse ^ +20m
Good morning from the choir. I notice there is no way to underline a word three times. I will find one.

-- theo ^ +15m
She'll find one. Hello everybody, a tenor is present, you may begin.

-- mara ^ +20m
Noted, with relief. That's one of three accounted for.

-- ruth +40m
Hello. I was told there would be soup. I see there is reading instead.

-- mara ^ +30m
Soup is Thursday, Ruth. Reading is to pass the time until Thursday.

== roll-workshop | day 1 08:00 | workshop | des
Workshop people, roll call. Tell me what you can fix and what you'd rather not. I'll go first: wheels yes,
lawnmowers no, I know what you all do with lawnmowers.

-- sam +40m
Sam. Anything with water in it. Not washing machines on upper floors, my back has a memory.

-- jarek ^ +35m
Same with me and boilers. Hello, Jarek here, electrician. I repair lamps, radio, motor, every switch. I do
not like printers. Nobody likes printers.

-- rashid ^ +30m
Good morning, dear friends. Rashid, the tailor from the corner. I repair all things made of cloth, and with
pleasure. I too am afraid of printers.

-- ewan ^ +45m
Ewan, wood. I can do chairs, drawers, doors, most of what stands on legs. I should warn you that I have
never yet answered a question about glue in under ten minutes, because there are really four kinds of glue
and people only ever ask about one of them, and it's usually the wrong one for what they've broken.

-- vik ^ +10m
punctures. ten minutes. no glue talk

-- des ^ +30m
You're all hired. Ewan, you get the corner bench, it's the one with the longest chair.

== roll-garden | day 1 12:15 | garden | kofi
Garden! Bed 7 says good morning and smells of promise. Who's here, which bed, and what do you want out of
the ground this year? I want carrots with only one leg each. A modest dream.

-- hanne +50m
Hanne. The roof. Bees.

-- nadia ^ +40m
The most restful introduction I've ever read. I'm Nadia, bed 5 and the seed drawers. What I'd like:

- one proper row of saffron crocus, for the sake of it
- people writing **the year** on the packets
- people writing anything at all on the packets

-- arturo ^ +30m
I write on packets. Arturo, bed 9. Also the wall.

-- amina ^ +50m
You built that wall? My whole class sits on it! Amina, bed 3, with twenty-two second graders. What they want
out of the ground is, and I quote, "a skeleton."

-- lowell ^ +35m
I believe I can promise your class at least one vole skull, nicely cleaned. Lowell Finch, bed 12, beneath
the hawthorn, where I grow very little but see a great deal.

-- amina ^ +20m
Mr. Finch, you have no idea how popular you are about to be.

-- kofi +5h
Skulls, saffron, a wall. Best committee I've ever sat on.

== roll-choir | day 2 09:00 | choir | ilse
Singers. Thursdays, eight o'clock, in the tank. Eight o'clock means five minutes to eight with your coat
already off. New voices are welcome at every rehearsal and nobody auditions; the tank is kinder than you
fear and more honest than you would like.

Who is coming?

-- birdie +30m
ME!!! First row by the radiator as always. I have not missed a Thursday since the ice storm and I'm not
starting now!!

-- delphine ^ +25m
Ha! There is no radiator in that tank, Birdie, that is me you're leaning on. Delphine, second alto, present
and warm.

-- leonie ^ +40m
I'm Leonie, the one with the drums. Sorry already. I'll bring the soft sticks. Is it ok if I leave the big
tom in the side room? Four floors, no elevator.

-- juno ^ +7h
hi its Juno, alto, I can carry the tom if I get to hit it once

-- ilse > juno +40m
Once. On a beat of my choosing. Welcome, Juno.

== roll-kitchen | day 2 13:00 | kitchen | pilar
Well! A kitchen of our own on the internet, and not one person has asked me where the ladle is. Enjoy it
while it lasts. I'm Pilar, I keep the big pot (ten gallons, it came out of a convent, please never put it in
the yard again) and on Thursdays before choir there is soup for whoever comes. If you can chop, come at
five. If you cannot chop, come at five anyway and tell us about your day while we do.

-- bo +14h
hi. bo. theres a bag with yesterdays loaves on the hook by the back door most mornings, take one, dont
knock, im asleep

-- ollie ^ +40m
Bo the seeded one got us thruogh breakfast with both twins and nobdy cried. including me. Hi im Ollie.
Number 9 Filter Row, the house with the noise

-- bo ^ +30m
ill leave you two

-- pilar > ollie +2h
Ollie, bring the boys on Thursday, they can wash spinach. They will be wet, the spinach will be clean,
everybody wins.

== walter-hello | day 2 10:30 | house | walter
Good morning to you all. My granddaughter has set this up for me and I am to press the button when I am
finished.

I came to this station as an apprentice in 1962 and shut the last valve myself in the year they closed it.
It is a great pleasure to hear people in it again. If anyone should need to know what a pipe is for, I very
likely do know, and if I do not then I know where the drawings are.

The lever by the north door is NOT a coat hook.

W. Pruitt

-- mara +40m
Walter! I've been hoping you'd come in. We found a brass wheel under the floor in the hall with "No. 2,
slowly" stamped on it. What is it, and how slowly?

-- walter ^ +3h
It is the main sluice to the second filter bed, which is to say your strawberries. A quarter turn in the
morning and a quarter turn at night. A young man in 1971 turned it all at once and we had a perch in the
engine hall.

W. Pruitt

-- sam ^ +30m
I have so many questions and they're all about the perch.

== lisbon | day 3 06:40 | - | ines
Good morning from the other side of the water! It is raining on the tiles here and the tram goes by the
window with exactly the squeak that our side gate makes, so I opened this to feel less far away. It's a
year, maybe a little more. I have my key on a string over the desk. Somebody please sing my line on
Thursdays so it stays warm.

-- birdie +2h
Oh Inês!!! I'll sing it but I'll sing it LOUDER, you know me. Do you have enough blankets??

-- ines ^ +90m
I have three blankets and a neighbor who hums fado through the wall, flat. I am in good hands.

-- mara +5h
The gate still squeaks. We've decided to leave it until you come back.

== gate-keys | day 3 15:30 | house | gus
Who has the side gate key. It was open again at 5 this morning when I went out. I'm not complaining, I'm
telling you.

-- mei +50m
That was probably me, I left at midnight and thought it locks by itself. It doesn't? Hi, I'm Mei, I'll put a
label on it.

-- gus ^ +40m
It does not. A label is good. Gus, number 14.

-- des ^ +2h
I'll fit a spring on it this week. Then it closes itself, and the label can say "yes, it does."

== new-sign | day 3 18:20 | house | fen
hello all, Fen here. I've lettered the new sign for the door and I'm in love with the ampersand. It now
reads: *Tools & Turnips & Tenors*. It's on the bench, drying. Please don't let anyone lean a bicycle on it.

-- tilda +1h
Oh, I just stood in front of it for quite a while. Is that real moss green? How did you mix it? I'm Tilda, I
work on mosses, I'm not being polite, I truly want to know.

-- fen ^ +1h
Two parts the fence paint, one part yellow ocher, one spoon of black, and I did look at the actual moss on
the actual step. You are the first person who has ever asked. Come and have the rest of the pot.

-- theo +13h
Alphabetically tenors should come first. I only mention it.

== gasket-hello | day 4 20:00 | neighbors | cora
Since she will be discussed here anyway, I should introduce myself: I'm Cora, and the gray cat in the
workshop is Gasket, and she is **mine**, she has a home and a bowl and a heated cushion, on Cooper's Steps,
which she leaves every morning at seven as if she had a shift to start. If she's in anyone's way, say so and
I'll come and fetch her.

-- des +12h
She punches in at ten past. Sits on the drill press until noon. Never been late, which is more than I can
say of the rest of the crew.

-- cora ^ +1h
So you're telling me she's reliable. At home she can't find her own feet.

== rex-hello | day 4 17:30 | house | rex
Rex Dunmore here from DUNMORE GUTTERS & SIDING. Great building you've got but I'll be honest those gutters
are a crime. Call me for a free estimate!

-- mara +1h
Welcome, Rex, and you're right about the gutters. The way it works here is that whoever knows about a thing
shows the rest of us. There are six of us on Saturday with two ladders; would you come along and tell us
what we're looking at?

-- rex ^ +2h
Saturdays is when I do my estimates. But sure, I'll see

-- hanne +14h
North side: mind the hives.

== the-till | day 5 19:30 | meetings | priya
Good evening, Priya here, treasurer by a show of hands while I was in the kitchen. What we own, as of
tonight:

- in the account: $1,412.60
- in the tea tin: $38.15 and one foreign coin
- owed to us: nothing
- owed by us: $61.00 to @ewan for screws

I'll write this up every month. If you spend something, put the receipt in the tin and your name on the
receipt. Both halves of that sentence matter.

-- ewan +50m
About the screws, I'd like it on record that they're brass, and slotted, and that when somebody takes that
door off in eighty years they'll be grateful. No hurry with the money.

-- priya ^ +30m
It is on record. The record says *screws*.

== only-garden | day 5 20:40 | - | tilda
A small question about this place itself. I'd like to read about the garden and mostly not about choir
practice (no offense, choir). I don't want to miss people, though. Is there a middle way?

-- mei +30m
Yes. *Who may reach me*, the row for the Pumphouse, tick garden and neighbors, and maybe "at most 5 a day."
Whatever doesn't reach you is still on the floor when you feel like wandering through. Nobody sees what you
ticked.

-- tilda ^ +25m
Found it. That's the politest setting I have ever been offered by a computer.

-- ilse +13h
No offense taken. We are loud enough to reach bed 11 without a setting.

== first-soup | day 9 thu 21:30 | kitchen | ruth
I came for the soup and I have notes. The soup: excellent. The bread: whoever Bo is, I'd like to meet him,
awake. The chairs: who chose those chairs.

-- pilar +40m
They came with the building, Ruth! I think they were for people waiting to be dismissed.

-- ewan ^ +12h
If I may, those are bent beech, about 1930, and only uncomfortable because somebody sawed two inches off the
front legs. I can put it back. It's a nice small job, well, nineteen nice small jobs.

-- ruth > ewan +1h
Young man, start with mine.

-- bo > ruth +8h
ive never been called excellent bread before. 5 am most days, side door, bring your own coffee
"""
