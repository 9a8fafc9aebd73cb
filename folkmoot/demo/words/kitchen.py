"""The kitchen, and the bread oven in the yard."""

PAGE = """
== big-pot | day 21 | kitchen | pilar
Where is the big pot? It's not under the table, it's not in the washroom, it's ten gallons, it can't be
*behind* something.

-- sam +20m
I may have soaked a valve in it.

-- pilar ^ +2m
SAM

-- sam ^ +10m
Clean valve. Mostly. I'm scrubbing it now. There'll be flowers.

-- ruth +1h
I wondered about the soup.

== starter-name | day 46 | kitchen | cora
I've been given a piece of Bo's sourdough starter and told that it's from 1994 and has never been let down.
No pressure then. It needs a name. So far: Doughlores, Clint Yeastwood, The Lodger.

-- theo +15m
The Lodger. It lives with you, it's pale, it bubbles at night.

-- bo +9h
its name is martin. it was always martin. i dont know who martin was

-- cora ^ +2h
Martin. Oh, that's much better. And much worse.

-- cora +6d
Martin has escaped his jar, and I found Gasket looking at him in a manner I can only describe as collegial.

== labels-please | day 69 | kitchen | priya
Small request about the potluck table: could everyone put a card next to their dish that says what's in it?
I don't mean the recipe. Just nuts, meat, milk, egg, that sort of thing. My cousin stood in front of ten
beautiful bowls and ate bread.

-- delphine +30m
Good point and I'm sorry to your cousin. Mine will say PEPPER, A LOT, because last time somebody's uncle
cried.

-- fen +1h
I'll draw little stamps. A nut, a cow, a wheat, a fish, a flame. The cow is winking, which I can change.

-- amina ^ +20m
Don't change the cow.

-- pilar +2h
Of course! I should've thought of it, with the soups as well. From Thursday there'll be one pot with and one
pot without, and I'll stop saying "it's only a bit of ham."

== hot-sauce | day 85 | kitchen | delphine
The first batch of the year is bottled: 22 little bottles, on the shelf by the window, take one and leave a
clean jar. Three strengths. *Hello*, *Well Now* and *Good Night*. Please respect the order.

-- theo +3h
I did not respect the order

-- delphine ^ +10m
Ha! Milk, honey. Sit down. It passes.

-- theo ^ +40m
I could hear colors. I'd like to reserve a second bottle.

-- bo +8h
well now in a rye dough. trust me

== lentils | day 113 | kitchen | omar
Does anybody have a soup that one can make with one hand and without looking at it? It has to be good the
next day as well. I've eaten a lot of toast.

-- ruth +20m
Red lentils, an onion, a carrot, water, salt, half an hour. Lemon at the end. You can't hurt it.

-- pilar +30m
And cumin!! Fry the cumin first, thirty seconds, until the whole house turns its head.

-- rashid +1h
My mother put dried mint in hot butter over it at the last moment. But this needs two hands, so perhaps at a
weekend.

-- omar +1d
Ruth's with Pilar's cumin. He watched me stir it and said his first thing that wasn't crying. I think it was
"ah." We've written down the date.

== oven-idea | day 217 | kitchen | bo
been thinking. theres a heap of old firebrick behind the coal store. theres arturo. theres me. has anyone
ever minded a bread oven

-- arturo +1h
I've looked at that heap for two years. It's good brick. Two hundred, maybe two twenty.

-- pilar +20m
MINDED? I've been lighting candles for it.

-- hanne +1h
Chimney not under the hives.

-- priya +2h
Moot item, please, with a number behind it? I'm in favor, I'd just like the number.

-- arturo ^ +1h
Sand, clay, lime, one iron door. 95.

-- gus +2h
Smoke goes which way? I'm asking, not saying.

-- bo ^ +11h
up and over the river. arturo put a wet rag on a stick and we stood there like idiots for an hour. when the
wind is wrong we dont light it

== oven-arch | day 236 sun | kitchen | arturo
The base is dry. Next Saturday is the arch. I need six people with clean hands who do what I say for two
hours and then can say what they like.

-- jonah +1h
Is it okay if I come mainly because I want to see the keystone go in? We did arches last week on paper.

-- arturo ^ +20m
You can put it in.

-- jonah ^ +5m
!!!

-- kofi +1h
Clean hands, me? I'll scrub.

-- ewan +3h
I've made the form, in two halves with wedges so that it drops out without knocking anything. It's
over-engineered. It has dovetails nobody will ever see, since we're going to burn it.

== oven-fell | day 243 sun 12:30 | kitchen | bo
arch came down. nobody hurt. about ten minutes after we took the form out it sat down like an old dog

-- arturo +30m
My fault. I took the form after one day, it should be three. I was impatient. I know better.

-- jonah +1h
I had the best seat and it was beautiful, honestly, it went exactly where the thrust line said it would.

-- mara +20m
Arturo, in all these years I've never once seen you hurry. It's nice to know that it's possible. What do you
need?

-- arturo ^ +2h
Saturday again. The same six.

-- pilar +1h
And I'll feed the same six. Was it the brick or the mortar? Not that I'd understand. I've a lot of feelings
about it.

== oven-lit | day 256 sat 07:30 | kitchen | bo
lit it at four this morning. small fire. then a bit less small. arturo sat next to it the whole time with
his hand on the bricks like its a horse

1. day one, a candle, more or less
2. day two, kindling
3. every day a bit more till saturday
4. saturday bread

dont anyone get clever and throw a log in

-- hugh +7h
I smelled it on my way home at what I won't call the hour and thought of the galley. Marvelous.

-- ollie +2h
can the boys see it from far away. very far. holding hands

-- bo ^ +20m
monday 6. bring them in pajamas

== oven-bread | day 263 sat 11:00 | kitchen | bo
twenty three loaves. one burnt, that was mine, i was looking at the others

thank you @arturo. thank you brick heap

-- arturo +1h
It pulls well.

-- pilar +30m
"It pulls well," he says! I had a slice with nothing on it and I had to go and stand by the wall.

-- gus +2h
Smoke went up and over the river. I checked from upstairs. Loaf didn't make it home.

-- ruth +1h
I've been alive for 74 years and nearly all of them without this. It's unreasonable.

-- jonah +2h
For anyone who looks inside: the keystone has a J on the underside. I asked first.

-- walter +3h
I am told that the bricks come from the boiler setting of 1929. So they have kept warm in the same yard for
a good while, with an interval.

W. Pruitt

== oven-rota | day 273 | kitchen | mei
Everyone wants the oven and nobody wants the ashes. Proposal: a chalkboard by the door with four slots per
firing.

- **fire** (3 h before, must have done it once with Bo or Arturo)
- **bread** (when it's at its hottest)
- **pots** (after bread; beans, stews)
- **ashes** (next morning; Kofi wants them)

-- kofi +20m
I do want them! Dry please, and no foil.

-- salma +2h
I could do the ash on mornings after night shift, I walk by at seven anyway with nothing left in my head.

-- bo +13h
good. i fire wed and sat. rest is yours

-- delphine +1h
Put me down for pots. I've a bean that needs eight hours and an audience.

== soup-vote | day 286 | kitchen | pilar
Thursday is the hundredth soup since I began to write them down! I'll cook whichever one you'd most like to
have again. Say one. One, Theo.

-- theo +10m
The green one with the sausages.

-- ruth +20m
The barley.

-- gus +40m
Avgolemono. I'll make it if you let me in there.

-- leonie +1h
The orange one from the day of the power cut!

-- salma +5h
Anything, I've never met a bad one. But the barley.

-- bo +9h
barley

-- pilar +1h
The barley, then, and Gus makes his as number one hundred and one, because I want to watch how he does the
egg.

== kitchen-rag | day 303 | kitchen | nadia
To whoever keeps washing the dish towels and folding them in thirds and putting them back without a word:
I've noticed. Thank you. There's always a full stack, and they always smell of outdoors.

-- cora +1h
I noticed too and assumed it was you.

-- mara +30m
I assumed it was Nadia as well.

-- hanne +3h
It's wind. You hang them up.

-- nadia ^ +20m
HANNE.

== dumplings | day 346 fri | kitchen | petra
Sunday from two I'm making plum dumplings, about a hundred and twenty, and each one needs to be sealed by a
person with patience. Bring the patience, I've got the plums, in jars.

-- jarek +20m
We have the same in Poland and they are ours.

-- petra ^ +5m
They are not.

-- jarek ^ +2m
We discuss it on Sunday, with evidence.

-- vik +1h
im in. told pilar id be paid in dumplings

-- ilse +4h
I shall come and seal. I'm told I've the right temperament for it.

-- petra +2d
One hundred and thirty-four. The result of the discussion is a draw, each side ate fourteen of the other's.
"""
