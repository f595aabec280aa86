"""Titles and ranks before a name, as OSCE and UN texts write them."""

from __future__ import annotations

from pipeline.vocabulary.patterns import any_of, late

CIVIL = (
    "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Mme", "Dr.", "Dr", "Prof.", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady",
    "Baroness", "Ambassador", "Amb.", "H.E.", "H.E", "H. E.", "His Excellency", "Her Excellency", "Hon.", "Honourable", "the Honourable",
    "Senator", "Judge", "Justice", "Minister", "President", "Congressman", "Congresswoman", "Representative", "Madame", "Monsieur", "Archbishop", "Monsignor",
    "Assoc. Prof.", "Associate Professor", "Rt. Hon.", "Rev.", "Reverend", "Father", "Fr.", "Sheikh", "Shaikh", "Baron", "Count", "Countess", "Mx", "Mx.",
    "Rabbi", "Imam", "Mufti", "Bishop", "Cardinal", "Pastor", "Metropolitan", "Sor", "Fray", "Mgr.", "Ing.", "Supt.", "Superintendent", "Insp.", "Inspector",
    "Chief Inspector", "Magistrate",
)  # fmt: skip
RANKS = (
    "General", "Brigadier General", "Major General", "Lieutenant General", "Colonel", "Lieutenant Colonel", "Major", "Captain", "Admiral",
    "Vice Admiral", "Rear Admiral", "Commander", "Brigadier", "Lieutenant", "Sergeant", "Gen.", "Maj. Gen.", "Lt. Gen.", "Brig. Gen.", "Brig.", "Col.", "Lt. Col.",
    "Lt.-Col.", "Maj.", "Capt.", "Lt.", "Sgt.", "Adm.", "Cmdr.", "Police Brigadier", "Police Captain", "Police Colonel", "Police General", "Police Major",
    "Police Inspector", "Police Lieutenant",
)  # fmt: skip
ABROAD = (
    "HE", "HE.", "S.E", "S.E.", "S. E.", "M.", "MM.", "Mlle", "Mlle.", "Maître", "Me", "Sr.", "Sr", "Sra.", "Sra", "Srta.", "Srta", "Dra.", "Dra",
    "Lic.", "Ing.", "Embajador", "Embajadora", "Ambassadeur", "ambassador", "Mag.", "Avv.", "Dott.", "Col.", "Gen.", "Lt.", "Maj.", "Capt.", "Crl.", "Pol.",
    "Cdr.", "Rev.", "Sheikh", "Shaikh", "Prince", "Princess", "Barrister", "Advocate", "Datuk", "Dato", "Engineer", "Eng.", "Senior Counsel",
    "Assistant Commissioner", "Superintendent", "Inspector", "the Hon.", "The Rev.", "Lt-Col.", "Lt. Col.", "Ministro Consejero", "Ministra Consejera", "Consejero", "Consejera",
    "Primer Secretario", "Primera Secretaria", "Segundo Secretario", "Segunda Secretaria", "Tercer Secretario", "Tercera Secretaria",
)  # fmt: skip
"""Titles that States use in the lists of their delegations, in English, French and Spanish."""
FUNCTIONS = (
    "First", "Second", "Third", "Deputy", "Assistant", "Counsellor", "Counselor", "Ambassador", "Attaché", "Permanent", "Chargé", "Principal", "Chief",
    "Senator", "Attorney", "Solicitor", "Crown", "Consultant", "Interpreter", "Spokesman", "Officer", "Desk", "Under", "Vice", "Ministre", "Directeur",
    "Conseiller", "Représentant", "Secrétaire", "Ministerio", "Ministère", "Ministro", "Directora", "Consejero", "Consejera", "Secretario", "Secretaria",
)  # fmt: skip
"""Words that begin a function and no name."""

GENERALS = "Auditor Secretary Director Attorney Prosecutor Solicitor Governor Consul Inspector Advocate Procurator Registrar".split()
"""Behind these words 'General' ends an office, and is no rank."""

WEAK = frozenset(
    (
        "General",
        "Major",
        "Captain",
        "Commander",
        "Justice",
        "Judge",
        "Minister",
        "President",
        "Representative",
        "Senator",
        "Hon.",
        "Sir",
        "Father",
        "Count",
        "Baron",
        "Sheikh",
        "Shaikh",
        "Imam",
        "Mufti",
        "Bishop",
        "Cardinal",
        "Pastor",
        "Metropolitan",
        "Inspector",
        "Superintendent",
        "Magistrate",
    )
)
"""Titles that are words of other names too; behind them a name needs two words."""

SURNAMES = frozenset(
    "Lord Lady Baron Count Countess Sheikh Shaikh Major Captain Commander General Justice Judge Senator Sergeant President Bishop Cardinal Imam Pastor".split()
)
"""Titles that people bear as family names too: behind another title they part no name."""

NOT_NAMES = frozenset(
    """Mission Missions Commission Council Committee Court Office Centre Center Department Ministry Minister Ministers
    Government Parliament Assembly Senate Republic State States Nations Union Organization Organisation Election
    Elections Electoral Observation Observer Observers Assessment Expert Experts Team Working Group Convention
    Covenant Constitution Law Laws Act Code Draft Opinion Comments Note Report Head Deputy Senior Adviser
    Advisor Director Secretary Speaker President Chair Chairman Chairperson Chairwoman Representative Special
    Coordinator Co-ordinator Delegation Presence Police Human Rights National International Regional Central
    European Venice Supreme Constitutional General Ombudsman Ombudsperson Institute University Party Political
    Foreign Affairs Justice Interior Institution Institutions Democratic Prosecutor Monitoring January February
    March April May June July August September October November December Monday Tuesday Wednesday Thursday
    Friday Saturday Sunday The This That These Those It In On For From At By As An A Its Their His Her Following
    According During Rules Protocol Prize Prison Street Avenue Square Forum Comment Fellow Professor Lecturer
    Associate Executive Member Legal Conference Seminar Workshop Training Roundtable Points Point Contact
    Programme Project Plan Strategy Service Agency Mr Mrs Ms Dr MP MEP MPs MEPs Extraordinary
    Plenipotentiary Chancellor Vice-President Vice-Chair Vice-Chairperson Vice-Minister Vice-Speaker""".split()
)
"""Capitalised words of titles, bodies and calendars that are no part of a person's name."""

TITLE = rf"{any_of([*RANKS, *CIVIL])}(?:\s+\((?:retired|ret\.|rtd\.?)\)|\s+ret(?:ired|\.))?"
TITLES = rf"{TITLE}(?:\s+{TITLE}){{0,2}}"
LEADING = late(rf"(?:{TITLES})\s+")
