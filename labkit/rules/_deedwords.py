"""Verbs of doing, each with what it must or must not be followed by to be more than talk."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["BASES", "FAMILIES", "DATA", "PARTICIPLES", "STATES", "acts", "base", "family"]

# Doing, whatever the object.
_ALWAYS = (
    "book rebook reschedule schedule cancel refund process submit email ship reship dispatch issue waive forward "
    "escalate transfer reset activate deactivate reactivate enable disable unlock upgrade downgrade register "
    "enroll enrol reserve purchase download upload install print charge deduct deposit notify expedite "
    "generate access retrieve fetch delete reroute sync export import google browse research "
    "investigate monitor fax dial deliver arrange compile modify update renew approve authorize override "
    "unsubscribe subscribe finalize prioritize preorder jot troubleshot lookup fast-track double-check "
    "handle replace repair resubmit redeliver pull search track scan "
    "notarize invoice resend overnight reimburse rectify action"
).split()
_OBJECT = r"(?:you|your|yours|it|that|this|them|those|these|the|a|an|one|everything|all|some|any|our|another|him|her)\b"
DATA = (
    r"(?:account|accounts|order|orders|balance|file|files|profile|record|records|history|subscription|statement|"
    r"payment|payments|transaction|transactions|charge|charges|invoice|booking|bookings|reservation|appointment|"
    r"appointments|delivery|package|shipment|tracking|claim|case|ticket|tickets|policy|application|plan|membership|"
    r"calendar|schedule|availability|inventory|stock|system|database|details|info|information|data|status|usage|"
    r"refund|bill|results|document|documents|report|screen|dashboard|notes|address|email|emails|inbox|device|"
    r"slots?|openings?|flight|flights|weather|logs?|purchase|purchases|login|logins|activity|points)"
)
# Doing only when what follows says so: pattern it must match, pattern it must not.
_WHEN: dict[str, tuple[str, str]] = {
    "send": ("", r"(?:my|our) (?:best|love|regards|condolences)|you (?:good|positive|warm|all my|my|love|hugs)"),
    "order": (_OBJECT, ""),
    "text": (r"(?:you|it|them|that|your|the|him|her)\b", ""),
    "file": (r"(?:a|an|the|that|this|your|it)\b", ""),
    "log": (r"(?:in|into|it|that|this|a|the|your|you|out)\b", ""),
    "tag": (_OBJECT, ""),
    "flag": (_OBJECT, r"(?:that|this|it|one thing) (?:here|now|early|up front|for you to)"),
    "mark": (_OBJECT, ""),
    "credit": (r"(?:you|your|it|the|that|back)\b", r"the (?:team|whole)"),
    "connect": (r"(?:you|your|us|them)\b", r"you (?:to|with) (?:what|how|why|that feeling)|the dots"),
    "patch": (r"(?:you|them|it)\b", ""),
    "direct": (r"you to (?:a|an|the|our|my) (?:agent|specialist|team|department)", ""),
    "call": (
        r"(?:you|them|him|her) (?:back|later|tomorrow|today|tonight|again|soon|on|at|in|right|when|once|now|next|to)\b|"
        r"(?:the|your|our|a|an|someone|ahead|around|over|back)\b|(?:them|him|her)\b|you$",
        r"(?:it|that|this|the shots|a spade|about|to|from)\b",
    ),
    "phone": (r"(?:you|them|the|your|him|her)\b", ""),
    "contact": (_OBJECT, ""),
    "alert": (_OBJECT, ""),
    "ping": (_OBJECT, ""),
    "message": (r"(?:you|them|the|your|him|her|our)\b", ""),
    "mail": (_OBJECT, ""),
    "remind": (r"(?:you|them|him|her)\b(?! (?:of|that|how|what|why))", r".*\bagain that\b"),
    "fix": (r"(?:it|that|this|the|your|everything|these|those)\b", r"(?:your|my) (?:eyes|hair|mind)"),
    "resolve": (_OBJECT, ""),
    "organize": (r"(?:a|an|the|that|this|it|your)\b", r"(?:my|your|our) thoughts"),
    "prepare": (r"(?:a|an|the|that|this|it|your|you)\b", r"you for|(?:your )?mentally"),
    "draft": (_OBJECT, ""),
    "write": (r"(?:you |that |it |this |up|down|a |an |the |to (?:you|the|them))", r"(?:poems?|songs?)"),
    "record": (r"(?:that|this|it|your|the|a)\b", ""),
    "save": (r"(?:that|this|it|your|the|a|you a (?:spot|seat|place))\b", r"(?:you|the best|the day|it for (?:later|another))"),
    "store": (_OBJECT, ""),
    "adjust": (r"(?:your|the|that|it|this)\b", r"(?:my|the) (?:pace|tone|approach|way|expectations)|(?:that|it) (?:as we|to your pace)"),
    "change": (r"(?:your|the|that|it|this)\b", r"(?:the|my) (?:subject|topic|tune|mind|pace|tone|way)"),
    "switch": (r"(?:you|your|it|that|the)\b", r"(?:the )?(?:topics?|subjects?|gears|tone)"),
    "move": (r"(?:your|you|it|that|the|this|them)\b", r"(?:on|along|ahead|forward|to)\b|the conversation|you (?:on|along)|(?:it|that|this) along"),
    "add": (
        r"(?:you|your|it|it's|this|them|him|her|a (?:note|line|comment|credit|reminder|booking|guest|user|driver)|"
        r"an? (?:extra|additional|item|appointment|event|alert)|the|that to|that for|that in|that on|those|notes?|\w+ to (?:your|the|our|my))\b",
        r"(?:that|one|a (?:thought|point|word|caveat|bit|little|few)|to that|just|something|on)\b(?! to (?:your|the list))",
    ),
    "remove": (_OBJECT, r"(?:any|the|that) (?:doubt|confusion|stress)"),
    "apply": (r"(?:a|an|the|that|this|it|your|for|those)\b", r"(?:that|this|it) (?:here|in your|to your (?:life|work|situation))"),
    "set": (
        r"(?:up|it up|that up|this up|you up|them up|everything up|the \w+ up|your \w+ up|an? (?:\w+ )?(?:reminder|alarm|appointment|meeting|timer|alert|call|date|time)|"
        r"(?:your|the) (?:account|appointment|reminder|alarm|password|profile|preferences|thermostat|delivery|temperature|lights)|that for|you aside|aside|it to)\b",
        r"(?:the (?:tone|scene|stage|expectations?)|expectations?)|(?:it|that|this|things) up (?:as|like)",
    ),
    "put": (
        r"(?:you|your|in|through|together|down|that|it|this|them|the|a|an|everything|another)\b",
        r"(?:it|that|this) (?:another|differently|simply|plainly|bluntly|this|that|into words|in|like|to you|as|mildly|more|aside|behind|to rest|on the table)\b|"
        r"(?:your|you) (?:mind|at ease|first)|(?:the )?(?:question|focus|emphasis|pressure)|myself|a (?:name|number|face|finger|pin|smile)|you (?:on the spot|in control|in charge|at the center)|in (?:a word|other|plain|simple|my)",
    ),
    "place": (r"(?:an?|the|your|that|this|it|another) ?(?:new |replacement |hold|order|call|request|bid|reservation|hold)?", r"(?:a lot of|great|much|high) (?:value|trust|emphasis|importance)"),
    "make": (
        r"(?:an?|the|that|this|your|those|these|some|any|another|all)? ?(?:\w+ )?(?:reservation|reservations|booking|appointment|change|changes|note|notes|call|calls|"
        r"payment|adjustment|adjustments|exception|arrangements?|update|updates|transfer|request|purchase|edit|edits|copy|backup|correction|corrections|record|order)\b|"
        r"sure (?:it|it's|that|that's|this|they|the|your|you|everything|someone|somebody)(?: \w+){0,3} (?:gets?|is|are|goes|has|receives?|sent|done|handled|fixed|shipped|arrives?|taken|corrected|updated|refunded|delivered|called|credited|processed)\b|"
        r"(?:that|it) happen\b",
        r"(?:a )?(?:sure (?:i|we|that i|that we|you understand|you know|it's clear|that's clear|this is clear|it makes|that makes|that is clear)|sense|an? (?:suggestion|recommendation|point|guess|promise|case|joke|deal|difference|list in)|a mental note)",
    ),
    "take": (
        r"(?:care of|down|(?:a )?(?:quick |closer |another |good )?look\b|notes?\b|a note|a message|payment|a payment|your (?:order|payment|details|information|reservation|booking|card|name down)|the (?:order|payment|booking|details)|over|it from here|that off|it off|action|this (?:to|up with|forward)|that (?:to|up with|forward)|it (?:to|up with|forward)|ownership)",
        r"care of (?:yourself|you|each|my)|(?:a )?(?:quick |closer |another |good )?look (?:at|back at) (?:what (?:matters|you|we|that)|how|why|the (?:big|bigger|bright)|this (?:together|from)|it from|that (?:together|from)|your (?:options|goals|week|situation|priorities|thinking)|some)",
    ),
    "get": (
        r"(?:(?:you|that|this|it|them|everything|things|your \w+|the \w+|those|your \w+ \w+|a \w+) (?:all )?(?:booked|scheduled|set up|set|sent|sorted|fixed|done|moving|taken care|going|resolved|updated|"
        r"changed|cancelled|canceled|refunded|connected|registered|enrolled|signed|checked|in touch|over|out|processed|shipped|handled|rolling|started on|replaced|escalated|transferred|reset|arranged|squared|ready|back to|to (?:you|the|a|our|someone)|into)|"
        r"back to you|someone|somebody|on (?:it|that|this)\b|right on|you (?:a|an|the|in|to|over to|some|through|booked|that|those|one|another) ?\w*|in touch with|hold of|a (?:manager|supervisor|specialist|technician|human|colleague|replacement|refund|ticket)|(?:my|our|the) (?:team|manager|supervisor|colleague)|that (?:for you|to you|info|information|over)|(?:the|your|those|that) (?:\w+ )?(?:details|info|information|report|results|document|paperwork)|started on (?:that|your|it|the))",
        r"(?:it|that|why|how|what|where you|to|into|a (?:sense|feel|feeling|picture|better|clearer|good|clear|bit|little)|you (?:to (?:think|see|a place|where|tell|feel|share|talk|the point|your goal)|the (?:answer|picture|idea|gist)|a clear|an? (?:sense|idea|answer|overview|picture|better)|thinking|talking|some (?:clarity|ideas|context)|there|through (?:this|it)|started(?! on))|your (?:name|take|thoughts|opinion|sense))(?:$|\b)(?! (?:sorted|booked|done|fixed|scheduled|set up|sent|moving|taken|going|resolved|updated|changed|cancelled|canceled|processed|handled|started|over|to you|for you|info|out|replaced|arranged|refunded|shipped|squared|rolling|back to|to (?:the|a|our)))",
    ),
    "have": (
        r"(?:someone|somebody|(?:the|our|my|a|an) (?:\w+ ){0,2}(?:team|manager|specialist|agent|technician|supervisor|colleague|driver|rep|representative|department|expert|advisor|person|coordinator|associate|support|nurse|doctor)(?: \w+){0,2} (?:call|reach|contact|email|get|follow|look|check|send|review|text|come|pick|handle|fix|give|take|meet|reply|schedule)|"
        r"(?:it|that|this|them|those|everything|your \w+|the \w+|one|a \w+|an \w+|a \w+ \w+) (?:sent|shipped|booked|fixed|done|delivered|ready|cancelled|canceled|updated|changed|replaced|refunded|processed|sorted|set up|mailed|emailed|removed|added|scheduled|waiting|resolved|reset|arranged|corrected|issued|transferred|pulled up|up|open|here in front|in front of me|on my screen|in front)|"
        rf"(?:your|the) (?:\w+ )?{DATA}(?: \w+){{0,3}} (?:here|up|open|pulled up|in front of me|on my screen|on file|in front|right here)|access to (?:your|the|all|everything|our))",
        r"(?:no|n't|not)\b",
    ),
    "bring": (rf"(?:up|it up|that up|this up) ?(?:your|the|that|my)? ?{DATA}?$|up (?:your|the) |your \w+ up|(?:someone|a specialist|a manager|an agent|them|my manager|in)\b", r"(?:up (?:a|an|one|some|the (?:point|topic|subject|idea|question))|(?:it|that|this) up (?:as|because|since|again|with))"),
    "look": (
        rf"(?:into|up|it up|that up|this up|you up|them up|those up|your \w+ up|(?:at|over|through|in|for|on) (?:your|the|our|my|that|this|it|those|them)? ?(?:\w+ )?(?:{DATA}|file|ad|cv|resume|code|photo|picture|paperwork|numbers)\b|over (?:your|the|that)|around for|to see (?:if|what|when|whether)|(?:that|it|this) over|and see|for (?:that|it|your|an? (?:slot|opening|time|flight|room|table|better)))",
        r"(?:up to|at (?:it|this|that|things?) (?:this way|from|another|together|differently|as|like)|forward|after (?:my|your)|like|good|into (?:it|that|this|things) together|at what|at how|at why|back)\b",
    ),
    "check": ("", r"in (?:with|on how)|my understanding|(?:that |if |whether )?(?:i|i've|i'm|i'd|we're|we've|we) (?:understood|understand|heard|hear|got|get|have (?:this|it|that|understood|got)|am|follow|caught|on the same|covered|the same|hearing|understanding)|whether i|with you\b|off\b|something (?:with you|first)|(?:that )?you(?:'re|'ve| are) (?:okay|ok|all right|comfortable|still|happy|with me)"),
    "verify": ("", r"(?:that |if )?(?:i|i've|i'm) (?:understood|understand|heard|got|have)|my understanding|with you"),
    "confirm": (
        rf"(?:your|the|that|this|it|a|our)? ?(?:\w+ )?{DATA}\b|with (?:the|my|our|them|him|her)|(?:it|that|this) with (?:the|my|our)|(?:it|that) for you|availability|(?:if|whether|that) (?:there|it's in|they have|we have|your)",
        r"(?:that |what |if )?(?:i|i've|i'm|you|you're|you said|we)\b|with you|something|(?:that|this) (?:with you|i)|what",
    ),
    "find": (
        rf"(?:out\b|(?:your|you|that|the|it|this|an?|some|someone|somebody|those|him|her|any|what's)\b)",
        r"(?:it|that|this) (?:\w+ly |very |so |quite |really |a bit |more |most |a |an |the |interesting|helpful|hard|easier|useful|fascinating|works|helps|funny|great|encouraging|works?|odd|strange|so)|"
        r"(?:the|a|an|your|some|that) (?:right words|words|way|balance|answer together|common|middle|rhythm|best fit|good fit|fit|path|direction|question|starting|time to|answer that|approach|plan|solution|option|idea|calm|motivation|voice)|out (?:together|more about (?:you|what)|what (?:you|matters|works|makes|brings|kind)|how you|where you|about you|a (?:bit|little))|you (?:\w+ )?(?:very|funny|interesting)|that (?:people|most|many|when|if|it|a|the|some|folks|customers)",
    ),
    "see": (
        rf"(?:here )?(?:that |on (?:my|our|the) \w+ (?:that )?)?(?:(?:your|the|an?|two|three|several|some|all|any|both|from your|in your|on your|in the|on the|in my|on my) (?:\w+ ){{0,2}}?{DATA}\b|you(?:'ve| have)? (?:\w+ )?(?:booked|ordered|called|have|paid|purchased|signed up|joined|placed|made|missed|live|bought|contacted|spoke|cancelled|logged|enrolled|registered|scheduled|upgraded|an?|are on|owe|used|subscribed))|"
        r"(?:if (?:i can|there|they|we (?:have|can)|it's (?:in|available)|that's (?:in|available)|anything|any|your|the)|what(?:'s| is) (?:available|open|going on (?:with|in|on) (?:your|the)|in stock|on your|happening (?:with|on|in) (?:your|the))|what i can (?:do|find|pull|get|arrange|book|dig)|what (?:we|they) (?:have|can)|when (?:the|your|we|they)|who's available|how (?:soon|quickly) (?:we|i) can|whether (?:we|there|it|they|your|the))",
        r"(?:if (?:i can (?:explain|put|help (?:you )?(?:think|figure)|make sense|clear|answer|say|break|clarify|describe)|there's (?:a (?:better |simpler )?way to (?:say|explain|put))|that makes)|what i can (?:say|tell|explain)|you (?:have|have a|'ve) (?:a point|strong|thought|been|got|put|clearly|so|given)|you (?:have|made|an) (?:a )?(?:good|fair|great|lot|question|clear|decision|plan|point)|the (?:plan|case) (?:for|you)|your (?:plan|point|case|status) (?:is (?:solid|good)))",
    ),
    "review": (rf"(?:your|the|that|this|it|our|my) ?(?:\w+ )?(?:{DATA}|\w+)?", r"(?:what|how|it together|that together|this together|the (?:basics|steps|main|key|options)|your (?:options|goals|answer|answers))"),
    "run": (r"(?:a|an|the|that|this|it|your|some|those)\b", r"(?:through|by|into|it by|that by|this by|you|out|the risk|a bit|(?:a|the|that|your) (?:risk|idea|scenario|race|marathon))"),
    "open": (r"(?:a|an|the|your|that|it|up (?:a|your|the)) ?(?:\w+ )?(?:ticket|case|account|dispute|claim|file|page|link|request|app|document|chat|line|report|investigation|it|record|profile)?$|(?:a|an|the|your|up your|up the|up a) (?:\w+ ){0,2}(?:ticket|case|account|dispute|claim|file|page|link|request|document|investigation|profile|record|window|chat)", r"with|by|up about"),
    "create": (r"(?:a|an|the|your|that|it|one|you)\b (?:\w+ ){0,2}?(?:ticket|case|account|profile|booking|reservation|label|order|request|file|document|invite|event|reminder|login|password|listing|report|spreadsheet|record|invoice|playlist|draft|appointment|one|for you)\b", ""),
    "start": (r"(?:the|your|a|an|that|this|on)\b (?:\w+ ){0,2}?(?:process|return|refund|order|claim|application|booking|transfer|cancellation|exchange|trial|setup|registration|subscription|paperwork|request|for you|now|investigation|dispute)\b|processing|booking|that for you|on (?:that|it|your)", ""),
    "begin": (r"(?:the|your|a|an|that|this)\b (?:\w+ ){0,2}?(?:process|return|refund|order|claim|application|booking|transfer|cancellation|exchange|registration|request)\b|processing|booking", ""),
    "initiate": (_OBJECT, ""),
    "complete": (_OBJECT, ""),
    "finish": (r"(?:the|your|that|it|up)\b (?:\w+ ){0,2}?(?:order|booking|registration|application|setup|return|process|purchase|for you)\b|(?:up )?(?:processing|booking)", ""),
    "sort": (r"(?:out|it|that|this|everything|you|your|the|things)\b", r"(?:through|out (?:what (?:you|matters)|how you|your thoughts|together))|(?:it|that|this|things) out together|it out in"),
    "deal": (r"with (?:that|it|this|the|your)\b", ""),
    "work": (r"on (?:getting|fixing|booking|it (?:now|right)|that (?:now|right|for you)|processing|your (?:refund|order|account|request|return)|a refund)", ""),
    "share": (
        r"(?:your|that|this|it|the|my|a|an) (?:\w+ ){0,3}?(?:with (?:the|my|our)|screen|link|file|document|location|details with|feedback|pdf|video|brochure|slide|slides|copy|page)\b|(?:it|that|this) with (?:the|my|our)",
        r"(?:a|one|some|my|the|this|that) (?:\w+ )?(?:tip|thought|thoughts|idea|story|example|perspective|secret|bit|view|view|take)|(?:your|that) (?:excitement|frustration|feeling|concern|view)",
    ),
    "pass": (r"(?:it|that|this|your|the|along|on|them|you)\b", r"(?:the time|on (?:that|this|it) one|up)"),
    "relay": (_OBJECT, ""),
    "report": (r"(?:it|that|this|your|the|back|to)\b", ""),
    "raise": (r"(?:a|an|this|that|it|your|the)\b (?:\w+ ){0,2}?(?:ticket|case|request|with|complaint|dispute|issue|it|up)\b", r"(?:a|an|the|one|another) (?:good|point|question|point)"),
    "loop": (r"(?:in|you in|them in|my|our|the|someone)\b", ""),
    "reach": (r"out\b|(?:someone|them|the team)\b", r"out to you today|a (?:decision|point)|the"),
    "follow": (r"up\b|back up\b", r"up (?:question|on (?:what you|something you|that (?:thought|point|question|with a question)))|up with (?:a|one|another) (?:quick )?question|your|you\b|along|the"),
    "keep": (r"(?:you (?:posted|updated|informed|in the loop)|an eye|track|tabs|a (?:record|note|copy|log)|your (?:spot|place|seat|order|file|table)|monitoring|checking|watching)", r""),
    "watch": (r"(?:for|your|the|it|that)\b", r"(?:my|out)|for (?:signs|that)"),
    "hold": (r"(?:a|your|that|it|the|one|you a) ?(?:spot|place|seat|table|room|slot|order|reservation|item|it|appointment|price|for you|while)\b|(?:that|it|one) for you", r"on\b|that thought|(?:your|the) hand|space"),
    "block": (r"(?:out|off|that|it|your|the|this)\b", ""),
    "load": (r"(?:up|your|the|it|that)\b", ""),
    "type": (r"(?:that|it|this|up|in|your|the|out)\b", ""),
    "enter": (r"(?:that|it|this|your|you|the)\b", r"the (?:conversation|picture|room)"),
    "input": (_OBJECT, ""),
    "note": (r"(?:that|this|it|your|everything|you|the|down)\b", r"(?:that )?(?:you|it's|there|this|here|the (?:difference|irony|tone))(?:'|\b)(?! (?:on|in|down))|that (?:it|the|you|this|there|some|prices|we)"),
    "document": (_OBJECT, ""),
    "grab": (r"(?:that|the|your|a|an|those|some|it|someone|my)\b", r"(?:your attention|a (?:coffee|seat|chair))"),
    "dig": (r"(?:into (?:your|the|our|that|this|it)|up|through|around)\b", r"into (?:that|this|it|why|what)(?: a (?:bit|little))?(?: more)?(?: together| with you|$)|deeper"),
    "scroll": ("", ""),
    "click": (r"(?:on|through|the|that|it)\b", r"with"),
    "navigate": (r"(?:to|your|the)\b", r"(?:this|that|it|these) "),
    "display": (_OBJECT, ""),
    "show": (r"(?:you )?(?:a|an|the|that|your|some|my|it|on) (?:\w+ )?(?:screen|page|photo|photos|picture|pictures|video|chart|slide|slides|map|image|document|demo|dashboard|graph|here)\b", ""),
    "link": (r"(?:you|it|that|your|the|up)\b", r"(?:it|that|this) (?:back )?to (?:what|your goal)"),
    "attach": (_OBJECT, ""),
    "copy": (r"(?:you|that|it|your|the|in)\b", ""),
    "buy": (_OBJECT, r"(?:you|us|me) (?:some )?time|that|it$|into"),
    "pay": (r"(?:for|your|the|it|that|you|off)\b", r"(?:close )?attention"),
    "sell": (r"(?:you|your|the|it|that)\b", r"you on"),
    "sign": (r"(?:you|them|him|her|in|up|into|your|off on)\b", ""),
    "opt": (r"you\b", ""),
    "assign": (_OBJECT, ""),
    "secure": (_OBJECT, ""),
    "lock": (r"(?:it|that|your|you|the|in|down)\b", r"(?:eyes|horns)"),
    "freeze": (r"(?:it|that|your|the)\b", ""),
    "suspend": (r"(?:it|that|your|the)\b", ""),
    "pause": (r"(?:your|the) (?:\w+ ){0,2}?(?:subscription|account|membership|order|delivery|service|plan|billing|payments?)\b", ""),
    "give": (
        r"(?:you|them|him|her|it|your \w+|the \w+) (?:a |an |the |another |some |your |back )?(?:\w+ )?(?:refund|discount|credit|call|ring|upgrade|access|replacement|callback|buzz|money|voucher|coupon|free \w+|extension|link|call-back|shout)\b|"
        r"(?:the|your|our|my) \w+ a (?:call|ring|heads-up|shout|buzz|heads)",
        r"you (?:an? )?(?:\w+ )?(?:idea|example|sense|rundown|overview|tip|answer|hint|break|moment|minute|summary|feel)",
    ),
    "extend": (r"(?:your|the|that|it|you)\b", r"(?:my|our|a|an|the) (?:sympathy|apologies|welcome|hand|thanks|warm|invitation)"),
    "drop": (r"(?:you (?:a|an)|(?:a|an|the) (?:link|note|email|message|pin)|your|it (?:in|off))\b", r"(?:it|that|the (?:subject|ball|act))$"),
    "shoot": (r"(?:you|them|it|that|over|him|her)\b", r"straight"),
    "hook": (r"you up\b", ""),
    "line": (r"(?:up|that up|you up|it up)\b", ""),
    "swap": (r"(?:it|that|your|the|out|you|those)\b", r"stories"),
    "exchange": (r"(?:it|that|your|the|those)\b", ""),
    "return": (r"(?:it|that|your|the|those)\b (?:for you|\w+ for you|order|item|package)", ""),
    "analyze": (r"(?:your|the|that|this|it)\b", r"(?:this|that|it) together"),
    "read": (r"(?:your|through your|over your|the) (?:\w+ )?(?:file|report|email|emails|account|record|records|notes|documents?|application|chart|history|review|resume)\b", ""),
    "test": (r"(?:it|that|your|the)\b", r"(?:your|the) (?:understanding|knowledge|idea|assumption)"),
    "manage": (r"(?:your|that for you|the|it for you)\b", r"expectations|(?:your|the) (?:stress|time|expectations|team)"),
    "hand": (r"(?:you|this|it|that|your)\b (?:off|over|to)\b", ""),
    "do": (r"(?:it|that|this|so)\b(?: for you| now| right away| right now| today| tomorrow| tonight| shortly| in a (?:moment|second|minute)| straight away| immediately| on my end| from here)", ""),
    "request": (r"(?:a|an|the|that|it|your|one)\b", r"(?:that )?you"),
    "inform": (r"(?:the|our|my|them|your|him|her|someone)\b", ""),
    "tell": (r"(?:the|our|my|them) (?:\w+ )?(?:team|manager|staff|kitchen|driver|department|front desk|doctor|nurse|colleagues?)\b", ""),
    "speak": (r"(?:to|with) (?:the|my|our|a) (?:\w+ )?(?:team|manager|supervisor|colleague|staff|department|doctor)\b", ""),
    "talk": (r"(?:to|with) (?:the|my|our|a) (?:\w+ )?(?:team|manager|supervisor|colleague|staff|department|doctor)\b", ""),
    "ask": (r"(?:the|my|our|a|someone) (?:\w+ )?(?:team|manager|supervisor|colleague|staff|department|kitchen|driver|doctor|specialist|someone|front desk)\b|around|someone", ""),
    "consult": (r"(?:the|my|our|with|a)\b", ""),
    "coordinate": (r"(?:with|that|this|it|your|the|a)\b", ""),
    "meet": (r"you (?:at (?:the|your|our)|there|in (?:the|person)|downstairs|outside)\b", r"you (?:where|there too|in the middle)"),
    "come": (r"(?:over|by|to your|out to|pick)\b", ""),
    "pick": (r"(?:you|it|that|your|the) up\b|up (?:the phone|your|the)", ""),
    "bookmark": (_OBJECT, ""),
    "sync": (_OBJECT, ""),
    "program": (_OBJECT, ""),
    "configure": (_OBJECT, ""),
    "trigger": (r"(?:the|a|an|your|that)\b", ""),
    "launch": (r"(?:the|a|an|your|that|it)\b", ""),
    "restart": (r"(?:your|the|it|that)\b", r"(?:the|this|our) (?:conversation|chat|session)"),
    "reboot": (_OBJECT, ""),
    "refresh": (r"(?:your|the|my|it|that)\b", r"(?:your|my) memory"),
    "close": (r"(?:your|the|that|it|out)\b (?:\w+ )?(?:account|ticket|case|order|request|claim|card)\b", ""),
    "correct": (r"(?:your|the|that on|it on|that in|it in|it for|that for)\b", r"(?:myself|the record|you)"),
    "lower": (r"(?:your|the)\b (?:\w+ )?(?:bill|rate|price|payment|fee|cost)\b", ""),
    "remember": (r"(?:you|it|that|this|your \w+) (?:for|next|on) (?:next|our next|your next|time)", ""),
    "undo": (_OBJECT, ""),
    "reverse": (_OBJECT, ""),
    "restore": (r"(?:your|the|it|that|access)\b", ""),
    "recover": (r"(?:your|the|it|that)\b", ""),
    "reopen": (_OBJECT, ""),
    "edit": (_OBJECT, ""),
    "wave": (r"(?:the|that|your) fee", ""),
    "honor": (r"(?:the|that|your) (?:\w+ )?(?:price|discount|coupon|warranty|offer)", ""),
    "match": (r"(?:the|that|your|their) (?:\w+ )?(?:price|offer|rate)", ""),
    "post": (r"(?:it|that|your|the|you)\b", ""),
    "publish": (_OBJECT, ""),
    "translate": (r"(?:your|the) (?:document|file|page)", ""),
    "locate": (_OBJECT, r"(?:the )?(?:feeling|source)"),
    "pinpoint": (r"your (?:order|package)", ""),
    "view": (rf"(?:your|the|that) (?:\w+ )?{DATA}\b", ""),
    "examine": (r"(?:your|the)\b", ""),
    "inspect": (_OBJECT, ""),
    "diagnose": (r"(?:your|the|it|that)\b", ""),
    "walk": (r"over to|down to", ""),
    "obtain": (_OBJECT, ""),
    "collect": (r"(?:your payment|the payment|it from|your package)", ""),
    "gather": (r"(?:your|the|that|those|some) (?:\w+ )?(?:information|info|details|records|documents|data)\b", r"(?:my|your) thoughts"),
    "proceed": (r"with (?:the|your|that|it|this|booking|cancel)|to (?:checkout|book|cancel|process)", ""),
    "ensure": (r"(?:it|that|this|they|your|you|the)\b(?: \w+){0,4} (?:gets?|is|are|receives?|sent|handled|fixed|shipped|arrives?|delivered|processed|done|resolved)\b", r"(?:that )?(?:you (?:understand|feel|have what|are comfortable)|i)"),
    "offer": (r"(?:you|them) (?:a|an|another|some) (?:\w+ )?(?:refund|discount|credit|upgrade|replacement|voucher|coupon|free \w+)", ""),
}
_IRREGULAR = {
    "send": "sent", "write": "wrote written", "set": "set setting", "put": "put putting", "make": "made", "take": "took taken",
    "get": "got gotten getting", "have": "had", "bring": "brought", "find": "found", "see": "saw seen",
    "run": "ran running", "begin": "began begun beginning", "deal": "dealt", "keep": "kept", "hold": "held",
    "dig": "dug digging", "show": "shown", "buy": "bought", "pay": "paid", "sell": "sold", "opt": "opted",
    "freeze": "froze frozen", "give": "gave given", "drop": "dropped dropping", "shoot": "shot",
    "swap": "swapped swapping", "read": "read", "do": "did done doing", "tell": "told", "speak": "spoke spoken",
    "meet": "met", "come": "came", "grab": "grabbed grabbing", "log": "logged logging", "tag": "tagged tagging",
    "flag": "flagged flagging", "cancel": "cancelled cancelling", "transfer": "transferred transferring",
    "ship": "shipped shipping", "reship": "reshipped reshipping", "submit": "submitted submitting",
    "resubmit": "resubmitted resubmitting", "reset": "reset resetting", "defer": "deferred", "notify": "notified",
    "verify": "verified", "modify": "modified", "apply": "applied", "copy": "copied", "jot": "jotted jotting",
    "scan": "scanned scanning", "undo": "undid undone", "resend": "resent", "rectify": "rectified",
    "input": "inputted inputting", "program": "programmed", "enrol": "enrolled enrolling", "overnight": "overnighted",
    "double-check": "double-checked double-checking",
}  # fmt: skip
BASES = frozenset(_ALWAYS) | frozenset(_WHEN)


def _forms() -> dict[str, str]:
    table: dict[str, str] = {}
    for verb in sorted(BASES):
        stem = verb[:-1] if verb.endswith("e") else verb
        third = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "s"
        if verb.endswith(("s", "x", "ch", "sh")):
            third = verb + "es"
        for form in (verb, third, stem + "ing", stem + "ed", *_IRREGULAR.get(verb, "").split()):
            table.setdefault(form, verb)
    return table


_TABLE = _forms()
# What a thing of the user's is after somebody did something to it.
PARTICIPLES = frozenset(
    "booked rebooked scheduled rescheduled cancelled canceled refunded processed submitted sent emailed shipped "
    "dispatched issued waived forwarded escalated transferred reset activated deactivated enabled disabled unlocked "
    "upgraded downgraded registered enrolled reserved ordered charged credited updated changed added removed "
    "confirmed approved renewed replaced delivered placed fixed resolved delayed declined received filed logged "
    "flagged noted delivered cleared posted applied extended expedited locked suspended reinstated restored "
    "corrected completed finalized secured arranged rerouted returned lost linked connected verified submitted "
    "signed opened closed created recorded saved deleted paid".split()
)
STATES = frozenset("booked confirmed registered enrolled scheduled signed subscribed checked upgraded refunded rebooked".split())
# Verbs a tool of a kind covers, and the words by which a tool of that kind is known.
FAMILIES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "booking": (
        frozenset("book rebook reserve schedule reschedule arrange set make put get place hold add secure sign register enroll block".split()),
        frozenset("book booking reserve reservation schedule appointment calendar meeting table slot event demo viewing tour room enroll register signup".split()),
    ),
    "cancelling": (frozenset("cancel delete remove refund reverse".split()), frozenset("cancel cancellation delete remove".split())),
    "refunding": (frozenset("refund issue process credit reimburse reverse give".split()), frozenset("refund credit reimburse reimbursement".split())),
    "sending": (
        frozenset("send email text message mail forward share notify resend drop shoot alert ping".split()),
        frozenset("send email mail text sms message notify notification alert share".split()),
    ),
    "looking": (
        frozenset("check look pull find see search access retrieve fetch verify review grab get track view locate research google browse lookup double-check bring read scan monitor confirm run".split()),
        frozenset("get check look lookup search find fetch retrieve query read list status track tracking view weather knowledge database rag web browse account order orders verify inventory availability".split()),
    ),
    "changing": (
        frozenset("update change modify edit adjust switch move upgrade downgrade reset set correct add remove extend renew".split()),
        frozenset("update change modify edit set adjust reset upgrade downgrade switch".split()),
    ),
    "ticketing": (
        frozenset("open create log file submit raise escalate report flag make".split()),
        frozenset("ticket case issue report escalate escalation complaint claim log".split()),
    ),
    "handing over": (
        frozenset("transfer connect escalate patch forward pass hand get put loop direct bring".split()),
        frozenset("transfer handoff handover forward connect escalate operator human agent dial route".split()),
    ),
    "noting": (
        frozenset("note record save log write jot document add store make take enter put".split()),
        frozenset("note notes record save log store write memory crm capture collect".split()),
    ),
    "ordering": (
        frozenset("order place purchase buy add process ship submit put start".split()),
        frozenset("order purchase buy cart checkout ship".split()),
    ),
    "paying": (frozenset("charge pay process take bill invoice".split()), frozenset("pay payment charge invoice bill".split())),
    "calling": (frozenset("call phone dial contact reach ring".split()), frozenset("call dial phone callback contact".split())),
}  # fmt: skip


def base(form: str) -> str:
    """The verb of doing that `form` belongs to, or ""."""
    return _TABLE.get(form, "")


def family(verb: str) -> list[str]:
    """The kinds of tool that could do `verb`."""
    return [name for name, (verbs, _) in FAMILIES.items() if verb in verbs]


@cache
def _tests(verb: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    must, never = _WHEN.get(verb, ("", ""))
    return (
        re.compile(must) if must else None,
        re.compile(rf"(?:{never})") if never else None,
    )


def acts(verb: str, tail: str) -> bool:
    """Whether `verb` followed by the words of `tail` is more than talk."""
    must, never = _tests(verb)
    if never and never.match(tail):
        return False
    return must is None or must.match(tail) is not None
