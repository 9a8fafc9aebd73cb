"""What the demo tribe says of itself."""

TRIBE_NAME = "The Pumphouse"
SLUG = "pumphouse"
TIME_ZONE = "America/New_York"
IDEA = (
    "We mend what is broken, grow what we can eat and sing while we do it,"
    " so that nobody on our streets has to manage alone."
)
TOPICS = ("garden", "workshop", "choir", "kitchen", "house", "neighbors", "meetings")

CHARTER = """\
## What this is

The old waterworks at the end of Sorrel Street stood empty for nineteen years. Now there is a **workshop** in the
engine hall, a **garden** on the filter beds, a **kitchen** where the foremen had their lockers, and a **choir** in
the drained tank, which holds a note for seven seconds after you stop.

We are the people who live around it. Nobody is paid and nobody is a customer.

## How we go about it

- *Come as you are.* You need not be able to sing, solder or tell a leek from an onion. Somebody here will show you.
- *Ask.* A question is a gift to whoever knows the answer.
- *Answer.* When someone writes for the first time, one of us replies the same day.
- *We mend with you, not for you.* You hold the other end.
- *Leave it better.* Sweep your bench, water the next bed, wash the big pot.
- *Talk to the person, not about them.* If it gets hot, go round with a cup of tea.
- *Nothing is sold here.* Tell us what you do for a living, once. After that, just help.

## How we decide

Once a month there is a moot, at the long table, with soup. Anything under $150 that nobody minds, just do it and
say so under *meetings*. Anything larger waits for the moot. The notes are always written up.

Machines stop at eight in the evening. The tank door stays shut when we sing. The cat belongs to Cora, whatever the
cat says.

## Who looks after it

Mara keeps the keys, Desmond the workshop, Ilse the choir. They can be overruled, and have been.
"""
