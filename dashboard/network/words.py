"""What the network page calls things, kinds of thing and relationships, in plain English.

Colours are checked against the white canvas: 4.5:1 for things, 3:1 for connections (WCAG 2.2,
1.4.11 asks for 3:1).
"""

from dataclasses import dataclass
from typing import Any

from placegraph.dashboard.words import count


@dataclass(frozen=True)
class Kind:
    """How one node type is named and drawn; ``shape`` is a Cytoscape shape."""

    singular: str
    plural: str
    shape: str
    colour: str


@dataclass(frozen=True)
class Group:
    """How a group of relationship types is named and drawn; ``arrow`` is a Cytoscape arrow."""

    name: str
    colour: str
    arrow: str
    relations: tuple[str, ...]


#: Node types of the network, in the order in which tables and legends list them.
KINDS = {
    "Organisation": Kind("organisation", "organisations", "ellipse", "#1d4f91"),
    "Partnership": Kind("partnership", "partnerships", "hexagon", "#b3400f"),
    "CommissioningBody": Kind("commissioner", "commissioners", "pentagon", "#a01a58"),
    "Contract": Kind("agreement", "agreements", "rectangle", "#7a5c00"),
    "GovernanceBody": Kind("governing body", "governing bodies", "octagon", "#006b6b"),
    "Post": Kind("post", "posts", "round-rectangle", "#4d5a66"),
    "Outcome": Kind("outcome", "outcomes", "star", "#2a7030"),
    "Objective": Kind("aim", "aims", "diamond", "#6a3fa0"),
    "Responsibility": Kind("responsibility", "responsibilities", "rhomboid", "#5c6410"),
    "Function": Kind("service", "services", "triangle", "#7a4526"),
    "Programme": Kind("programme", "programmes", "vee", "#3949ab"),
    "Procurement": Kind("contracting process", "contracting processes", "heptagon", "#8a3b3b"),
    "WithheldPayee": Kind("withheld payee", "withheld payees", "cut-rectangle", "#555555"),
    "PostPool": Kind("pool of posts", "pools of posts", "right-rhomboid", "#2f5d62"),
}

#: Node types that only published records have. The picture shows them around one thing, if asked.
RECORD_KINDS = ("Procurement", "WithheldPayee", "PostPool")

#: Groups of relationship types, in the order in which the legend lists them.
GROUPS = (
    Group("Membership", "#2f6fb7", "circle", ("MEMBER_OF", "PLAYED_BY")),
    Group(
        "Leads",
        "#a01a58",
        "triangle",
        (
            "LEAD_COMMISSIONER_FOR",
            "LEAD_OFFICER_FOR",
            "LEAD_MEMBER_FOR",
            "SPONSORS",
            "LEADS_PHASE",
            "DECIDES",
        ),
    ),
    Group(
        "Contributes",
        "#2a7030",
        "vee",
        ("CONTRIBUTES_TO", "DELIVERS", "PROVIDES"),
    ),
    Group(
        "Contracts and money",
        "#8a6500",
        "square",
        (
            "PARTY_TO",
            "COMMISSIONS",
            "CLIENT_OF",
            "ESTABLISHES",
            "FUNDS",
            "PAID",
            "PROCURES",
            "AWARDED_THROUGH",
            "MADE_UNDER",
        ),
    ),
    Group(
        "Structure",
        "#5f6b76",
        "tee",
        (
            "POST_IN",
            "REPORTS_TO",
            "MANAGES",
            "GOVERNS",
            "PART_OF",
            "POOL_REPORTS_TO",
            "POOL_IN",
        ),
    ),
    Group("Aims", "#6a3fa0", "diamond", ("PURSUES", "ALIGNS_WITH", "SET_BY", "CONCERNS")),
)

GROUP_OF = {relation: group for group in GROUPS for relation in group.relations}

#: For each relationship type: what a sentence from its start says, the heading over its ends on
#: the page of its start, and the heading over its starts on the page of its end.
RELATIONS = {
    "MEMBER_OF": ("sits on", "Sits on", "Members on record"),
    "PLAYED_BY": ("is played by", "Role played by", "Plays the role of"),
    "LEAD_COMMISSIONER_FOR": (
        "is lead commissioner for",
        "Lead commissioner for",
        "Lead commissioner",
    ),
    "LEAD_OFFICER_FOR": ("is lead officer for", "Lead officer for", "Led by (lead officer)"),
    "LEAD_MEMBER_FOR": ("is lead member for", "Lead member for", "Led by (lead member)"),
    "SPONSORS": ("sponsors", "Sponsors", "Sponsored by"),
    "CONTRIBUTES_TO": ("contributes to", "Contributes to", "Contributors"),
    "DELIVERS": ("delivers", "Delivers", "Delivered by"),
    "PROVIDES": ("provides", "Provides", "Provided by"),
    "PARTY_TO": ("is a party to", "Party to", "Parties"),
    "COMMISSIONS": ("commissions", "Commissions", "Commissioned by"),
    "CLIENT_OF": ("is client for", "Client for", "Client"),
    "ESTABLISHES": ("sets up", "Sets up", "Set up by"),
    "FUNDS": ("pays into", "Pays into", "Paid into by"),
    "PAID": ("paid", "Paid", "Was paid by"),
    "PROCURES": ("procures", "Procures", "Procured by"),
    "AWARDED_THROUGH": ("was awarded through", "Awarded through", "Contracts awarded"),
    "MADE_UNDER": ("was made under", "Made under", "What was made under it"),
    "POST_IN": ("is a post in", "Post in", "Posts"),
    "REPORTS_TO": ("reports to", "Reports to", "Reports received from"),
    "MANAGES": ("manages", "Manages", "Managed by"),
    "GOVERNS": ("governs, advises or scrutinises", "Governs", "Governed by"),
    "PART_OF": ("is part of", "Part of", "Parts"),
    "PURSUES": ("pursues", "Pursues", "Pursued by"),
    "ALIGNS_WITH": ("supports or works against", "Aligned with (upwards)", "Aligned from below"),
    "SET_BY": ("was set by", "Set by", "Aims it set"),
    "CONCERNS": ("is about", "About", "What is about it"),
    "POOL_REPORTS_TO": ("reports to", "Reports to", "Pools of posts received from"),
    "POOL_IN": ("is a pool of posts in", "Pool of posts in", "Pools of posts"),
    "POOL_IN_STRUCTURE": ("is in the structure", "In the structure", "Pools of posts in it"),
    "IN_STRUCTURE": ("is in the structure", "In the structure", "Posts in it"),
    "STRUCTURE_OF": ("is a structure of", "Structure of", "Management structures"),
    "HOLDS_ROLE": ("holds the statutory role", "Statutory roles", "Held by"),
    "COVERS": ("covers", "Area covered", "Covered by"),
    "APPRAISES": ("appraises", "Appraises", "Appraisals"),
    "PAID_BY": ("is paid by", "Paid by", "Costs it bears"),
    "ACCRUES_TO": ("accrues to", "Accrues to", "Benefits it gains"),
    "VALUES": ("puts a value on", "Values", "Valued by"),
    "LINE_OF": ("is a line of", "Line of", "Lines"),
    "LEADS_PHASE": ("leads a phase of", "Leads a phase of", "Phases led by"),
    "DECIDES": ("takes part in deciding on", "Decides on", "Decided by"),
    "RATES": ("rates", "Rates", "Rated by"),
    "REJECTED_LINK": ("was judged to have no bearing on", "No bearing on", "No bearing from"),
    "RANGE_OF": ("is a range of", "Range of", "Ranges"),
    "ATTRIBUTED_TO": ("is due in part to", "Due in part to", "Benefits due to it in part"),
    "ASSESSES": ("assesses", "Assesses", "Assessments"),
    "ANSWER_IN": ("is an answer in", "Answer in", "Answers"),
}

#: Types that people meet on the panel though the picture leaves them out.
OTHER_KINDS = {
    "Area": ("area", "areas"),
    "Structure": ("management structure", "management structures"),
    "StatutoryRole": ("statutory role", "statutory roles"),
    "Milestone": ("milestone", "milestones"),
    "Figure": ("figure", "figures"),
    "Benchmark": ("benchmark", "benchmarks"),
    "Recommendation": ("recommendation", "recommendations"),
    "Appraisal": ("appraisal", "appraisals"),
    "CostLine": ("cost", "costs"),
    "BenefitLine": ("benefit", "benefits"),
}


def kind_name(type_: str) -> str:
    """Name one thing of a node type: ``commissioner`` for ``CommissioningBody``."""
    return KINDS[type_].singular if type_ in KINDS else OTHER_KINDS.get(type_, (type_,))[0]


def kinds_name(type_: str) -> str:
    """Name several things of a node type: ``commissioners`` for ``CommissioningBody``."""
    return KINDS[type_].plural if type_ in KINDS else OTHER_KINDS.get(type_, (type_,))[-1]


def counted_kind(number: int, type_: str) -> str:
    """Say a number of things of one node type: ``17 partnerships``."""
    return count(number, KINDS[type_].singular, KINDS[type_].plural)


def relation_name(relation: str) -> str:
    """Return the words between two things joined by a relationship type: ``sits on``."""
    return RELATIONS[relation][0] if relation in RELATIONS else relation.lower().replace("_", " ")


def heading(relation: str, *, outgoing: bool) -> str:
    """Return the heading over the things at the other end of a relationship type."""
    if relation not in RELATIONS:
        return relation.capitalize().replace("_", " ")
    return RELATIONS[relation][1 if outgoing else 2]


def labelled(words: str) -> dict[str, Any]:
    """Return the attribute that gives an element the name a screen reader reads out."""
    return {"aria-label": words}
