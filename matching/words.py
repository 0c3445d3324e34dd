"""What words in the names of organisations mean: legal forms, abbreviations, places, trades."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Legal forms, by the words they are written with, and the class of form each is. Two forms of
#: one class are one form in two spellings or two countries' words for it; forms of different
#: classes are different legal persons. “company” and the like say too little to tell.
LEGAL_FORMS: Final[dict[str, str]] = {
    phrase: form
    for form, phrases in {
        "limited": (
            "limited", "ltd", "ltd co", "co ltd", "company limited", "limited company", "pty ltd",
            "proprietary limited", "pte ltd", "pvt ltd", "private limited", "cyfyngedig", "cyf",
            "limited by guarantee", "gmbh", "gesellschaft mit beschrankter haftung", "llc", "l l c",
            "limited liability company", "sarl", "s a r l", "srl", "s r l", "sl", "bv", "b v",
            "bvba", "sp z o o", "sp z oo", "sp zoo", "spzoo", "ooo", "o o o", "kft", "doo",
            "societatea cu raspundere limitata", "societe a responsabilite limitee",
        ),
        "plc": (
            "plc", "p l c", "public limited company", "public limited co", "ccc", "ag",
            "aktiengesellschaft", "sa", "s a", "societe anonyme", "sociedad anonima", "nv", "n v",
            "spa", "s p a", "ab", "asa", "oyj", "se", "jsc", "joint stock company", "ojsc",
            "open joint stock company", "pjsc", "public joint stock company", "cjsc", "oao", "pao",
            "zao", "kgaa",
        ),
        "llp": ("llp", "l l p", "limited liability partnership"),
        "limited partnership": ("lp", "l p", "limited partnership", "kg"),
        "cic": ("cic", "c i c", "community interest company", "community interest co"),
        "cio": ("cio", "c i o", "charitable incorporated organisation", "scio"),
        "society": (
            "community benefit society", "co operative society", "industrial and provident society",
        ),
        "corporation": ("inc", "incorporated", "corp", "corporation"),
        "company": ("company", "co", "companies", "cie"),
        "association": ("ano", "ev", "e v"),
    }.items()
    for phrase in phrases
}  # fmt: skip
#: Forms that say only that it is a company, and so agree with any other form of company.
VAGUE_FORMS: Final = frozenset({"company", "corporation"})

#: Endings of the names of bodies that papers often leave off.
INSTITUTIONS: Final[dict[str, str]] = {
    "nhs foundation trust": "NHS trust",
    "nhs trust": "NHS trust",
    "nhs ft": "NHS trust",
    "nhsft": "NHS trust",
}

#: Council types, by the words that say them, and their tier. One place may have a council of each
#: tier, so different tiers are different bodies.
COUNCIL_TIERS: Final[dict[str, str]] = {
    "county": "county", "borough": "district", "district": "district", "city": "district",
    "metropolitan": "district", "royal": "district", "london": "district", "town": "local",
    "parish": "local", "community": "local", "combined": "combined",
}  # fmt: skip
#: Abbreviated endings of councils' names, looked at only after the name of a place.
COUNCIL_ABBREVIATIONS: Final[dict[str, str]] = {
    "bc": "borough council", "cc": "county council", "dc": "district council",
    "mbc": "metropolitan borough council", "mdc": "metropolitan district council",
    "tc": "town council", "pc": "parish council", "ccouncil": "county council",
}  # fmt: skip

#: Other spellings and abbreviations of single words.
SPELLINGS: Final[dict[str, str]] = {
    "acad": "academy", "advsy": "advisory", "assn": "association", "assocs": "associates",
    "auth": "authority", "boro": "borough", "brkrs": "brokers", "bros": "brothers",
    "bldg": "building", "bldrs": "builders", "cen": "centre", "center": "centre",
    "centres": "centre", "cntr": "centre", "chtn": "cheltenham", "cncl": "council",
    "cncil": "council", "coll": "college", "cmty": "community", "corpn": "corporation",
    "coop": "cooperative", "ctr": "centre", "cttee": "committee", "dept": "department",
    "devt": "development", "engrg": "engineering", "engs": "engineers", "fdn": "foundation",
    "fndn": "foundation", "govt": "government", "grp": "group", "gp": "group",
    "hldgs": "holdings", "hldg": "holdings", "holding": "holdings", "hosp": "hospital",
    "hsg": "housing", "inds": "industries", "ins": "insurance", "intl": "international",
    "intnl": "international", "labor": "labour", "mfg": "manufacturing", "mgmt": "management",
    "mgt": "management", "mngmt": "management", "mkt": "market", "natl": "national",
    "props": "properties", "ptnrs": "partners", "ptnrship": "partnership",
    "pship": "partnership", "rly": "railway", "sch": "school", "schs": "school",
    "schools": "school", "serv": "services", "servs": "services", "service": "services",
    "soc": "society", "sol": "solutions", "soln": "solutions", "solns": "solutions",
    "solution": "solutions", "srvcs": "services", "srvs": "services", "st": "saint",
    "svc": "services", "svcs": "services", "sys": "systems", "system": "systems",
    "technol": "technology", "univ": "university", "utd": "united", "whse": "warehouse",
}  # fmt: skip

#: Words of several parts that mean one.
PHRASES: Final[dict[str, str]] = {
    "u k": "uk", "united kingdom": "uk", "great britain": "gb", "u s": "us", "u s a": "us",
    "usa": "us", "united states": "us", "united states of america": "us",
    "co operative": "cooperative",
    "co op": "cooperative", "c of e": "church of england", "ce": "church of england",
    "rc": "roman catholic", "int l": "international", "intl": "international",
    "health care": "healthcare", "day care": "daycare", "per cent": "percent",
    "clinical commissioning group": "ccg", "integrated care board": "icb",
}  # fmt: skip

#: Words so common in names that agreeing on them says little.
STOP_WORDS: Final = frozenset(
    "the and of for in at on to a an de la le von van und et y al with by".split()  # noqa: SIM905
)
COMMON_WORDS: Final = _words(
    """
    academy advisory agency associates association authority board borough brothers building
    business capital care catering centre charity church city cleaning college commission
    committee community construction consultancy consultants consulting cooperative council
    county design development direct district education electrical energy engineering
    enterprises environmental equipment estates events finance fire food foundation fund
    general global group health healthcare hire holdings home homes hospital hotel housing
    industries infant institute insurance international investments junior labour law legal
    limited local logistics maintenance management manufacturing marketing media medical
    mental national network nhs nursery nursing office organisation parish partners
    partnership plant plumbing police practice primary products professional project
    projects properties property public recruitment research roofing royal safety saint
    school secondary security services society software solicitors solutions sons sports
    studio supplies support surgery systems technologies technology town trade traders
    trading training transport travel trust uk union united university waste water works
    """
)

#: Words that tell companies of one house apart.
HOUSE_WORDS: Final = _words(
    """
    capital charity club enterprises finance foundation friends fund funding group holdings
    insurance international investments pension properties property trading trust trustees
    union ventures
    """
)

#: Words that set one place or branch apart from another of the same name.
DIRECTIONS: Final = _words(
    """
    north south east west northern southern eastern western north-east central upper lower
    great greater little new old mid inner outer northeast northwest southeast southwest
    """
)
PLACES: Final = _words(
    """
    uk gb us england scotland wales ireland britain british scottish welsh irish english
    bedfordshire berkshire buckinghamshire cambridgeshire cheshire cleveland cornwall
    cumbria cumberland derbyshire devon dorset durham essex gloucestershire hampshire
    herefordshire hertfordshire humberside huntingdonshire kent lancashire leicestershire
    lincolnshire london merseyside middlesex norfolk northamptonshire northumberland
    nottinghamshire oxfordshire rutland shropshire somerset staffordshire suffolk surrey
    sussex tyneside warwickshire westmorland wight wiltshire worcestershire yorkshire avon
    thames bath birmingham blackburn blackpool bolton bournemouth bradford brighton bristol
    bury cambridge canterbury cardiff carlisle cheltenham chester chichester colchester
    coventry crawley derby doncaster dover dundee edinburgh exeter glasgow gloucester
    guildford halifax harrogate hastings hereford huddersfield hull inverness ipswich
    lancaster leeds leicester lichfield lincoln liverpool luton maidstone manchester
    middlesbrough newcastle newport northampton norwich nottingham oldham oxford perth
    peterborough plymouth poole portsmouth preston reading rochdale rotherham salford
    salisbury sheffield shrewsbury slough southampton southend southport stafford stirling
    stockport stockton stoke stroud sunderland swansea swindon tewkesbury truro wakefield
    walsall warrington warwick watford wigan winchester windsor wolverhampton worcester york
    aberdeen belfast derry barnsley gateshead knowsley sefton solihull sandwell dudley
    trafford asia africa america europe european american asian african afghanistan albania
    algeria angola argentina armenia atlanta australia austria azerbaijan bahrain bangladesh
    belgium beijing berlin bolivia boston brazil bulgaria california canada chad chicago
    chile china colombia croatia cuba cyprus dallas denmark deutschland dubai egypt espana
    estonia ethiopia finland france georgia germany ghana greece hungary iceland india
    indonesia iran iraq israel italia italy japan jordan kazakhstan kenya korea kuwait
    latvia lebanon libya lithuania luxembourg malaysia malta mexico montenegro morocco
    moscow myanmar nederland netherlands nigeria norge norway pakistan paris peru
    philippines phoenix poland portugal qatar romania russia schweiz serbia shanghai
    singapore slovakia slovenia spain sudan sverige sweden switzerland sydney syria taiwan
    texas thailand tokyo toronto tunisia turkey uganda ukraine uruguay venezuela vietnam
    yemen zambia zimbabwe
    """
)

#: Ordinals and numerals in words; larger numbers are put together from these.
UNITS: Final[dict[str, int]] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
TENS: Final[dict[str, int]] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ROMAN: Final[dict[str, int]] = {
    "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12,
    "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xx": 20,
}  # fmt: skip
#: Numerals that are numbers only where a name ends in them.
LAST_ROMAN: Final[dict[str, int]] = {"i": 1, "v": 5, "x": 10}
