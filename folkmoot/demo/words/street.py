"""The streets around: lending, carrying, things lost and found."""

PAGE = """
== ladder | day 14 | neighbors | arturo
Who has a ladder over sixteen feet? One day, Thursday.

-- hanne +20m
Roof, behind hive 2. Come after dusk.

-- arturo ^ +10m
Thank you. Why after dusk?

-- hanne ^ +5m
You will see.

== piano | day 43 wed | neighbors | ilse
A former pupil offers us an upright piano. Free, decent, third floor, no elevator, and it must be out by
Sunday noon. I know what I'm asking. How many people does one need?

-- gus +30m
Four and a guy who knows how. I'm the guy who knows how. I moved pianos for six years.

-- theo +20m
One

-- kofi +40m
Two. My back's insured by compost.

-- sam +1h
three

-- ewan +1h
I'll bring the dolly and the blankets, and take the doors off their hinges beforehand, which everyone
forgets.

-- ilse +3d
It stands by the tank door, and it survived better than Theo did. I have tuned it twice since. @gus, you
spoke to that piano the whole way down as one speaks to a horse, and I'll never forget it.

-- gus ^ +10h
You talk to them so the others know where you are.

== glove | day 44 | neighbors | nadia
The lost and found has outgrown its box. As of today: seven left gloves, no right ones, an umbrella with a
duck's head, one child's shoe, a set of keys on a cork and half of a pair of binoculars. I'm not sure how.

-- lowell +15m
The binoculars are mine. There was a heron.

-- fen +1h
Duck umbrella! Duck umbrella is mine!! I thought I'd left it on a train in another decade.

-- juno +4h
what if someone is collecting the right ones

== sitters | day 57 wed | neighbors | ollie
Does anyone feel like swaping an evening? We have not been out since there were two of us. I can offer in
return: anything. Shelves. Photos of your kids if you have kids. My other kid

-- leonie +40m
I could do Fridays! I did two years of babysitting, and I can drum them to sleep. Quietly.

-- birdie +1h
Bring them to me any day but Thursday!! I raised five.

-- ollie > leonie +3d
We went out. we ate somthing hot while it was hot. They slept the whole time she says and the whole place
was tidy?? Leonie I owe you a shelf, how long

-- leonie ^ +1h
Four feet :) for scores

== printer-page | day 79 | neighbors | walter
Would somebody be good enough to print a form for me? It is only to be had "online," and the library is
closed for inventory. Four pages, black and white.

W. Pruitt

-- nadia +10m
Oh Walter, sorry about that, we're open again from tomorrow. I'll print it tonight and put it through your
door.

-- walter ^ +30m
That is very kind. I shall leave out the blue eggs, in the porch. They are hens' eggs, they are merely that
color.

W. Pruitt

== found-key | day 94 | neighbors | vik
found: 1 brass key, no 212, under bench at trolley stop sorrel st. its at the bakery

-- delphine +2h
Mine!! I've been going in through my own kitchen window for two days. Vik, you're an angel on a very fast
bicycle.

== parcels | day 152 | neighbors | gwen
The delivery people have started leaving everyone's parcels at the pharmacy, which is fine, but there are
nine from this street alone. If you live on Sorrel with an even number, it's possibly me who has your
parcel.

-- fen +30m
a long thin one? that's my brush order, I've been painting with a chewed stick

-- vik +15m
ill do a round w the cargo bike at 6. text me what floor

-- gwen ^ +4h
All nine gone in forty minutes. He wouldn't take the chocolate so I put it in the saddlebag.

== airport | day 183 wed | neighbors | petra
My sister comes on Sunday with the late plane, half past eleven, and she has three suitcases and doesn't
trust trains. Would someone with a car pick her up with me? I'd pay for the gas and in cake.

-- sam +30m
Got the van. There'll be pipes in the back, but she can have the front seat.

-- petra > sam +5d
She's told the entire family in Brno that here you're fetched at midnight by a man who sings bass at the red
lights.

== map-of-things | day 199 | neighbors | fen
I am drawing a map of everything within eight minutes' walk. Not the streets, the *things*: the best step
for sitting, the tree with the shoe in it, where it smells of toast. What's on your map?

-- lowell +20m
The lamp at Millrace and Filter, on which a robin sings at two in the morning because it believes in the
lamp.

-- omar +1h
The one curb between our door and here where the stroller doesn't have to be lifted.

-- ruth +30m
The bench with the plaque that says *for Edith, who hated this view.*

-- bo +10h
my back door. 5 am. toast smell is me

-- amina +1h
According to 2B: the drain that answers.

-- walter +2h
The iron cover by No. 22 Weir Lane. Stand on it after heavy rain and you will feel the whole town go by
underneath.

W. Pruitt

-- gus +20m
First bend after the depot at sunup.

-- fen +9d
The map's done, it hangs in the hall. There's a space in the corner for what I missed. Pencil's on a string.

== power-drill-noise | day 269 | neighbors | omar
Fair warning for Weir Lane 8 to 14: I'm putting up one shelf on Sunday at ten. Four holes. It'll be over
before you've found your slippers.

-- gus +40m
Now that's how it's done. Everybody look at that.

== lost-tooth | day 288 | neighbors | ollie
Both boys are now convinced the tooth fairy works at the pumphouse because "thats where people fix things".
just so you know if you get a letter

-- des +1h
We got the letter. It asks whether teeth can be glued back and what kind of glue.

-- ewan ^ +10m
I'd be glad to

-- vik ^ +1m
ewan no

== moving-day | day 310 thu | neighbors | leonie
I'm moving! Only from number 20 to number 17, but it's still four floors down and three up. Saturday from
nine. There's not much, it's mostly drums. I make very good pancakes and I own exactly two chairs.

-- theo +20m
Yes. I'll bring chairs.

-- gus +2h
Done by ten if people listen to me.

-- salma +1h
I'm off Saturday, and I have a back like a mule and no feelings about drums.

-- hugh +30m
I'll direct traffic, with a mute.

-- leonie +2d
It was done by 9:50. Gus looked disappointed. Thank you thank you, there are nineteen pancakes left and I'm
at number 17, second bell from the top.

== keys-count | day 352 | house | mara
Key count! I've got nineteen on my list and the locksmith says that he's cut twenty-three. If you have one,
just say "here" and I'll tick you off. No one's in trouble.

-- bo +9h
here

-- ilse +1h
Present.

-- hugh +20m
Aye

-- ines +30m
Here, on its string, over the desk!

-- gus +1h
Here. Also I have Lowell's.

-- lowell ^ +30m
I wondered where that was. In that case: here, by proxy.

-- kofi +1h
Here! Bed 7, under the flat stone. Oh no. I've just told everybody.

== thanks-salt | day 357 | neighbors | omar
Whoever has been leaving the stair outside number 5 swept every morning before I take the stroller out: I've
tried to catch you for a week, at different times. I won't stop. Meanwhile, thank you.
"""
