"""The last third of the year but its last weeks: a roof, a move, a bed, and a pumpkin that wanted to be liked."""

PAGE = """
== walter-smoked | day 254 | walter thanks jarek 90 +1d | house
| A brass plate that says *slowly*, which I was not to notice him making

== walter-cake | day 255 | walter thanks pilar 120 +2d | kitchen
| A cake in the likeness of a centrifugal pump

== arm-in-sling | day 256 11:20 | birdie asks 60 x4 for +45d | neighbors @ Millrace 5
| Carry my shopping while my arm is in a sling

It's only a wrist! But I can't lift a cabbage and I won't live on toast!!

-- birdie names +20m vik kofi omar cora ruth

-- ruth no +2h

-- vik helps +30m +2d +1h
give me the list. no please write it down, do not sing it

-- omar helps +3h +6d +2h
The stroller carries eleven pounds of potatoes and one passenger.

-- kofi helps +5h +11d +3h gift
I'm bringing the cabbage. And the rest of the row.

-- cora helps +1d +16d +2h
I rode along with a very dignified bag of flour.

== bucket-water | day 259 | hugh asks 60 | choir @ Tank
| Hold a bucket of water under a trumpet until it sounds right

-- leonie helps +1h +1d +2h
I've wet feet and no regrets.

== theo-bed | day 267 | theo asks 360 | workshop @ Cooper's Steps 40
| A bed that has folded up with me in it, twice

The third time I'd like to be asked first.

-- ewan helps +3h +0d +8h
It was the glue. I'll say no more, since I've been asked not to. It's all wedges now and it'll outlive you.

== jar-lids | day 262 | pilar thanks vik 60 +1d | kitchen
| Forty jars to forty doors, and not one came back

== hugh-returns | day 264 12:15 | leonie asks 60 x2 | choir
| Arrange a round for drums, tank and something slow

I can hear it and I can't write it. That's the whole problem.

-- leonie names +30m hugh theo

-- theo no +1d

-- hugh helps +2h +2d +2h
Four bars of rest are the best thing I ever wrote, and they're yours.

-- ilse helps +6h +3d +5h
You may keep all of my corrections. There are only nine.

== roof-books | day 276 08:10 | nadia asks 60 x8 at +0d 17:00 | house @ Library corner
| Carry nine hundred books out from under the valley before dark

The sheet is on. The forecast isn't reading from the same page.

-- mara urgent +20m
Rain is due at six and the sheet over the north valley will not hold it. The library corner is right underneath.

-- lowell helps +30m +10h +1d
Every tenth leaf. I've brought the towels.

-- theo helps +40m +10h +1d
My bucket and I are reporting.

-- jonah helps +50m +10h +1d
I have four arms if you count the backpack.

-- mei helps +1h +10h +1d
I'm writing the shelf number on every box. You'll thank me.

-- gus helps +70m +10h +1d 30

-- amina helps +2h +10h +1d
2B packed two boxes. One of them is all dinosaurs.

-- hanne no +3h

== wet-pages | day 279 | nadia thanks lowell 120 +1d | house
| Three evenings of turning wet pages, and he read none of them. He says

== form-letters | day 289 13:10 | mei asks 120 x2 remote | meetings
| Twelve pages for the roof fund that must not say "vibrant"

-- mei names +20m cora amina

-- amina no +5h

-- cora helps +1h +4d +1d
It was in there three times. Once in a chart.

-- priya helps +2h +6d +1d
All the sums on page 8 are now one sum.

== form-photos | day 291 | mei thanks ollie 60 +1d | meetings
| Went through nine hundred photos of two boys to find the building behind them

== roof-drawings | day 292 | mei thanks walter 60 +2d | house
| Drawings 31 to 38, with the name of the slater

== goose-gate | day 300 | omar asks 60 | workshop
| Hang the goose gate so that it stops one baby and no adults

-- des helps +1h +2d +3h
The latch is on the tall side. Theo's asked for one on the low side.

== aldous-first | day 324 | salma thanks lowell 60 +1d | neighbors
| Read Mr. Aldous the pork prices on a Tuesday I had promised and slept through

== aldous-second | day 326 | salma thanks amina 30 +1d | neighbors
| Four seven-year-olds and the stock market, at a stranger's bedside

== night-gwen | day 305 | gwen thanks salma 120 kept | neighbors
| Stayed on the phone with me the night my father was taken in

== moving-boxes | day 310 thu 12:10 | leonie asks 120 x5 at sat 09:00 | neighbors @ Sorrel Street 20
| Carry a conservatory down four floors and up three

Drums, two chairs, one ficus. There'll be pancakes.

-- leonie names +1h theo vik kofi des sam

-- sam no +5h

-- gus helps +2h +1d +3h at sat 09:00
Done by ten if people listen.

-- salma helps +4h +1d +3h at sat 09:00
I've a back like a mule.

-- hugh helps +5h +1d +4h 60 at sat 09:00
Directing traffic only. My knees send regrets.

-- vik helps +6h at sat 09:00
got the trailer hitch. count me in for the drums

-- vik drops +36h
flat tire on the ring road and a parcel for the hospital on me. not making it. sorry

-- theo helps +9h +1d +3h at sat 09:00

== pancakes | day 316 | salma thanks leonie 30 +1d | neighbors
| Brought the nineteen leftover pancakes up to the night shift

== scores-again | day 314 | leonie asks 60 | workshop @ Sorrel Street 17
| Put the shelf back up, one street number further down

-- ollie helps +3h +3d
still level. i checked with a marble, walters orders

== vik-tire | day 316 | vik asks 30 | workshop
| borrow 2 hands for a wheel truing. mine are frozen

-- des helps +20m +1d +1h
A wheel wants to be round. You mostly have to stop preventing it.

== trumpet-form | day 319 | hugh asks 45 | neighbors
| Understand a pension letter in four languages, none of them English

-- priya helps +2h +2d +3h
They owe you eleven months. I've written to them in two of the languages.

== pension-cheer | day 325 | priya thanks hugh 30 +1d | choir
| Played *the slow one* under my window, once, muted, for a pension

== hugh-gives | day 321 | amina asks 60 x2 | neighbors @ Weir Lane School
| Show twenty-two children that a trumpet isn't a weapon

-- hugh helps +2h +5d +4h
Ma'am, I've played for captains. I've never been so thoroughly examined.

-- leonie helps +6h +5d +5h
I brought the big tom. It IS a weapon. They loved it.

== hugh-cards-arr | day 328 | ilse asks 180 | choir
| Write out the second tenor for people who have never seen a bass clef

-- hugh helps +3h +8d +1d
Done in pencil, with jokes in the rests.

== boards-hold | day 331 | ewan asks 60 x2 at +3d 09:00 | house @ Roof
| Somebody on either end of a twelve-foot board

Not heavy, only long, and there's wind.

-- jonah helps +1h +3d +2h
Up there you can see the river bend twice. I may have been holding the board with one hand.

-- arturo helps +4h +3d +3h

== roofer-lunch | day 336 | arturo thanks ruth 60 +1d | kitchen
| Soup to the roof, up two ladders, in a can with a lid

== manual-typed | day 334 | jarek thanks walter 240 +4d | house
| Thirty-four pages about one pump, one of two copies

== manual-scan | day 335 | walter asks 60 | house @ Library corner
| Make a third copy of a small work on hydraulics

The second copy is with Mr. Wolny and will come back, if it does, with oil on it.

W. Pruitt

-- nadia helps +2h +2d +3h
Page 12 hangs over my own desk now.

== lisbon-score | day 337 | ines asks 30 remote | choir
| Photograph the soprano line of the Mass, with everybody's pencil marks

-- birdie helps +3h +1d +4h
I wrote in BREATHE wherever you'll want to!!

-- birdie forgives +1d
You owe me nothing but a high B when you come home!!

== spanish-verbs | day 327 | jonah asks 45 | neighbors
| Spanish verbs, the ones that change in the middle

-- pilar helps +2h +2d +2h gift
For a boy who asks before he carves his letter in a keystone? It's a gift.

== stool-seat | day 247 | jonah thanks petra 60 +1d | workshop
| Put a seat on my stool that makes people ask who did it

== math-evening | day 338 | juno asks 60 | neighbors
| vectors. by friday. i understand arrows but not what they WANT

-- jonah helps +1h +2d +1h
They want to be added tip to tail. That's all anyone wants.

== pumpkin-photo | 10-24 | ollie asks 5 x* for +14d steered | neighbors
| vote for my pumpkin foto (the one with the mustashe)

its on https://photos.example.org/pumpkins and the prize is a waffle iron. i wanted to send it to evrybody but it
said what that would cost you all, so its here insted

-- fen helps +3h +1d +2h
Voted. The mustache deserves it.

-- birdie helps +5h +1d +3h
I voted and so did my sister!!

== ruth-hair | day 270 | ruth thanks delphine 30 kept | neighbors
| Cut my hair in the kitchen and said nothing about how thin it's got

== jar-ribbons | day 302 | pilar asks 60 | kitchen
| Forty jars want forty ribbons, and I have ten thumbs

-- gwen helps +2h +2d +2h
I wrap at the pharmacy every December. Forty is a quiet morning.

== walter-commas | day 329 | walter thanks cora 180 +2d | house
| Read all thirty-four pages, and took out eleven commas and one perch

== walter-phone | day 331 | walter thanks juno 60 +1d | neighbors
| Made my telephone louder, and showed me my granddaughter in it

== washroom-wall | day 342 | sam asks 60 | house @ Washroom
| Tell me what's behind the tiles before I find out

I've got a hammer and I'd rather have a drawing.

-- walter helps +3h +2d +2h
It is the old overflow. You will want to tap, not strike.

W. Pruitt

== graph-music | day 344 | jonah thanks ilse 120 +1d | choir
| Explained that time goes right and pitch goes up, then made me prove it

== audition-coach | day 347 | theo thanks hugh 120 kept +1d | choir
| Heard my audition piece nine times and was kind eight times

== soup-bowls | day 333 | pilar thanks birdie 60 +1d | kitchen
| Twenty bowls from her own cupboard, and she says they were only resting there

== gutter-night | day 330 | gwen thanks arturo 60 +1d | house
| Came at nine in the evening with a tarpaulin, without being asked

== mei-printer | day 349 | mei thanks ollie 60 +1d | workshop
| Built a box around a label printer, so that nobody has to hear it

== curtain-call | day 352 | juno thanks amina 60 +1d | neighbors
| Let me teach 2B to solder. One lamp works. It's theirs

== ruth-mending | day 348 | vik thanks ruth 45 +1d | workshop
| turned my heels. the socks i mean. both

== two-b-letter | day 291 | mei thanks amina 60 +1d | meetings
| Twenty-two sentences about a leaking roof, with the spelling left in

== oven-door | day 315 | bo thanks arturo 60 +1d | kitchen
| hung the iron door again, at 5 am, because thats when im there

== goose-cushion | day 303 | omar thanks petra 75 +1d | workshop
| A floor cushion whose cover not even my son can get off

== gus-mother | day 341 | gus thanks hugh 60 +1d | neighbors
| Played at my mother's 85th, two songs, door open


== fuss | day 257 | walter thanks mara 30 +3d kept | neighbors
| Made a fuss which I had asked everybody not to make

== night-sheet | day 278 | mara thanks arturo 120 +1d | house
| Went back up in the rain at eleven at night, because the sheet had lifted at one corner
"""
