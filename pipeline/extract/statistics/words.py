"""The words that tell of figures: verbs that record or do something, and nouns of what is counted.

Classes of words and no logic. `frames` and `bare` put them into patterns.
"""

from __future__ import annotations

import regex

from pipeline.vocabulary.patterns import any_of, late

REPORTED = r"(?:recorded|registered|reported|documented|counted|logged|noted|listed|described|tallied|records|registers|documents|shows?|showed|cites?|mentions?)"
"""Somebody says how many."""
DONE = (
    r"(?:convicted|sentenced|prosecuted|identified|investigated|arrested|detained|charged|acquitted|fined|killed|injured"
    r"|wounded|displaced|executed|tried|released|opened|initiated|closed|filed|lodged|granted"
    r"|rejected|dismissed|directed|brought|sent|deported|evicted|born|murdered|attacked|indicted|apprehended|discontinued"
    r"|pardoned|transferred|referred|rescued|naturali[sz]ed|expelled|resettled|certified|disciplined|suspended|punished"
    r"|demolished|destroyed|rebuilt|beaten|tortured|damaged|looted|burned|burnt|vandali[sz]ed|desecrated|harassed|raped|trafficked|recruited|evacuated|removed|stopped|reinstated|abducted|extradited|returned|disbanded|banned|refused|revoked|blocked"
    r"|dissolved|treated|overturned|shut(?:\s+down)?|liquidated|searched|raided|seized|confiscated|quashed|annulled|dispersed|jailed|amnestied|commuted"
    r"|barred|blacklisted|repatriated|relocated|vaccinated|infected|orphaned|widowed|bombed|shelled|maimed|drowned|shot|stabbed|hanged|beheaded|sacked"
    r"|dropped|withdrawn|enslaved|kidnapped|exhumed|robbed|stripped|deprived|separated|reunited|uprooted|torched|ransacked|defaced|targeted\s+(?=\d))"
)
"""It was done to those who are counted."""
HANDLED = (
    r"(?:received|handled|examined|considered|resolved|reviewed|processed|submitted|upheld|affected|employed|enrolled"
    r"|verified|monitored|issued|imposed|launched|instituted|admitted|assisted|sheltered|accommodated|supported"
    r"|concluded|completed|carried\s+out|conducted|answered|motivated|committed|handed\s+down|rendered|hosted|took(?:\s+in)?|lists?|housed|forced|freed)"
)
"""It says little of itself, and makes a figure of `COUNTED` alone."""
STATE = (
    r"(?:held|kept|imprisoned|incarcerated|unemployed|illiterate|awaiting|serving|living|residing|pending|under\s+(?:investigation|arrest)"
    r"|in\s+(?:prison|detention|custody|office|employment|care|exile|jail|hiding)|on\s+(?:trial|death\s+row)|behind\s+bars|missing|homeless|stateless|dead|without|at\s+risk)"
)
OPENED = r"(?:opened|initiated|closed|filed|lodged|launched|instituted|issued|submitted|received|brought)"
"""What is done to a case only makes it one: 'two indictments were filed' counts indictments."""
BE = r"(?:was|were|has\s+been|have\s+been|had\s+been|being)"
WORD = r"[\p{L}\d][\p{L}\d/’'-]*"
LY = r"(?: \p{L}+ly \s+ | not \s+ | never \s+ | also \s+ | still \s+ )?"
CASE_NOUNS = """cases complaints crimes offences offenses incidents attacks assaults applications
    petitions investigations proceedings convictions prosecutions indictments sentences verdicts judgments judgements rulings deaths
    killings murders suicides arrests detentions allegations violations requests inquiries calls reports threats evictions births
    marriages divorces acquittals charges fines appeals lawsuits disappearances abuses bans seizures raids expulsions deportations
    executions femicides rapes homicides explosions injuries casualties fatalities episodes clashes abductions kidnappings robberies thefts
    burglaries demolitions amputations stabbings shootings bombings assassinations lynchings floggings abortions pregnancies infections
    orders claims arrivals crossings departures breaches infringements infractions misdemeanours felonies warrants suits outbreaks beatings searches interrogations""".split()
CASES = any_of(CASE_NOUNS)
PLACES = any_of(
    """associations organizations organisations shelters facilities prisons beds places schools files returns
    communications searches checks inspections acts strikes protests assemblies demonstrations""".split()
)
SUFFERER_NOUNS = """seekers victims perpetrators inmates prisoners detainees convicts suspects defendants offenders refugees returnees migrants
    complainants patients orphans survivors traffickers civilians asylum-seekers evacuees deportees conscripts indictees dead wounded injured hostages
    accused culprits assailants attackers
    widows addicts fugitives captives graves""".split()
SUFFERERS = any_of(SUFFERER_NOUNS)
PERSON_NOUNS = """people persons person women men girls boys children minors juveniles youth adults adolescents teenagers families households inhabitants foreigners
    residents pensioners""".split()
PERSONS = any_of(PERSON_NOUNS)
NOUNS = frozenset((*CASE_NOUNS, *SUFFERER_NOUNS, *PERSON_NOUNS))
"""What figures count most: the nouns that a noun phrase ends in which a sentence tells before its numbers."""
ROLES = any_of(
    """staff police applicants pupils students judges prosecutors lawyers officers journalists teachers citizens voters members
    bloggers reporters activists defenders demonstrators protesters supporters respondents settlements villages homes houses dwellings
    outlets newspapers channels soldiers policemen monks believers nurses doctors settlers employees
    deputies MP MPs mayors workers nationals minorities Roma Muslims Jews""".split()
)
OF_IT = r"(?:\s+(?:of|against|by|on|and|from|about)\s.*)?"
"""What may stand behind a noun and belong to it."""
COUNTED = late(
    rf"\b(?:{CASES}|{PLACES}|{SUFFERERS}|{PERSONS}|{ROLES})\b(?:\s+(?:of|against|by|on|and|in|about|to|from|over)\b.*)?\Z",
    regex.IGNORECASE,
)
"""What figures on human rights count. Verbs that say little of themselves make a statistic of these alone."""
THINGS = late(rf"\b(?:{CASES}|{SUFFERERS})\b{OF_IT}\Z", regex.IGNORECASE)
"""What is counted for no other reason than that it is a fact about human rights."""
PEOPLE = late(rf"\b{PERSONS}\b{OF_IT}\Z", regex.IGNORECASE)
"""Who may as well have come to a workshop: the verb must say what befell them."""
ROLE = late(rf"\b{ROLES}{OF_IT}\Z", regex.IGNORECASE)
"""People by what they do, who may as well have come to a workshop."""
NO_UNITS = late(
    r"\b(?:observers?|[SL]TOs?|recommendations?|pages|opinions?|texts|(?:final|interim|annual|progress|shadow|alternative|periodic|mission|national|weekly|daily|spot|written)\s+reports|days?|weeks?|months?|years?|hours?|minutes|articles|paragraphs"
    r"|core\s+team|polling\s+stations|members\s+of\s+core\s+team|mission\s+members|statements|parts|times|rounds?|laws|drafts?"
    r"|workshops?|trainings?|seminars?|meetings?|sessions?|conferences?|round\s?tables?|courses?|events?|visits?|forums?|candidates?"
    r"|copies|participants|euros|dollars|lempiras|lei|leva|tenge|soms?|somoni|dinars|hryvnias?|r(?:o)?ubles|manats?|drams?|laris?|denars|leks?|forints?|zlotys?|kroner|francs|liras?|rupees|pesos|pounds|delegations|members\s+of\s+(?:the\s+|its\s+)?delegation"
    r")\Z",
    regex.IGNORECASE,
)
NO_FACTS = late(
    r"\b(?:experts|states|countries|ministries|measures|decrees|strategies|plans|policies|programmes|projects|treaties|conventions"
    r"|instruments|provisions|amendments|bills|acts|steps|priorities|categories|groups|votes|abstentions|chapters|speakers|reasons"
    r"|representatives|interlocutors|institutions|stakeholders|areas|issues|points|ways|levels|aspects|questions|conditions|elements"
    r"|goals|objectives|principles|pillars|criteria|stages|phases|positions|sides|lines|occasions|cycles|reviews)\Z",
    regex.IGNORECASE,
)
"""Nouns of texts and plans, which no year or verb makes a figure about the world."""
OUR = (
    r"(?:[Ww]e|I|[Oo]ur|ODIHR|OSCE/ODIHR|[Mm]issions?|L?EOM|EAM|EET|NAM|IEOM|[Oo]bservers|[LS]TOs|[Dd]elegations?|[Ee]xperts?|Rapporteurs?"
    r"|Working\s+Group|[Pp]roject|[Pp]rogramme|participants|[Ww]orkshop|[Tt]raining|[Cc]ourse|[Rr]ound\s?table|[Ss]eminar|[Cc]onference)"
)
"""Who speaks: what those who wrote the document did themselves is no fact about the world."""
OUR_DOING = (
    r"(?:visited|met|interviewed|trained|observed|deployed|invited|consulted|addressed|thanked|brought\s+together|gathered|heard"
    r"|distributed|attended|seen|saw|followed|(?:took|taken)\s+part|participat(?:ed|ing)|discussed|debated|learned|learnt|argued"
    r"|graduated|completed|spoke|joined|applied|travelled|traveled|practised|practiced|passed|recommended|monitored|accredited"
    r"|selected|assembled|presented|listened|welcomed|asked|answered|replied|responded)"
)
"""What people do at events and on missions."""
