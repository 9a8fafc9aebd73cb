"""English phrases, with what each is worth in log-odds. What weighs 4 decides alone; what weighs 1 only helps."""

from folkmoot.mirror.judge.phrases import words

LISTS = {
    "SOMEBODY": words("somebody anybody someone anyone one"),
    "COULD": words("could can would will might"),
    "LEND": words(
        "lend loan borrow give help drive fetch bring carry "
        "collect water feed watch babysit repair fix mend lift move "
        "translate proofread print review test check look send teach "
        "show join come donate share host store take pick "
        "cover swap drop walk tell explain recommend suggest point sign vote support volunteer spare assist tutor"
    ),
    "FOR_ALL": words("donate retweet sign subscribe vote volunteer upvote repost boycott crowdfund pledge preorder"),
    "PLEASE": words("please kindly"),
    "HELPERS": words(
        "volunteers helpers hands drivers donors donations "
        "testers reviewers babysitter volunteer help helper drivers "
        "supplies blankets beds translators stewards readers signatures"
    ),
    "ME": words("me us"),
    "I": words("i we"),
    "NOT": words("not no never don't doesn't didn't won't can't cannot wouldn't nobody without"),
    "WH": words("what which how why who when where whose"),
}

PHRASES = {
    "ask": [
        # to whoever reads
        (4.5, "COULD (please) SOMEBODY (here|please|possibly|perhaps|maybe|kindly) ~ LEND"),
        (3.2, "^ COULD SOMEBODY"),
        (4.5, "does|do|did SOMEBODY (here|happen) (of|to) have|know|own|fancy|want|need ~ LEND"),
        (4.5, "does SOMEBODY (here|still|by|in|around|near|chance) ~ have|own ?"),
        (
            4.0,
            "does|would SOMEBODY ~ know|recommend ~ plumber|doctor|dentist|lawyer|place|way|shop|how|where|who|good",
        ),
        (3.2, "does SOMEBODY know|have"),
        (4.2, "has|have SOMEBODY ~ got|spare"),
        (4.5, "is|are SOMEBODY ~ able|willing|free|up|driving|going ~ to|for|on|tomorrow|today"),
        (4.2, "is there SOMEBODY|anything"),
        (
            4.2,
            "if SOMEBODY ~ COULD|COULD|has|have|knows|wants|feels ~ LEND|spare|know|please|great|grateful|lovely",
        ),
        (4.0, "who COULD ~ LEND ?"),
        (4.2, "who has|owns ~ LEND|spare|free ?"),
        (3.8, "^ SOMEBODY ~ got|have|know|up|free|willing|fancy|recommend ?"),
        (4.2, "^ SOMEBODY got|have|know|willing"),
        (4.0, "anybody|anyone|someone|somebody who COULD|has|knows|wants ~ LEND|spare|know|great"),
        # to somebody
        (3.5, "COULD you|u|you'all|y'all (all|please|guys|both|possibly|kindly|perhaps) ~ LEND ?"),
        (4.5, "COULD you|u PLEASE"),
        (2.8, "COULD you (all) help"),
        (4.5, "would|do you (all) mind"),
        (4.5, "would you be able|willing|so"),
        (4.5, "can|could|may i|we ~ borrow"),
        (3.2, "can|could|may i|we ~ have ?"),
        (4.5, "wondering|wonder if|whether SOMEBODY|you"),
        (4.2, "hoping|hope (that) SOMEBODY ~ COULD|has|knows"),
        # what one lacks
        (3.6, "I ~ need|needs|require (a|an|some|your|the|more) HELPERS|help|hand|lift|ride|advice|recommendation"),
        (
            3.0,
            "I (really|urgently|still|badly|desperately) need|lack a|an|some|"
            "someone|somebody|more|two|three|four|five|your",
        ),
        (2.2, "I need this|that|you|your|one"),
        (4.0, "I (also|really|just) need|want to borrow"),
        (3.4, "I (also|really|just) need to know|find"),
        (3.6, "COULD (really) use a|some|your|HELPERS hand|help|HELPERS"),
        (3.8, "need|needs ~ does|do|could|can|has|would SOMEBODY"),
        (-4.0, "COULD SOMEBODY (really) have|believe|imagine|be|doubt"),
        (
            3.8,
            "I (am|are) (still|currently|urgently) looking|searching for a|an|"
            "some|someone|somebody|people|volunteers|two|three|four",
        ),
        (4.0, "looking|searching|hunting for (a|an) SOMEBODY|HELPERS|people|recommendations|advice|tips|folks"),
        (3.8, "^ looking|searching for"),
        (3.8, "i'm|we're|im (still|currently|urgently) looking|searching|short|desperate for|of"),
        (4.0, "HELPERS (are|is|still) (also) (still|urgently|badly) needed|wanted|welcome"),
        (3.0, "needed|wanted ~ HELPERS|urgently|asap"),
        (2.6, "in need of"),
        (
            2.6,
            "need|needs HELPERS|food|water|shelter|blood|clothes|supplies|money|funds|food|foods|medicine|rescue",
        ),
        (3.4, "need|needs (your|some|more|our|urgent|immediate) help|support|assistance|hand|hands|volunteers"),
        (2.4, "^ need|needs|needed|wanted"),
        (4.2, "short of|on (two|three|four|a|few|some) HELPERS|people|chairs"),
        (4.0, "short by|of two|three|four|five"),
        (2.0, "urgently|desperately|badly need|needs|needed|looking"),
        (
            3.2,
            "any advice|recommendations|recommendation|tips|pointers|suggestions|help|ideas|volunteers|takers|leads ?",
        ),
        (3.2, "^ any advice|recommendations|tips|suggestions|help|volunteers"),
        (2.5, "can't|cannot find ~ SOMEBODY|help|idea ?"),
        # wishes
        (4.5, "i'd|i|we|we'd|would be (so|very|really|most|eternally|forever|more) grateful|thankful|obliged"),
        (4.0, "grateful|thankful for|if ~ any|SOMEBODY|help ~ you|could|can|with|help"),
        (4.0, "would (really|very) (much) (greatly) appreciate|appreciated"),
        (4.2, "appreciated|appreciate (any|it) if|help|advice|any"),
        (
            4.2,
            "help|advice|tips|support|donations|any ~ (would) (be) (much|"
            "greatly|very|really|always) appreciated|welcome",
        ),
        (4.2, "mean|means (so) (the) (a) lot|world|much (to) (me) (us) if|to"),
        (
            4.2,
            "would be (so|really|very) (a) great|lovely|nice|wonderful|amazing|fantastic|kind|huge if SOMEBODY|you",
        ),
        (4.5, "thanks|thank|thx|cheers (you) in advance"),
        (3.8, "do|doing me|us a|me favor|favour|kindness|solid"),
        (3.6, "a|big|small|little|another favor|favour to ask"),
        (3.6, "give|lend|offer ME a|an hand|lift|ride|shout|push"),
        (3.8, "lend|loan|borrow ME"),
        (3.6, "help ME (out|with|to|move|find|carry|bring|get|raise|reach|fix|set|answer|solve|spread|keep|build)"),
        (2.8, "help (to) us|me"),
        (3.0, "^ PLEASE ~ LEND"),
        (2.2, "PLEASE"),
        (
            2.0,
            "PLEASE LEND|FOR_ALL|follow|like|read|write|watch|rt|say|help|reply|message|call|get|join|consider|spread",
        ),
        # to a crowd, for a cause or for oneself
        (4.2, "^ FOR_ALL"),
        (3.4, "PLEASE|and|must|now FOR_ALL"),
        (3.0, "consider donating|giving|volunteering|signing|supporting|joining|a"),
        (2.6, "rt|share|retweet if|to|and"),
        (3.6, "^ rt|retweet|share if|to|this|and|with"),
        (3.6, "sign|join ~ petition|campaign|appeal|letter"),
        (3.4, "petition ~ sign"),
        (3.0, "donate|donation|donations ~ to|at|here|for|via|http|visit"),
        (3.6, "to donate|volunteer"),
        (3.6, "spread|pass the|this (it) (on) word|news|message|on"),
        (3.8, "^ spread|pass|share the|this|it|my|our|with|widely"),
        (3.2, "how|where (you|we) (to) (can|could) (also) (you) help|donate|volunteer"),
        (3.0, "you|we can (also) (still) help|donate|volunteer"),
        (2.8, "want|like|wish to help (out)"),
        (3.4, "follow|subscribe|like (to) (me) (my) (our) back|me|page|channel|account|newsletter|us"),
        (3.4, "^ follow|like|buy|order|check (out) me|my|our|us|now"),
        (3.4, "buy|order|preorder|stream|review my|our"),
        (3.0, "chip|pitch in"),
        (3.4, "^ chip|pitch in"),
        (3.0, "^ help ~ and|victims|people|families|raise|us|them|with|to|by|fund"),
        (3.0, "raise ~ funds|money|awareness|million"),
        (2.8, "stand|solidarity with ~ people|us|them|community|hour"),
        (3.4, "^ come|turn|show (along|out|up) (and) (to) help|lend|support"),
        (3.0, "link in bio|profile"),
        (3.2, "^ vote|support for|my|our|us|the"),
        (3.8, "dm|message|text|call|email|write|ping|tell|contact me|us if you|someone|anyone|anybody|can"),
        (3.4, "let me|us know (please) if|who|whether ~ can|could|have|has|know|able|willing|spare"),
        (3.0, "^ send|bring|fill|take|complete ~ survey|form|poll|questionnaire|money|cash|food|one|list"),
        (3.4, "fill (in|out) ~ survey|form|poll|questionnaire"),
        (3.0, "all|any help|hands|donation|donations|support (is|are) (very|most) welcome|counts|helps|needed"),
        (3.0, "how|what about this|that one"),
        (2.0, "this|these one PLEASE"),
        # against: told, thanked, offered, not so
        (-3.5, "NOT (have) need|needs|needed|necessary"),
        (-3.0, "nobody|no|don't|not ~ has|have|need|needs to"),
        (
            -2.5,
            "thanks|thank|kudos|cheers|grateful (you) (so) (much) (to) (for) "
            "everybody|everyone|all|helping|coming|who|lending|for|to",
        ),
        (-3.5, "asked|wondered|asks|said|told|says|asking (me|us|him|her|them) if|whether|that|who"),
        (
            -3.0,
            "i|we|i'm|we're|i'll|we'll|i'd (am|are|would|be) COULD|happy|"
            "glad|will|able|like|willing|offering (to) LEND",
        ),
        (-2.5, "if SOMEBODY|you need|needs|want|wants|would"),
        (
            -2.5,
            "does|did|has|have SOMEBODY|you (else) (also|ever|already) read|seen|"
            "watched|noticed|think|remember|feel|believe|hear|heard|tried",
        ),
        (-2.5, "anyone|anybody|someone else"),
        (-2.0, "used to"),
        (
            -2.0,
            "PLEASE tell|take|let|note|read|be|find|feel|click|follow|contact|see|advised (me|us) "
            "(this|a|the) (it) (know) look|happened|below|free|advised|link|attached|note",
        ),
        (-2.5, "PLEASE don't|do (not) (tell)"),
        (-2.0, "how|why|what|when|if COULD SOMEBODY"),
        (-2.5, "WH COULD you|we|i"),
        (
            -2.5,
            "has|have|had|already|was|were|is|are|been (been|already) donated|signed|found|raised|donating|lent",
        ),
        (-2.5, "^ thank|thanks|congratulations|congrats"),
        (-2.5, "donates|donated|raised|signed|lent"),
    ],
    "offer": [
        (
            4.0,
            "i|we|i'd (could|can|will|would) COULD|gladly|happily LEND|offer|mend|cook|"
            "bake ~ you|anyone|for|anybody|if|somebody|someone|tomorrow|it",
        ),
        (
            3.5,
            "i'll|we'll (gladly|happily) LEND|offer|cook|bake ~ you|anyone|for|anybody|if|somebody|someone|it|who",
        ),
        (4.2, "i'm|we're|am|are|be (very|so|more|always) (than) happy|glad|willing|pleased to"),
        (4.0, "i|we (have) (got) (can|could|to|would|am|are) offer|offering"),
        (3.8, "i'm|we're offering"),
        (4.2, "to give away"),
        (4.0, "giving|give (it|them|this|these|a|my|our) (it) away"),
        (4.2, "up for grabs"),
        (4.0, "free to (a) good|whoever|anyone|anybody|collect|take"),
        (3.8, "help yourself|yourselves"),
        (
            4.0,
            "if|should SOMEBODY|you (still) need|needs|want|wants|would ~ let|"
            "call|write|message|tell|i|come|there|visit|take|contact",
        ),
        (3.6, "who|SOMEBODY want|wants|need|needs ~ some|one|it|them|these|my|seedlings|jars|apples|zucchini ?"),
        (3.4, "let me know if|when SOMEBODY|you need|needs|want|would|wants"),
        (3.0, "feel free to"),
        (3.0, "i|we have (two|three|some|too|a) (many|spare|extra|lot) ~ spare|extra|left|over|many|free"),
        (3.2, "take|collect|pick|come ~ as|what (many|much) you (like|want)"),
        (2.8, "we've opened|offered"),
        (2.8, "has|have been opened"),
        (3.0, "is|are available|open (free) for|to ~ you|anyone|all|everyone|anybody"),
    ],
    "talk": [
        (
            3.4,
            "what|how do|would|did|are|about|is|does you|y'all|your|people|others|everyone|yall ~ "
            "think|feel|do|make|like|say|thoughts|see|opinion|views|favorite|read ?",
        ),
        (3.2, "your|any|what (are) (your) thoughts|opinion|opinions|views|take"),
        (2.6, "WH ?"),
        (2.2, "do|does|did|have|has|are|is|was|were you|anyone|anybody|there|this|it|he|she|they ?"),
        (2.8, "^ who else"),
        (2.8, "i (totally|completely|quite|so|fully) agree|disagree"),
        (2.6, "^ agreed|agree|exactly|same|true|welcome|congratulations|yes|no|thank|thanks|indeed"),
        (2.4, "good|great|interesting|fair (a) point|question"),
        (2.0, "you are|were|should|have|look|mean"),
        (1.6, "^ you|you're|your|i'm|i"),
        (2.6, "does anyone|anybody else"),
        (2.4, "love|thank you"),
    ],
    "give": [
        (2.6, "http"),
        (2.8, "^ here|here's (is|are|are) (the|a|my|our|some|what|how)"),
        (3.0, "how to"),
        (3.0, "^ til|fyi|psa|psst|tip|reminder|update|news|breaking|watch|read|recipe|warning|careful|note|notice"),
        (3.0, "did you know"),
        (2.6, "i (really|highly|can|warmly|just) recommend|recommended"),
        (2.6, "everyone|everybody|guys|you should read|watch|see|know|try"),
        (2.6, "worth a|reading|watching|your|the|visiting|trying"),
        (2.6, "by the way"),
        (
            2.6,
            "i|we|i've|we've (have) (just) (now) written|wrote|made|published|posted|collected|found|learned|put",
        ),
        (2.4, "guide|recipe|tutorial|article|notes|minutes|timetable|results"),
        (2.4, "is|are (now|again|still|not) open|closed|canceled|cancelled|ready|online|out|back|finished|moved"),
        (2.2, "on|at|from|until monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon"),
        (1.4, "rt"),
        (1.4, "via"),
        (1.6, "a|the|what great|wonderful|amazing|awesome|fantastic"),
    ],
}
