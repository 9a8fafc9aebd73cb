"""More English phrases: how people ask on open networks, of strangers, of the known, and for a cause.

Written as those in ``english``; they were found by reading posts that had been judged wrongly among ``more.tsv``.
"""

from folkmoot.mirror.judge import english
from folkmoot.mirror.judge.phrases import words

LISTS = {
    **english.LISTS,
    "AID": words(
        "food water clothes clothing clothings blankets blanket pillows shelter medicine medicines supplies goods rice "
        "noodles money cash blood tents diapers toiletries antibiotics donations donation donors volunteers help relief"
    ),
    "DO": words(
        "say tweet retweet rt write follow follback followback read answer reply wish send tell make come watch check "
        "vote sign share help support explain give visit listen post publish look notice like join message email call "
        "donate confirm add solve find get put bring let keep use show do try take buy bid spread"
    ),
    "CAUSE": words(
        "petition campaign appeal fund rally march demonstration protest boycott resolution vigil strike movement fight"
    ),
    "AUTHORITY": words(
        "government govt president senate congress parliament mp mps senator senators minister ministers council "
        "advisors advisers leaders court un nato mayor governor police pm potus men women world nations"
    ),
    "RIGHT": words("stop end cancel condemn resign act investigate apologize release free ban support stand demand"),
    "QUEUE": words("this that it these them one"),
    "NEW": words("new first latest next own debut free"),
    "MADE": words(
        "video song album book novel ebook blog post article single mixtape channel shop store site page website story "
        "poem art film doc documentary trailer podcast music app game project work stream"
    ),
}

PHRASES = {
    "ask": [
        # follow, pass on, greet: what fans ask of the known
        (4.2, "follow me|us|back"),
        (4.0, "^ follow-me|follback|followback|fback"),
        (3.8, "follback|followback|follow (me|us) back PLEASE|me"),
        (4.2, "can|could|would|will you|u (PLEASE) DO me|us|my|our|a|this|these|about|something|to|the|your|for ?"),
        (4.0, "can|could|would|will you (PLEASE) (PLEASE) say|tweet|follow|reply|wish|rt|send|write|share|answer"),
        (3.6, "PLEASE (PLEASE) (do|just) DO"),
        (3.0, "^ PLEASE"),
        (3.2, "PLEASE PLEASE"),
        (3.8, "say hi|hello|happy|something to|birthday|about|in"),
        (3.8, "^ come to (the) "
              "brazil|my|our|us|italy|india|mexico|portugal|argentina|chile|spain|canada|germany|france"),
        (3.8, "wish me|us|him|her (a) happy|luck"),
        (3.6, "birthday ~ would|tweet|wish|reply"),
        (3.8, "would|it'd mean|make ~ lot|world|day|much|everything"),
        (3.6, "make|made my|our|her|his (whole) day|year|life|week if"),
        (3.4, "i'd|would|i love|appreciate (it) if you"),
        (3.4, "would love|like to do|have|speak|talk|interview|chat ~ with you"),
        (3.2, "can|could|may i|we (PLEASE) have|get|join|see|be|come|use|quote|interview"),
        (3.6, "i|we beg (of) you"),
        (3.4, "write|make|release|do (us|me) another|more|a|an "
              "book|books|one|series|sequel|prequel|movie|potter|novel"),
        (3.2, "PLEASE|must|should write|make|release|do|bring ~ more|another|sequel|prequel|series|movie|book|books"),
        (3.4, "tell me (a|what|where|who|how|about|which|why|if|your)"),
        (3.4, "any chance|way|possibility ~ you|i|we|of"),
        # what is this, where is it from
        (3.4, "I (really|just|also|definitely|badly|desperately|always) need|want|must|have (to) (know|hear) QUEUE"),
        (3.6, "I (really|just|definitely|badly) need|must to know|have|see ~ where|who|what|this|if|story|from"),
        (3.4, "wondered|wondering|curious about|if|what|who|where|how"),
        (3.2, "^ what|how about QUEUE (one|gif|guy|girl|here)"),
        (3.0, "^ this|these one|ones|please"),
        (3.0, "where|what|who ~ QUEUE|gif|picture|clip|scene|song|movie|show ~ from ?"),
        (3.2, "what's|what|whats (is|was) (the) story|history|context|origin|backstory|background|deal "
              "(behind|of|with)"),
        (3.0, "what (movie|film|show|song|game|episode|book|year) ~ is|was|from|does|did QUEUE|from"),
        (3.2, "looking|searching|hunt|hunting for (the|a|an|any|some) (source|origin|history|story|gif|link|copy)"),
        (3.2, "idea|clue who|what|where|how|why"),
        (3.2, "settle|resolve|solve|decide|help ~ debate|argument|question|mystery|bet|this"),
        (3.4, "where|how (best) (do|should|can|could|to) (i|we|one|you) (best) "
              "start|begin|find|buy|get|donate|watch|dive"),
        (3.2, "which|what ~ should|would i|we|you ~ read|start|watch|buy|recommend|suggest|try"),
        (3.2, "need|want|any|some|your (good|some|book|more) recs|rec|recommendations|suggestions|advice"),
        (3.2, "know|remember|tell|find the name|title|source of"),
        (3.0, "does|do|did SOMEBODY (else) know|remember|have|recognize"),
        # give, send, come: for people in need
        (3.8, "accepting|taking|collecting|receiving|welcoming|welcome|seeking|gathering "
              "(in|any|your|all|monetary|cash|kind|financial) (kind|of) AID"),
        (3.6, "AID ~ needed|wanted|required|welcome|appreciated"),
        (3.6, "need|needs|needing|requires|require|lack (of) (more|some|your|any|urgent|emergency|the) AID"),
        (3.6, "in need|want of ~ AID"),
        (3.6, "appeal|appealing|appeals|call|calling|calls|begging|asks|asking for (more|urgent|immediate|some) AID"),
        (3.6, "text|txt|sms ~ to"),
        (3.8, "text|txt ~ donate|give"),
        (3.6, "donations|donation|contributions|gifts can|may|could|to|at|here|via|through|accepted|made|be"),
        (3.8, "to|please donate|give|contribute|volunteer|help|support "
              "(money|blood|visit|call|text|go|click|please|here|now|via|at|to|today|online)"),
        (3.4, "how (can|to|you|we|i|u) (can|to|could) (you|we|i|u) (can) "
              "help|donate|support|contribute|give|volunteer"),
        (3.4, "you|u|we|everyone can|could (still|also|all) help|donate|volunteer|give|drop|support|contribute|send"),
        (3.6, "^ help|support|save|rescue|feed|assist|join|lend "
              "(us|the|our|those|these|a|to|save|victims|families|this)"),
        (3.2, "help|helping (the|those|these) victims|families|survivors|people|children|kids|animals|those ~ "
              "by|of|in|affected"),
        (3.4, "get|be|getting (more) involved"),
        (3.4, "drop (them|it|your|off) (off|your|any) AID|at"),
        (3.2, "appeal|relief fund|appeal|concert|page|effort|drive|operation"),
        (3.4, "raise|raising|raised|hit|reach ~ for|to|us|help ~ goal|target|let's|k|needed"),
        (3.4, "let's|let (us) (all) "
              "help|support|get|hit|raise|send|give|donate|stand|show|make|fight|pray|spread|reach"),
        (3.2, "^ pray|prayers|praying for"),
        (3.4, "show|showing (your|some|our) support|solidarity|love"),
        (3.4, "for|with (each|every) rt|retweet|share|like|follow"),
        (3.4, "trapped|stranded|stuck|injured|missing (in|on|at|and) (the|their|a) ~ floor|roof|house|flr|rescue|help"),
        (3.0, "missing|lost ~ call|contact|seen|share|information"),
        # for a cause
        (3.4, "rt|retweet|fav|like|share (this) if|when|to|and|or|with|your|widely|please|far|everywhere"),
        (3.6, "plsrt|pleasert|#plsrt|#pleaseretweet|#pleasert|#retweet|#rt|#follow|#followback|#share"),
        (3.4, "SOMEBODY|everyone|men|people|we|you|women|americans|all need|needs|must|should|ought|have (to) "
              "(all|to) RIGHT|read|speak|fight|listen|join|call|vote|talk|unite|condemn|boycott|see|do"),
        (3.2, "AUTHORITY ~ must|should|needs|need ~ RIGHT|do|act|help"),
        (3.0, "must|should (immediately|now) stop|end|cancel|condemn|resign|apologize|release"),
        (3.4, "stand|standing (up) (in) with|solidarity|against|for|together ~ "
              "people|us|palestinians|refugees|them|our"),
        (3.4, "in solidarity with"),
        (3.4, "speak|speaking (up|out) (up|out|about|against) ~ if|against|and|about|now|men"),
        (3.4, "call|write|tell|urge|ask|email|contact|phone|tweet (to) (on) (your|our|the|my|him|her|them) "
              "(local) AUTHORITY|rep|reps|representative|representatives|mp|congressman|congresswoman"),
        (3.2, "urge|encourage|implore|advise|invite|beg (i|we) all|everyone|you|people|anyone|every"),
        (3.4, "join (us|the|me|our|this|in) (for|on|at|in|us|national|global|and) ~ "
              "CAUSE|us|me|we|today|tomorrow|tonight|now"),
        (3.4, "^ join|attend|rsvp"),
        (3.2, "CAUSE ~ pm|am|friday|saturday|sunday|monday|thursday|tonight|tomorrow|outside|opposite"),
        (3.2, "go viral"),
        (3.2, "^ boycott|demand|resist|reject|impeach|investigate|sign|vote|nullify|unfollow|block|report"),
        (3.0, "read|watch|see ~ and ~ rt|share|spread"),
        (3.2, "PLEASE use|ensure|make|note ~ and rt|share|tweet|sure"),
        # one's own things
        (3.6, "my|our (brand|very) (NEW) MADE (here|out|on|is|at|up)"),
        (3.6, "check|checkout|look|watch|read|see|hear|listen|buy|stream|get|download|share|review (out|at|to) my|our"),
        (3.8, "^ buy|order|subscribe|download|stream|shop|bid|book|preorder|register|apply|click|visit|hire"),
        (3.4, "get|grab|order|buy|book|claim (your|yours|a) (free) (copy|tickets|ticket|yours|spot|now|today|here)"),
        (3.2, "get|gain|earn more|free|money ~ followers|money|likes|online|today"),
        (3.4, "subscribe|sub|like|follow|turn (to|on) (my|our|the|us|me) channel|page|newsletter|notifications|blog"),
        (3.0, "go here|now"),
        (3.0, "worth it|your|the ~ promise"),
        (3.2, "read|watch|see|check|view (this|it|here|that) PLEASE"),
        (3.2, "give (us|me) (a|some|your|it) (a) "
              "follow|like|feedback|listen|read|share|shout|shoutout|love|try|chance|look"),
        (3.2, "feedback|thoughts|reviews|comments|input (is|are|on) welcome|appreciated|my|wanted|please"),
        (3.4, "cast|hire|pick|choose|publish|interview|adopt|marry me|us|my"),
        (3.2, "i|we (would|am|are) (be) (so|very|most|really) honored|grateful|happy|thankful if|for"),
        # against: it is told, thanked, joked
        (-3.0, "NOT follow|come|buy|donate|sign|vote|rt|retweet|share|say|tell|do"),
        (-2.5, "why|how can|could|would|will|do|did (you|they|he|she)"),
        (-2.5, "thanks|thank ~ follow|following|rt|retweet|sharing|share|support|donating"),
        (-2.5, "was|were|been|be|got|get|had wondering|asked|told|helped|needed"),
        (-2.0, "can|could|would|will (you|i) believe|imagine|ever|even|use|not"),
        (-2.5, "let me tell|know (you) (how)"),
    ],
}  # fmt: skip
