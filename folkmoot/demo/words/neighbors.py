"""What happens between people who live wall to wall: a noise, a cat, a parting, and one that went badly."""

PAGE = """
== noise | day 58 thu 21:56 | neighbors | gus
Some of us get up at 3:40. It is four minutes to ten and somebody is hitting something in that tank. Before
that it was the saw. I have said nothing for two months. Now I'm saying something.

-- leonie +6m
That's me. I've stopped. I'm so sorry. Everyone said the tank is soundproof.

-- lowell ^ +9h
For the record, the municipal ordinance speaks of ten o'clock, so strictly speaking there were four minutes
in hand.

-- gus ^ +20m
Strictly speaking I drove the 4:52 on three hours of sleep. With people on it.

-- lowell ^ +25m
That is a far better point than mine, and I withdraw mine. I apologize.

-- des > gus +30m
The saw was us, finishing a door that could have waited until Saturday. No excuse. No more saw this week,
any evening, until we've talked.

-- mara > gus +20m
@gus, thank you for saying it here and not with a bucket of water. Two months is a long time to say nothing.
May I come by with coffee after your shift? I'd like to hear what you hear.

-- gus ^ +8h
Fine. Two sugars.

== noise-measured | day 62 mon 19:10 | neighbors | mei
Since I was the one with the sound meter: last night Leonie drummed, Theo sang and Des ran the saw while
Mara, Walter and I stood in Gus's bedroom in our socks. What we found:

- choir, all of it, tank door shut: you have to hold your breath to hear it
- choir, tank door **open**: every word
- big tom: 46 decibels through the wall, and you feel it in the bed frame
- bandsaw: 51, and it makes his alarm clock walk

So it's two things, not everything. The tom and the saw. And one door.

-- walter +1h
The tom travels along the old overflow pipe, which passes beneath Mr. Pappas's bed. I ought to have thought
of it. It was built to carry water out quietly and it carries everything else.

W. Pruitt

-- leonie +30m
I went and put my hand on the bed frame while Ilse hit it. I would have written that post on day one. I'll
move to the practice room at school in the evenings until there's a better idea.

-- gus ^ +9h
Kid came over and asked me what the worst part was. Nobody ever asks what the worst part is. It's not the
loud ones it's waiting for the next one.

-- ilse ^ +3h
That is the most precise description of a bad conductor I have ever read. We shall do better.

== quiet-proposal | day 66 fri | meetings | mara
For the moot on Sunday, so that everyone can think about it first. The proposal, as four of us and Gus
worked it out around his kitchen table:

1. Machines stop at eight in the evening. Not "about eight."
2. Choir may go on until half past nine, with the tank door shut.
3. Drums in the tank before six only.
4. We build a second door for the tank, with wool between the two, and pack the overflow pipe.

Arturo and Ewan think the door costs about $140. Objections, better ideas?

-- theo +40m
Does "drums" include me on the table with two spoons?

-- mara ^ +10m
It includes you especially.

-- arturo +2h
Pipe I can do. Sand and clay. One day.

-- ewan +1h
On the door I have thoughts, mostly about the frame. A heavy door in a bad frame is a curtain. I have some
larch I've been saving, and if @ruth's knitting circle has fleece that's too coarse for socks, I would take
all of it.

-- ruth ^ +30m
I have a sack of fleece like a doormat. I've been waiting since my divorce from the spinning wheel to be rid
of it.

-- gus +13h
I can carry a door.

== second-door | day 92 | house | ewan
The tank has its second door. Larch outside, larch inside, four inches of Ruth's terrible fleece between. It
hangs on three hinges that Des rescued from a cold store and it closes with a sound like somebody important
putting down a book. Gus carried it, @arturo packed the pipe, @leonie held the level and was right about it
twice.

-- leonie +40m
TWICE

-- birdie +2h
And it smells like a sheep at a funeral but who cares!!! Well done all of you!

-- gus +2d
Slept till the alarm. First time since they started. Thank you. There is a tray of my mother's spanakopita
on the workbench, get there before Sam.

-- sam ^ +40m
What spanakopita

== gus-listens | day 128 thu 21:50 | choir | theo
Small scientific observation. At rehearsal tonight, through the open OUTER door, a man in a trolley driver's
jacket was sitting on an upturned bucket "checking the seal." He was checking it in the bass clef.

-- sam +25m
He was checking it a third below me and it sounded good.

-- gus +8h
I was checking the seal.

-- ilse ^ +4h
It will need checking every Thursday, Mr. Pappas, for at least an hour. Rehearsal ends at half past nine;
you may leave at half past eight like a sensible man. Stand beside Sam.

-- mara ^ +40m
I think that's the fastest anyone has ever been promoted.

== gasket-missing | day 141 wed 08:30 | neighbors | cora
Has anyone seen Gasket? She didn't come home last night and Des says she wasn't on the drill press this
morning. She has never missed a shift. Gray, white left front foot, answers to nothing. I've been round the
block four times and I'm trying to sound calm.

-- des +15m
I've opened everything that opens. Not in the hall. I'm leaving the drill press lamp on.

-- vik +20m
on it. riding the river path now then the depot

-- amina +1h
Twenty-two second graders have been briefed and each has drawn her from memory. In most of them she's
smiling. We're looking at recess.

-- rashid +1h
Dear Cora, I have put a saucer in my doorway and my shop bell is off, so as not to frighten her. She knows
my doorway.

-- vik +4h
depot no. river no. bridge no. did find someones boot

-- fen > cora +2h
Forty posters, on every post between the river and the school. I gave her dignity. Bo is taking ten to the
market at four.

-- cora +4h
Thank you, all of you. It's ten at night and I'm sitting on the step with the tuna open. If anybody can't
sleep, I'm here.

-- leonie ^ +10m
Coming. I'll bring a blanket.

== gasket-found | day 142 thu 22:10 | neighbors | ilse
She is found. I will tell it in order because my hands have only just stopped.

We were in the last page, *pianissimo*, for once a true one. I cut them off. Seven seconds of tank. And in
the seventh second something above us sang back, a perfect fourth too low. Nobody breathed. Sam said,
"that's not Gus."

She is in the old ventilation shaft, behind the grating above the second altos. @theo is on the ladder.
@cora is running.

-- theo +15m
Got her. She has opinions about tenors and I'm bleeding a little, happily.

-- cora +35m
She's home. She ate everything, then shouted at me, then fell asleep on my shoes. Two nights in a pipe. I
have no words and I'm a proofreader.

-- bo +4h
read this at 3 am in the bakery and had to sit down on the flour. good cat

-- walter +5h
The shaft was for the chlorine, so nobody ever expected to be asked in. I shall bring a proper grille on
Monday. I am very glad indeed.

W. Pruitt

-- lowell +1h
I once heard a nightingale, abroad, in a railroad cutting, and it was not as good as this must have been.

-- amina +2h
I read it aloud to class this morning. They applauded. One asked whether Gasket is now a soprano or an alto.

-- delphine ^ +30m
Ha! Alto. She found the *cheap seats.*

== gasket-weight | day 206 | neighbors | cora
A delicate question. The vet says Gasket has gained **two pounds** since her time in the shaft and asked
what I give her. I give her what it says on the bag. I therefore ask the community, without anger: who else?

-- rashid +20m
A saucer of cream. Mornings. I'm ashamed.

-- bo +40m
she gets the end of the butter

-- gus +50m
Some feta. She asks nicely.

-- ollie +30m
the boys share their fishsticks thruogh the fence. we thoght she was thin

-- hanne ^ +20m
Sardines.

-- ruth > cora +1h
I refuse to answer and I'd like to point out that soup is not food, it's medicine.

-- cora +30m
So that is six breakfasts. SIX. She comes home at night and looks at her bowl like a woman being offered a
second dinner by her mother-in-law.

-- mei +1h
I made a sheet for the workshop wall: one column, one tick per day, first come first served. Whoever ticks
it feeds her. Everybody else gets to say no to her face.

-- des ^ +2h
It's been up an hour. She's sitting on it.

== gutter-offer | day 30 | house | rex
GUTTER SPECIAL this month only for all Pumphouse members!! 15% OFF full replacement. Don't wait until your
fascia ROTS. Call Dunmore today, limited slots!

-- arturo +2h
Is it a question?

-- mara +1h
Rex, I took this one up with you by phone, and I'll say the short form here too, so it's the same for
everyone: we don't sell to each other on the floor. You've said what you do, people know where to find you.
What would be truly useful is you on a ladder on Saturday.

-- rex ^ +1h
Just trying to help people out. Point taken

== gutter-again | day 74 | neighbors | rex
Noticed a LOT of sagging gutters on Filter Row when I drove by. I won't name house numbers but 3, 9 and 15
you know who you are. Free inspection, 10% Pumphouse discount, tell your neighbors

-- ollie +1h
Nine is us. I know its sagging. I have twins.

-- nadia ^ +40m
Ollie, Sam and I can come and hold the ladder for you at the weekend, it's one bracket.

-- rex ^ +30m
With respect that's how people fall off ladders and you're taking work from professionals

-- sam ^ +25m
I've been a professional on ladders for nineteen years. It's one bracket. Come and hold the other end, Rex,
I mean it.

-- mara > rex +2h
That's the second time, Rex, and naming people's houses isn't all right. I've written to you separately.
Please read it.

== rex-third | day 108 22:20 | house | rex
Funny how the "repair community" has everything for free until somebody falls through the roof. Half of you
couldn't hang a picture. Nadia's bracket is crooked by the way I looked. Enjoy your free gutters

-- nadia +10h
It's two degrees off, I measured it too. It holds. I'd have been glad of your eye while the ladder was still
up.

-- amina ^ +30m
Nadia's bracket kept my hall dry last night in the biggest rain of the year. I'd like that written
somewhere, so I'm writing it here.

-- des +30m
I'll answer for the workshop: half of us couldn't hang a picture, that's right. Then they came on a
Saturday, and now they can. That's what it's for.

-- mara +40m
Rex, this was a rude thing to say to someone who spent her Sunday on somebody else's roof. I'm asking you to
stop writing here for two weeks and to come and talk with the three of us. You've got our numbers. The offer
is a real one.

== rex-gone | day 133 09:00 | meetings | mara
A short note, because you would notice anyway. This morning Desmond, Ilse and I ended Rex Dunmore's
membership. There had been two talks and two warnings, and after that some private messages to two of us
that we won't repeat. It wasn't about gutters, and not about disagreeing: people disagree with me here twice
a week, and I'm the better for it.

If you think we got it wrong, tell one of us, or bring it to the moot. If you meet him in the street, say
good morning. We may have him back one day, and I'd like it to be possible.

-- ruth +50m
You were patient. Good morning costs nothing.

-- lowell +2h
I had the pleasure of being wrong on this floor myself, in the matter of the four minutes, and was treated
with great kindness. So I believe the account.

-- priya +3h
Thank you for writing it down plainly. I'd rather know than guess.

-- ewan +5h
For what it's worth he was right about the fascia on the north side. I'll look at it. It doesn't seem fair
that a thing shouldn't get fixed because of who noticed.

-- mara ^ +30m
That's exactly the spirit. Take Arturo.

== tilda-goodbye | day 214 19:30 | neighbors | tilda
I've put off writing this. I've been offered four years in the north with more moss than I can look at in a
lifetime, and I said yes on the same day, and then I walked around bed 11 and cried a bit on the ferns.

So I'm leaving you at the end of next week. I'll leave the tribe here as well, properly, by the button; I am
someone who would otherwise read along from far away and never really arrive up there. The microscope stays
in the library corner. The north wall behind bed 11 is *Bryum argenteum* and wants nothing from anyone.

-- fen +30m
Who am I going to mix greens for? I'm very happy for you. I'm also going to be quite unbearable about it for
several days.

-- nadia +40m
I'll take over your seed jars and copy every label in your handwriting style, including the little drawings.
Come by Saturday and tell me which of the question marks are questions.

-- kofi +1h
Bed 11 is the only bed where I ever stood still. Go well, Tilda. I'll bring you a bag of the good compost
for the train, I don't care what the conductor says.

-- salma +5h
You've known me two weeks and I have a fern that's alive because of you. I told my moss you're leaving. It
took it calmly.

-- lowell +2h
You once waited forty minutes with me for a wren and never asked whether it was coming. I shall not find
that again easily.

-- tilda +1d
I'm not able to answer each of you without starting over with the crying, so: yes. To all of it. Saturday,
bed 11, I'll bring cake and the question marks.

== bed-eleven | day 231 | garden | nadia
Bed 11 is free and nobody wants to be the first to ask, so I will on everyone's behalf. Tilda's wish was
that it goes to "someone who likes sitting." It's the shade end: ferns, sorrel, the bench, the wall that
wants nothing.

-- fen +1h
I can't grow anything but I can sit at a professional level. Would it be allowed to have a bed for drawing
in?

-- hanne ^ +30m
Yes.

-- kofi ^ +1h
Seconded. I'll water, you sit.

-- arturo ^ +2h
I put the bench straight. Now you can sit and not slide.
"""
