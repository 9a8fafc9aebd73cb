"""The workshop: what came in broken, and what was found out about it."""

PAGE = """
== toaster | day 14 tue | workshop | ollie
Is toast supposed to come out one side black? Asking about the toaster, not me. the lever's stuck to. Can I
bring it Saterday or is it not worth it, it was $20

-- jarek +1h
It is worth it. Cheap toaster is best for learning, inside is only four things. Please unplug, shake crumbs
first.

-- ollie ^ +2h
I shook it. there was a lot. there was a lego

-- jarek +4d
Done, and Ollie did it, I only held lamp. Lego fireman was blocking the lever. One element was disconnected,
so one side was black because other side was doing nothing and he waited longer.

-- ollie ^ +3h
the fireman is back on duty. toast this morning was one color

== sewing-machine | day 23 | workshop | amina
The school is throwing out a sewing machine, heavy, green, a foot pedal with frayed cord. Does anybody want
it before Friday? It says "Adler."

-- rashid +10m
Please do not let them. Please. I'm putting on my coat.

-- jarek +20m
Nobody plugs it in with this cord. I do the cord.

-- rashid > amina +3h
She is in the workshop. She wanted oil and an apology. I've sewn leather on her this evening and she didn't
notice. I propose that she stays with us and that I teach whoever would like to learn on Tuesdays from five.

-- fen ^ +1h
Me! I've got a tent with a hole exactly the size of my foot.

-- vik +2h
me too. bag strap

== mystery-one | day 37 | workshop | ewan
What is this? I can't put a picture, the light in here's hopeless, so I'll describe it. Found in the bottom
of the oak chest. Brass, as long as my hand, a screw at one end, at the other two curved jaws with no teeth,
and between them a little dish. Stamped "P.W.D. 7". It isn't a clamp. I've tried it on everything.

-- des +30m
Nutcracker.

-- lowell +1h
A device for holding eggs.

-- sam +1h
Test cup for the chlorine? Though what'd the screw be for

-- pilar +2h
It's for olives. I'm joking. Is it for olives?

-- walter +16h
It is for holding the lead seal on a meter while one stamps it. P.W.D. is the Public Water Department. There
were eight; numbers 1 to 6 are at the bottom of the river, owing to a disagreement.

W. Pruitt

-- theo ^ +20m
And number 8?

-- walter ^ +2h
On my key ring.

W. Pruitt

== drill-missing | day 76 | workshop | des
The good cordless drill isn't on its hook. The book says nobody has it. So the book's wrong or the hook is.
If it's in your kitchen drawer, no questions, just bring it home.

-- theo +40m
Not me. I had the bad one.

-- mei +1h
I've been wanting to say this about the book. Half the entries say "drill" and the other half say "Des
knows."

-- des ^ +15m
Des doesn't know.

-- lowell +2d
I have made an uncomfortable discovery. Yesterday evening I went to clean out nest box 4, which I put up
three weeks ago, and the reason that no titmouse had shown any interest is that it contained a cordless
drill. I must have set it down while I was looking for the screws. The battery still has two bars.

-- juno ^ +20m
IT WAS IN THE BIRD HOUSE

-- des ^ +1h
Hung up, and logged. I've put it in the book under "L. Finch, one drill, three weeks, no eggs."

== tool-tags | day 88 | workshop | mei
New system for lending, to replace "Des knows." Every tool that leaves gets a wooden tag with its name. You
take the tool, you write your name on the tag in pencil, you hang the tag on the empty hook. That's all. No
app. I write apps for a living and I promise you it doesn't want one.

I need about 140 tags. @ewan, could you cut them from offcuts? @fen, can you letter?

-- ewan +2h
I can do a hundred and forty from the cherry that split on me. Do you want the edge rounded or chamfered?
And how thick, because at a quarter inch they ring when they knock together and at three eighths they clack.

-- mei ^ +5m
Whatever you like

-- ewan ^ +30m
Ring, then.

-- fen +1h
I'm doing a tiny picture on each one so that small people can use it. The clamp has a face. It couldn't be
helped.

-- vik +4h
can u do tags for the pumps too they walk

== radio | day 106 wed | workshop | hanne
Kitchen radio. 1961. Plays for one minute, then hum. It was my father's.

-- jarek +30m
This is capacitors, for sure. I like to do this one very much. When you come, bring also the back plate, the
diagram is often glued inside. It must not be plugged in until then please.

-- hanne ^ +1h
Thursday.

-- jarek +8d
Hanne's radio: nine capacitors new, one tube new to us, dial string from dental floss. It plays since two
hours without hum. First thing was weather report for ships.

-- hanne ^ +20m
He listened to that every night. Thank you, Jarek.

== chair-legs | day 121 | workshop | ruth
A progress report on the chairs is overdue. Seventeen of nineteen now have front legs. I've sat on all
seventeen. Numbers 4 and 11 wobble, 8 is perfect and I've tied a red thread on it, and if I find anyone
sitting on it, I'll stand next to them and sigh.

-- ewan +1h
4 wobbles because the floor does. I'll look at 11.

-- theo +3h
How do we get a thread? Asking for a friend with a long back

-- ruth ^ +1h
By being 74.

== typewriter | day 158 | workshop | cora
I inherited an Olympia portable that types every *e* half a line too high. It looks ransom-adjacent. Can
typewriters be mended here or is that an extinct skill?

-- nadia +30m
The manual shelf has a service book for the SM3 and the SM4. It's in German. @leonie?

-- leonie ^ +1h
I can translate! I don't know the words for the parts in any language though.

-- des +2h
Bring it. It'll be a bent type bar. You bend it back a bit less than you'd like to.

-- cora +5d
It took the three of us two evenings, and Leonie read aloud the sentence "one proceeds without force but
without hesitation," which I'm having embroidered. The *e* is level. I typed "the eel sees the seventeen
bees" eleven times.

== knives | day 169 wed | workshop | pilar
Ladies and gentlemen, the kitchen knives couldn't cut a rumor. Which of you sharp people is going to show me
how it's done properly? I've been using the bottom of a plate.

-- ewan +20m
The bottom of a plate isn't wrong! It's an unglazed ring and therefore a stone of about a thousand grit.
Come on Saturday morning, bring all of them, I have three stones and I'll show you how to find the burr with
your thumb.

-- ollie +1h
can i come too. i have 1 knife

-- rashid +2h
If you permit, I'd bring my scissors, only to watch. I do not let others touch them, forgive me, it's
superstition.

-- pilar +3d
I've just cut a tomato so thin that it only had one side. Careful everyone, they're wicked now. I put a cork
on the tips and a note in capitals.

== zipper-day | day 188 mon | workshop | rashid
Dear friends. On Tuesdays at the green machine we've now replaced, since I began to count, thirty-one
zippers, and of these fifty needed only a new slider, which costs less than a postage stamp. Before you give
up a coat, look at the slider. If it's loose, squeeze it gently, with pliers, from the sides. Gently. Then
bring it to me when you've squeezed it too hard.

-- vik +30m
squeezed it too hard

-- rashid ^ +10m
Tuesday, my friend.

-- gwen +3h
Is a suitcase all right? It's the corner, where it goes round.

-- rashid ^ +12h
Corners are my favorite. Bring it, and bring time for tea.

== clock | day 209 | workshop | arturo
My wife's clock runs backward. It came down from the wall when I did the plaster. Can it be fixed?

-- juno +3h
wait actually backward?? leave it. thats so cool

-- arturo ^ +30m
She wants to know the time.

-- jarek +1h
If it is synchronous motor it starts sometimes in wrong direction, there is small spring pawl which stops
this. Pawl is lost or broken. Five minutes, I bring a pawl.

-- arturo +3d
It goes. She says now it's the first man in the house that does what Jarek says.

== scissors-glue | day 219 | workshop | theo
I know I'll regret this. Mug handle, clean break, what glue?

-- ewan +15m
Sit down. So there are four kinds,

-- vik ^ +5m
no

-- ewan ^ +2h
and for a mug, which will be hot, and wet, and *held*, and which you'll put in a dishwasher although you say
you won't, the honest answer is a two-part epoxy, the slow one, clamp it in a bowl of rice overnight, and
then keep pencils in it.

-- theo ^ +20m
Under ten minutes! I timed it.

== stool-class | day 243 | workshop | jonah
I made a stool. I know that's not news to most people here, but I've never made a thing that holds weight.
Three legs, because three can't wobble, that's geometry. Ewan says the joints are "honest." Is that good?

-- ewan +1h
It's the best there is. Neat comes later and some people never get honest.

-- petra +2h
Bring it on Saturday and I'll show you how to put a seat on it that makes people ask who did it.

-- mara +1h
It's news to me, and good news. Where does it live?

-- jonah ^ +2h
In front of the desk with the burn. My landlady sat on it yesterday and said nothing about the burn.

== label-printer | day 257 | workshop | gwen
At the pharmacy we're throwing out a label printer. It jams on every third label, otherwise fine. I know how
everybody feels about printers. I'm only mentioning it.

-- des +20m
No.

-- jarek +15m
Also no.

-- rashid +1h
With respect, no.

-- mei +10m
...I'd quite like it.

-- jarek ^ +5m
You are alone with it.

-- mei +6d
Day six. It now jams on every fourth label. I feel like I understand Ahab.

== kids-saturday | day 298 | workshop | omar
For the next repair Saturday: could there be a corner for children who can't yet be trusted with anything?
I'd build it and sit in it. He's crawling now and makes directly for the lathe.

-- des +30m
Yes. Behind the coat rack, far side from machines. There's a gate in the attic that kept the geese out in
Walter's day.

-- ollie +40m
YES. sorry. yes please. mine are 4 next month and faster than they look

-- petra +2h
I'll make a floor cushion they can't get the cover off. I've been defeated before, I know their methods.

-- arturo +3h
I have a box of stones. Smooth. They like stones.

-- omar +5d
It's up: one goose gate, one cushion, one box of stones, a muffin tin, nineteen left gloves. He spent two
hours moving gloves into the muffin tin. I drank a whole cup of coffee, hot.

== tally | day 312 | workshop | des
Counted the book for fun. Since we moved onto here:

- 389 things came in
- 308 went home working
- 46 went home understood
- 35 went into the drawer

I'm proudest of the 46.

-- theo +1h
What's "understood"?

-- des ^ +40m
You come in with a dead thing and go home knowing what killed it.

-- juno +3h
my first synth was an understood :(

-- jarek ^ +1h
And second one plays. This is how it works.

== bike-trailer | day 339 | workshop | vik
ok long post for me. i want to build a trailer. 2 wheels, low, carries the big pot or 1 chair or 6 crates.
for everyone, lives in the shed. i have wheels. need steel, a hitch, somebody who can weld and isnt me

-- des +40m
I can braze the hitch. For the frame, ask @gus about his man.

-- gus +2h
He's retired the end of the month and bored already. He'll weld you a bridge.

-- arturo +1h
Low is good. For stone also.

-- pilar +2h
For the pot! For the *pot*. I've carried that pot down Cooper's Steps like a drowning sailor. Vik, whatever
you want to eat, for a year.

-- vik ^ +10m
dumplings
"""
