"""The columns of councils' own registers of partnerships, which follow no common standard.

The fields are those that East Devon District Council's partnership policy asks of its register;
the other titles are those of similar registers.
"""

import re
from collections.abc import Iterable

from placegraph.loaders.reading.text_tables import Column

_PARTNERSHIP_TITLES = (
    "Title of the partnership", "Title of partnership", "Partnership title", "Partnership",
    "Name of partnership", "Name of the partnership", "Partnership name", "Partnerships",
    "Name of partnership / group", "Partnership / group", "Partnership or group",
    "Partnership/project", "Name of significant partnership", "Significant partnership",
    "Partnership arrangement", "Partnership / body", "Name of partnership or body",
)  # fmt: skip

COLUMNS = (
    Column("Partnership", (*_PARTNERSHIP_TITLES, "Title", "Name"), required=True),
    Column("OrganisationLabel", ("Council", "Council name", "Local authority", "Authority",
                                 "Organisation name", "Lead council", "Accountable body")),
    Column("OrganisationURI", ("Organisation code", "Council code")),
    Column("OrganisationalUnit", ("Service area", "Service area within the council", "Service",
                                  "Directorate", "Department", "Service unit", "Division",
                                  "Lead service", "Responsible service", "Portfolio area")),
    Column("LeadOfficer", ("Lead officer", "Lead / responsible officer", "Responsible officer",
                           "Lead council officer", "Council lead officer", "Council lead",
                           "Lead", "Officer lead", "Link officer", "Council officer",
                           "Lead or responsible officer", "Accountable officer")),
    Column("Objective", ("Objective", "Objectives", "Purpose", "Aims", "Aim", "Remit", "Role",
                         "Aims and objectives", "Purpose / objectives", "Description",
                         "Objective (what has the partnership been set up to do?)",
                         "Purpose of partnership", "Main purpose", "Key purpose")),
    Column("Governance", ("Governance arrangements", "Governance", "Terms of reference",
                          "Governance structure", "Partnership agreement", "Legal status",
                          "Governance arrangements such as terms of reference or partnership "
                          "agreements")),
    Column("Reporting", ("Reporting arrangements", "Reporting", "Reports to", "Reporting lines",
                         "Reporting arrangement", "How reported")),
    Column("Contribution", ("Funding contribution", "Council contribution", "Contribution",
                            "Council funding contribution", "Financial contribution", "Funding",
                            "Council's contribution", "Funding from the council", "Resources",
                            "Funding contribution (grants, revenue contributions or in kind)",
                            "Annual contribution", "Council resources")),
    Column("Grant", ("Grant contribution", "Grant", "Grants")),
    Column("Revenue", ("Revenue contribution", "Revenue", "Revenue funding")),
    Column("InKind", ("In-kind contribution", "In kind", "Contribution in kind", "Officer time",
                      "In kind contributions", "In-kind support")),
    Column("Budget", ("Total annual budget", "Annual budget", "Total budget", "Budget",
                      "Partnership budget", "Total partnership budget", "Total annual budget (£)",
                      "Overall budget")),
    Column("Liabilities", ("Liabilities", "Liability", "Council liabilities",
                           "Financial liabilities")),
    Column("Risks", ("Risks", "Risk", "Key risks", "Risk assessment", "Main risks",
                     "Risks to the council")),
    Column("Targets", ("Targets", "Targets or key outcomes", "Targets/key outcomes", "Outcomes",
                       "Targets or key outcomes for the year", "Key outcomes", "Key targets",
                       "Performance targets", "Expected outcomes")),
    Column("Partners", ("Partners", "Partner organisations", "Members", "Membership", "Partner",
                        "Organisations involved", "Other partners", "Member organisations",
                        "Key partners", "Partner bodies", "Partner agencies", "Who is involved",
                        "Partners involved", "Partner organisation", "Main partners")),
    Column("Kind", ("Type", "Partnership type", "Type of partnership", "Category", "Status type")),
    Column("Started", ("Date established", "Established", "Start date", "Date started",
                       "Year established", "Date formed", "Commencement date")),
    Column("Stage", ("Status", "Stage", "Current status")),
)  # fmt: skip

#: A list of partnerships says so in the title of its first column, and has others of these.
RECOGNISED = (Column("Partnership", _PARTNERSHIP_TITLES, required=True), *COLUMNS[1:])
FEWEST = 3

#: Words in a title that nobody declared, such as “Anytown DC funding contribution 2024/25”.
_WORDS = (
    ("OrganisationalUnit", re.compile(r"service area|directorate|department")),
    ("LeadOfficer", re.compile(r"(lead|responsible|link).*officer|officer.*(lead|responsible)")),
    ("Objective", re.compile(r"\bobjectives?\b|\bpurpose\b|\baims?\b")),
    ("Governance", re.compile(r"governance|terms of reference")),
    ("Reporting", re.compile(r"\breporting\b")),
    ("InKind", re.compile(r"^(?!.*(grant|revenue)).*in[- ]kind")),
    ("Contribution", re.compile(r"contribution|\bfunding\b")),
    ("Budget", re.compile(r"\b(total|annual|overall).*budget")),
    ("Liabilities", re.compile(r"liabilit")),
    ("Risks", re.compile(r"\brisks?\b")),
    ("Targets", re.compile(r"\btargets?\b|\boutcomes?\b")),
    ("Partners", re.compile(r"\bpartners\b|\bmembers(hip)?\b|partner (organisations|agencies)")),
)


def by_words(unknown: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Return which undeclared title stands for which column that the table lacks, by its words."""
    found: dict[str, str] = {}
    lacking = {name for name, _ in _WORDS} - set(known)
    for title in unknown:
        names = (name for name, words in _WORDS if words.search(title.lower()))
        name = next(names, None)
        if name in lacking:
            found.setdefault(name, title)
    return found
