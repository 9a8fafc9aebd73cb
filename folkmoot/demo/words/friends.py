"""People who have come to be fond of one another: chess, letters, a birthday, a reader."""

PAGE = """
== translation | day 101 | neighbors | jarek
Question about English. My neighbor said "no worries if not" and I do not understand does she want the
ladder or not.

-- mei +10m
She wants it.

-- cora +15m
She wants it badly.

-- lowell +1h
The phrase means: there will be worries.

-- jarek ^ +20m
I gave the ladder. Thank you. Whole language is like this?

== quiet-table | day 113 wed | neighbors | tilda
Would a few people enjoy a silent hour on Sunday afternoons, in the library corner? Everyone brings
something to look at closely. I'd bring the microscope. Nobody needs to say anything, and afterward there's
tea, at which one may.

-- rashid +1h
With great pleasure. I'll bring a lapel.

-- hanne +1h
I will come.

-- amina +3h
An hour. Of silence. On a weekend. I may weep, quietly, as per the rules.

-- tilda +4d
We were seven. We looked at a lapel, a bee's foot, a stamp, salt, moss, a splinter and Gasket. Same time
next week.

== glasses | day 143 | neighbors | ruth
I sat on my glasses. The optician says Friday. I'm on page 290 of a 300-page murder and I can't make out who
did it. Is anyone willing to come and read me ten pages?

-- cora +10m
I'm two streets away with a kettle and I read aloud for a living (to myself, but still). Half an hour?

-- ruth ^ +5m
The door's open.

-- cora +3h
We didn't stop at 300, there's a sequel. It was the chandler, as we both had suspected since page 40.

-- theo ^ +20m
SPOILERS

== chess | day 163 | neighbors | rashid
After twenty years of playing alone against a book I look for a living opponent. I'm slow and I do not mind
losing. Evenings, at the shop, there's tea.

-- walter +3h
I am slow also, and I mind losing somewhat. Would Monday be convenient?

W. Pruitt

-- rashid ^ +30m
Monday would be an honor.

-- juno +2h
can I watch?? I only know the online kind where it takes 3 minutes

-- rashid > walter +8d
Our first game is in its second evening. He has not moved his queen. I'm afraid.

== lisbon-two | day 218 | - | ines
A report from the loaned soprano. The humming neighbor and I have met, on the stairs, carrying the same kind
of bread. Her name is Dona Graça, she is 79, and she hums flat because she had nobody to hum *to*. We
practice on Tuesdays now. I've taught her the round with the goose, and I'm told that the whole building
knows it.

-- delphine +3h
So there's a branch office! Ha!

-- birdie +20m
Tell her I said HELLO and to breathe from lower down!!

-- ruth +1h
I would like to write to Dona Graça, if she'd like a letter. On paper. I've got stamps.

-- ines ^ +14h
She put on her good glasses to hear that. Yes. She asks whether you also have opinions about soup.

== homework | day 221 | neighbors | juno
does anyone know how to write a personal statement that doesn't sound like a toothpaste ad. its for the high
school program at the engineering school, 500 words, due in 2 weeks. I have 40 words and 38 are "passionate"

-- cora +30m
Come over with the 40. We'll cut the 38, and then I'll ask you what you did last Saturday and you'll tell
me, and I'll write down what you say.

-- jonah +1h
I wrote mine about a thing I broke. I think they get a lot of people who fixed things.

-- mei +20m
Put Agnes in. You held the impeller.

-- juno +12d
sent!!! 498 words, zero passionates. it starts with "the first three synthesizers I repaired are dead"

-- juno ^ +60d
I GOT IN I GOT IN I GOT IN

-- jarek ^ +10m
Of course. I tell everybody on the trolley.

-- ilse ^ +20m
Brava. You will of course be excused from two Thursdays, and not from three.

-- cora ^ +1h
I've just cried on somebody else's manuscript.

== walter-birthday | day 240 thu | neighbors | mara
Walter, please don't read this thread.

Everyone else: he'll be 82 a week from Tuesday, he'll say he doesn't want a fuss, and I'd like to make one
the size of a pump. Who's in? Ideas below.

-- jarek +20m
I make brass plate. What text?

-- pilar +10m
A cake in the shape of Agnes. With the flywheel. I've been *waiting* for someone to have a birthday.

-- amina +40m
Twenty-two cards are unavoidable.

-- sam +1h
What about the perch? Somebody must know a fishmonger. No, hear me out

-- walter +2h
Dear Mara, I have not read this thread. I should only like to say, in a general way and about nothing in
particular, that I am partial to coffee cake.

W. Pruitt

-- mara ^ +10m
Walter!!

-- walter ^ +30m
I am not here.

W. Pruitt

-- theo +20m
This is the best-kept secret we've ever had.

== walter-82 | day 253 wed | neighbors | walter
I was given yesterday: a coffee cake in the likeness of a centrifugal pump; a brass plate which says
*slowly*; twenty-two cards, of which nine show me as a fish; a live performance of a siren; and one perch,
smoked.

I had told everybody that I did not want a fuss. I was mistaken, and should like the record to show it. I
have not been so happy in a good many years.

W. Pruitt

-- mara +30m
The record shows it.

-- priya +10m
In the record it's under *irrecoverable expenses, joyful*.

-- amina +1h
For the class, Walter: which of the nine fish is the best likeness?

-- walter ^ +15h
The one with the tie.

W. Pruitt

== letters | day 259 | neighbors | ruth
To whom it may concern, i.e. @ines: the fourth letter came today. She thinks my barley is "a porridge with
ambitions." I haven't had such a good correspondent since 1981.

-- ines +9h
She reads yours aloud to me and leaves out parts, saying they're not for the young.

== reading-hour | day 322 | neighbors | salma
Mr. Aldous on our second floor (the one of the cribbage) can't see to read any more and he'd like the
newspaper read to him in the mornings, "including the bits about pork prices." I can do it two days a week.
Are there others?

-- lowell +30m
I read the paper at seven in any case, and generally aloud, to correct it. May I have Tuesday and Friday?

-- amina +1h
My strongest readers could come on Wednesdays at lunch with me. They're very good on prices.

-- ruth +1h
Sunday. But I'll only read the obituaries and the crossword.

-- salma ^ +3d
He has a timetable on his door now, and he asked me if it's all right to look forward to something that
much.

== hello-again | day 346 | neighbors | nadia
A postcard came to the library addressed to "Bed 11 and surroundings." It's from Tilda. I'll copy it out:

> It rains sideways here and everything is green down to the ground. I've named a cushion of *Racomitrium*
  after Mr. Finch, since it
> holds still and misses nothing. Tell Fen that the color is three parts fence and one part rain.

-- fen +10m
I'm mixing it now.

-- lowell +1h
I do not know what to say, and I shall read it again.

-- salma +4h
My fern has a second frond. Please tell her, if you write.
"""
