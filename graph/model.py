"""The graph model: every label, relationship type and property, said once.

Constraints, indexes, upserts, prune, validation and ``docs/schema.md`` come from here. Every type
also has the fields of :class:`placegraph.graph.schema.Fact`: source, locator, valid_from,
valid_to, status and note. Where a W3C Organisation Ontology (``org:``) or Popolo term means the
same, ``vocabulary`` names it.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from placegraph.graph.schema import (
    Fraction,
    Identifier,
    Indexed,
    Node,
    Relationship,
    Schema,
    Text,
)
from placegraph.graph.vocabulary import (
    AreaKind,
    AssessmentTool,
    BenefitClass,
    CommissioningRole,
    Completeness,
    ContractKind,
    CostKind,
    CyclePhase,
    DecisionRole,
    Distribution,
    LineParameter,
    ObjectiveLevel,
    OrganisationKind,
    PartnershipKind,
    PartyRole,
    RatedDimension,
    Timing,
)

Name = Annotated[Text, Indexed]
Boundary = Annotated[str, StringConstraints(min_length=1, max_length=5_000_000)]
Rows = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]
Grade = Annotated[int, Field(ge=1, le=6)]


class Source(Node, vocabulary="dcterms:source"):
    """A document, file or record that facts are read from."""

    name: Name = Field(description="Title.")
    publisher: Text | None = Field(None, description="Who published it.")
    published: date | None = Field(None, description="Day of publication, when known to the day.")
    dated: Text | None = Field(None, description="Date as the document gives it.")
    standing: Text | None = Field(
        None, description="Draft, adopted, proposal …, as the paper says."
    )
    licence: Text | None = Field(None, description="Licence it may be used under.")
    url: Text | None = Field(None, description="Public address.")
    external: bool = Field(False, description="True when outside the data set's own papers.")


class Organisation(Node, vocabulary="org:Organization; popolo:Organization"):
    """A body that takes part in the governance or service of the place."""

    name: Name = Field(description="Name as the source gives it.")
    kind: OrganisationKind = Field(description="What sort of body it is.")
    unnamed_group: bool = Field(False, description="True for several bodies not named one by one.")
    area_code: Identifier | None = Field(None, description="GSS code of the area it serves.")
    companies_house: Identifier | None = Field(None, description="Companies House number.")
    charity_number: Identifier | None = Field(None, description="Charity register number.")
    ods_code: Identifier | None = Field(None, description="NHS organisation code.")
    local_authority_code: Identifier | None = Field(None, description="GB-LAE code.")
    identifiers: Text | None = Field(
        None, description="Every register identifier given, as org-id.guide writes them, by spaces."
    )


class Area(Node, vocabulary="popolo:Area"):
    """A piece of territory with a code."""

    name: Name = Field(description="Name.")
    kind: AreaKind = Field(description="What sort of area it is.")
    boundary: Boundary | None = Field(
        None, description="Outline as a GeoJSON geometry, longitude and latitude in WGS 84."
    )


class Structure(Node):
    """A management structure of one council, in force or proposed for a period."""

    name: Name = Field(description="Name, such as Phase 1.")


class Post(Node, vocabulary="org:Post; popolo:Post"):
    """A post in an organisation; never the person who holds it."""

    name: Name = Field(description="Title of the post.")
    tier: int | None = Field(None, ge=0, le=20, description="Tier below the head of paid service.")
    commissioning_role: CommissioningRole | None = Field(
        None, description="Side of commissioning its papers put it on; blank when not said."
    )
    temporary: bool | None = Field(None, description="True when the source calls it temporary.")
    vacant: bool | None = Field(None, description="True when vacant; blank when not said.")
    salary_low: float | None = Field(None, ge=0, description="Lowest salary, £ a year.")
    salary_high: float | None = Field(None, ge=0, description="Highest salary, £ a year.")
    grade: Text | None = Field(None, description="Grade as the source words it.")
    chart_level: int | None = Field(
        None, ge=0, le=50, description="Level of an organisation chart; no reporting line follows."
    )


class PostPool(Node):
    """Several posts of one grade and title that a source counts and does not list."""

    name: Name = Field(description="Title the posts share.")
    grade: Text | None = Field(None, description="Grade as the source words it.")
    salary_low: float | None = Field(None, ge=0, description="Lowest salary, £ a year.")
    salary_high: float | None = Field(None, ge=0, description="Highest salary, £ a year.")


class StatutoryRole(Node, vocabulary="org:Role"):
    """A role that law requires a council to give to one officer."""

    name: Name = Field(description="Name of the role.")


class Function(Node):
    """A service or activity that a post manages or a body delivers."""

    name: Name = Field(description="Name as the source gives it.")


class Responsibility(Node):
    """What a lead-officer statement covers, when it is no declared objective or outcome."""

    name: Name = Field(description="Responsibility, in the words of the job profile.")


class Partnership(Node, vocabulary="org:OrganizationalCollaboration"):
    """Two or more independent bodies that work together towards an objective."""

    name: Name = Field(description="Name.")
    kind: PartnershipKind = Field(description="What sort of partnership it is.")
    purpose: Text | None = Field(None, description="What it is for.")
    started: Text | None = Field(None, description="When it began, as the source gives it.")
    stage: Text | None = Field(None, description="Active, in development, planned ….")
    members_known: Completeness = Field(
        description="Whether the sources name every member, some, or do not say."
    )
    governance: Text | None = Field(None, description="How it is governed and to whom it reports.")
    budget: float | None = Field(None, ge=0, description="Whole budget, £ a year.")
    liabilities: Text | None = Field(None, description="Liabilities its register names.")
    risks: Text | None = Field(None, description="Risks its register names.")
    targets: Text | None = Field(None, description="Targets its register names.")


class CommissioningBody(Node, vocabulary="org:Role"):
    """The role of commissioner that an organisation or a group of them plays."""

    name: Name = Field(description="Name of the commissioner.")
    commissions: Text | None = Field(None, description="What it commissions.")


class Contract(Node):
    """A contract, agreement, shared service or protocol between parties."""

    name: Name = Field(description="Title.")
    kind: ContractKind = Field(description="What binds the parties.")
    subject: Text | None = Field(None, description="What it is about.")
    ocid: Identifier | None = Field(None, description="Open Contracting identifier.")
    reference: Text | None = Field(None, description="Reference in its own register.")
    amount: float | None = Field(
        None, description="Value over its whole life, £; blank when not known or a placeholder."
    )
    lots: Text | None = Field(None, description="Lots it was awarded for.")
    cpv: Text | None = Field(None, description="Common Procurement Vocabulary code.")
    review: date | None = Field(None, description="Day it is to be reviewed.")
    last_extension: date | None = Field(None, description="Last day it can be extended to.")
    starts: date | None = Field(None, description="First day.")
    ends: date | None = Field(None, description="Last day.")
    stage: Text | None = Field(None, description="Established, planned, in development ….")


class Procurement(Node):
    """A contracting process from planning to contract, by its Open Contracting identifier."""

    name: Name = Field(description="Title.")
    ocid: Annotated[Identifier, Indexed] = Field(description="Open Contracting identifier.")
    method: Text | None = Field(None, description="Procurement method as published.")
    framework: bool | None = Field(None, description="True when it sets up a framework agreement.")
    amount: float | None = Field(None, description="Estimated value, £; blank when not known.")
    stage: Text | None = Field(None, description="Planning, tender, award, contract ….")
    updated: date | None = Field(None, description="Day of its latest release.")


class WithheldPayee(Node):
    """The payee of one payment whose name was withheld; never joined with another."""

    name: Name = Field(description="Words the source puts in place of the name.")


class Objective(Node):
    """An aim in a strategy: a vision, principle, ambition, theme, objective or priority."""

    name: Name = Field(description="The aim in the source's words.")
    level: ObjectiveLevel = Field(description="Where it sits in the strategy.")
    strategy: Text | None = Field(None, description="The strategy it belongs to.")
    budget: float | None = Field(None, ge=0, description="Budget spent on it, £ a year.")
    weight: float | None = Field(None, ge=0, description="Weight its council gives it.")


class Outcome(Node):
    """A difference that people or the place should experience."""

    name: Name = Field(description="The outcome in the source's words.")
    partner_dependent: bool | None = Field(
        None, description="True when it cannot be reached without partners."
    )
    budget: float | None = Field(None, ge=0, description="Budget spent on it, £ a year.")


class GovernanceBody(Node):
    """A body, committee or office that decides, advises or scrutinises."""

    name: Name = Field(description="Name.")
    role: Text | None = Field(None, description="What it does in commissioning.")


class Programme(Node):
    """A programme, project, strategy or commissioning exercise."""

    name: Name = Field(description="Name.")
    kind: Text = Field(description="Programme, project, strategy, exercise or learning.")


class Milestone(Node):
    """Something that happened, or was planned, at a stated time."""

    name: Name = Field(description="What happened or was planned.")
    dated: Text = Field(description="When: ISO 8601, as exact as the source is.")
    begins: date = Field(description="First day the stated time can mean.")


class Figure(Node):
    """A number that a source states, with its unit and period, kept exactly as stated."""

    name: Name = Field(description="What the number measures.")
    measure: Annotated[Identifier, Indexed] = Field(description="Short name of the measure.")
    low: float = Field(description="The value, or the lower end of a range.")
    high: float | None = Field(None, description="Upper end of a range; blank for one value.")
    unit: Text = Field(description="£, £ a year, FTE, %, people, count ….")
    period: Text | None = Field(None, description="Year or date it is of, as stated.")
    period_start: int | None = Field(None, description="Calendar year the period starts in.")
    approximate: bool = Field(False, description="True when the source says about.")
    external: bool = Field(False, description="True when from outside the data set's papers.")
    reconciliation: Text | None = Field(
        None, description="Why it does not agree with other figures; blank when it does."
    )


class Benchmark(Node):
    """The spread of a count over a peer group."""

    name: Name = Field(description="Peer group.")
    measure: Identifier = Field(description="Short name of what is counted.")
    peers: int | None = Field(None, ge=1, description="Councils in the peer group, when stated.")
    lowest: float = Field(description="Lowest value.")
    lower_quartile: float = Field(description="Lower quartile.")
    median: float = Field(description="Median.")
    upper_quartile: float = Field(description="Upper quartile.")
    highest: float = Field(description="Highest value.")


class Recommendation(Node):
    """A recommendation that a source makes."""

    name: Name = Field(description="The recommendation in short.")
    number: int = Field(ge=1, description="Its number in the source.")


class Appraisal(Node):
    """A costed appraisal of what a partnership puts in and what it brings about."""

    name: Name = Field(description="Title.")
    timing: Timing = Field(description="Discounting convention.")
    base_year: int | None = Field(None, description="Year 0.")
    price_year: int | None = Field(None, description="Year whose prices the amounts are in.")
    horizon: int = Field(ge=1, le=100, description="Last year appraised, counted from year 0.")
    rate: Fraction | None = Field(
        None, description="Real discount rate a year; blank for the Green Book schedule."
    )
    worked_example: bool = Field(False, description="True for a published example, not a place.")


class CostLine(Node):
    """One cost of an appraisal."""

    name: Name = Field(description="What is paid for.")
    kind: CostKind = Field(description="What sort of cost it is.")
    amount: float = Field(ge=0, description="£ a year.")
    start_t: int = Field(ge=0, description="First year it is paid; 0 is the base year.")
    duration: int = Field(ge=0, description="Years it is paid for.")
    optimism_bias: float | None = Field(None, ge=0, description="Uplift, as a fraction.")
    price_year: int | None = Field(
        None, description="Year whose prices the amount is in; blank for the appraisal's."
    )
    evidence_grade: Grade | None = Field(
        None, description="How sure the amount is: 1 best, 6 worst; blank when not graded."
    )


class BenefitLine(Node):
    """One benefit of an appraisal, or a loss when its unit value is negative."""

    name: Name = Field(description="What changes, and the indicator that shows it.")
    benefit_class: BenefitClass = Field(description="Fiscal, economic or social.")
    quantity: float | None = Field(None, description="Units of change a year.")
    unit_value: float | None = Field(None, description="£ a unit.")
    start_t: int = Field(ge=0, description="First year it arises; 0 is the base year.")
    duration: int = Field(ge=0, description="Years it lasts.")
    deadweight: Fraction | None = Field(None, description="Share that would happen anyway.")
    displacement: Fraction | None = Field(None, description="Share that displaces other benefit.")
    attribution: Fraction | None = Field(None, description="Share others brought about.")
    drop_off: Fraction | None = Field(None, description="Share lost each year after the first.")
    optimism_bias: Fraction | None = Field(None, description="Reduction, as a fraction.")
    cashable_share: Fraction | None = Field(None, description="Share that releases cash.")
    price_year: int | None = Field(
        None, description="Year whose prices the unit value is in; blank for the appraisal's."
    )
    indicator: Identifier | None = Field(
        None, description="Short name of what is measured; the same wherever it is claimed."
    )
    population_grade: Grade | None = Field(
        None, description="Evidence of who is affected: 1 best, 6 worst."
    )
    effect_grade: Grade | None = Field(
        None, description="Evidence of the effect on them: 1 best, 6 worst."
    )
    age_grade: Grade | None = Field(None, description="Age of the evidence: 1 best, 6 worst.")


class InputRange(Node):
    """How far one figure of a cost or benefit line may be from its central value."""

    name: Name = Field(description="What is uncertain, and why.")
    parameter: LineParameter = Field(description="The figure of the line that is uncertain.")
    low: float = Field(description="Its value in the low case: the case that returns less.")
    high: float = Field(description="Its value in the high case: the case that returns more.")
    distribution: Distribution | None = Field(
        None, description="How likely the values between are; blank when not said."
    )


class Assessment(Node):
    """An assessment of how well a partnership works, with a published tool, at one time."""

    name: Name = Field(description="Title.")
    tool: AssessmentTool = Field(description="The tool that was used.")
    taken: date | None = Field(None, description="Day it was taken, when known to the day.")
    respondents: int | None = Field(None, ge=1, description="People who answered, when stated.")
    coding: int | None = Field(
        None, ge=0, le=1, description="Code of the lowest answer of VicHealth's checklist: 0 or 1."
    )


class AssessmentAnswer(Node):
    """The answer to one question of an assessment, of everybody who answered together."""

    name: Name = Field(description="The question in short.")
    item: Identifier = Field(description="Number of the question in the tool, such as 3.2.")
    score: float | None = Field(None, description="On the tool's scale; blank when not known.")
    respondents: int | None = Field(None, ge=1, description="People who answered it.")


class PostIn(Relationship, start=(Post,), end=(Organisation,), vocabulary="org:postIn"):
    """A post belongs to an organisation."""


class StructureOf(Relationship, start=(Structure,), end=(Organisation,)):
    """A structure is one of this organisation's."""


class InStructure(Relationship, start=(Post,), end=(Structure,)):
    """A post is part of a structure."""

    fte: float | None = Field(None, ge=0, le=50, description="Full-time equivalents.")
    counted: bool = Field(True, description="False when its source leaves it out of its totals.")


class PoolInStructure(Relationship, start=(PostPool,), end=(Structure,)):
    """A pool of posts is part of a structure."""

    fte: float | None = Field(None, ge=0, description="Full-time equivalents in the pool.")


class PoolReportsTo(Relationship, start=(PostPool,), end=(Post,)):
    """A pool of posts is managed by a post."""


class PoolIn(Relationship, start=(PostPool,), end=(Organisation,)):
    """A pool of posts belongs to an organisation or unit."""


class ReportsTo(Relationship, start=(Post,), end=(Post,), vocabulary="org:reportsTo"):
    """A post is managed by another."""


class HoldsRole(Relationship, start=(Post,), end=(StatutoryRole,), vocabulary="org:role"):
    """A post carries a statutory role."""


class Manages(Relationship, start=(Post,), end=(Function,)):
    """A post manages a function; this says nothing of commissioning or providing."""

    matrix: bool = Field(False, description="True for matrix management, not a reporting line.")


class LeadCommissionerFor(
    Relationship, start=(Post, Organisation), end=(Outcome, Objective, Function)
):
    """A post or body is lead commissioner for an aim; never implied by lead officer."""

    joint: bool = Field(False, description="True when held jointly by agreement.")
    transitional: bool | None = Field(None, description="True while a change of roles lasts.")
    agreement: Identifier | None = Field(
        None, description="Contract.id of the agreement by which a partner holds the lead."
    )


class LeadOfficerFor(
    Relationship, start=(Post,), end=(Outcome, Objective, Responsibility, Function, Partnership)
):
    """A job purpose makes the post the council's lead officer for something."""

    statement: Identifier | None = Field(None, description="Identifier of the statement.")
    joint: bool = Field(False, description="True when held jointly by agreement.")
    transitional: bool | None = Field(None, description="True while a change of roles lasts.")


class ContributesTo(
    Relationship, start=(Post, Organisation, Partnership), end=(Outcome, Objective)
):
    """A post or body has an effect on an outcome without leading it."""

    statement: Identifier | None = Field(None, description="Identifier of the statement.")


class Provides(Relationship, start=(Post, Organisation), end=(Function, Contract)):
    """A post or body provides a service."""


class Delivers(Relationship, start=(Function, Contract, Partnership), end=(Outcome, Objective)):
    """A service delivers an outcome."""


class Commissions(
    Relationship,
    start=(Post, Organisation, CommissioningBody),
    end=(Outcome, Function, Contract, Partnership),
):
    """A post or body commissions a service or outcome."""

    transitional: bool | None = Field(None, description="True while a change of roles lasts.")


class ClientOf(Relationship, start=(Post, Organisation), end=(Contract, Partnership, Function)):
    """A post or body is the client for a contract, partnership or service."""


class Sponsors(Relationship, start=(Post, Organisation, Partnership), end=(Partnership,)):
    """A post or body sponsors a partnership."""


class LeadMemberFor(Relationship, start=(Post,), end=(Outcome, Objective, Partnership)):
    """A cabinet portfolio leads politically on something."""


class MemberOf(
    Relationship,
    start=(Organisation, Post),
    end=(Partnership, GovernanceBody),
    vocabulary="org:memberOf; popolo:Membership",
):
    """An organisation or post sits on a partnership or governance body."""

    role: Text | None = Field(None, description="Role as the source words it.")
    completeness: Completeness = Field(
        description="Whether the source's list of members is complete."
    )


class LeadsPhase(Relationship, start=(Post, Organisation), end=(Programme, Outcome)):
    """A post or body is responsible for a phase of the commissioning cycle of something."""

    phase: CyclePhase = Field(description="The phase.")


class Decides(Relationship, start=(GovernanceBody, Post), end=(Programme, Outcome, Partnership)):
    """A body, or the post of a member, takes part in deciding on something."""

    decision: DecisionRole = Field(description="What it does in the decision.")


class Rates(Relationship, start=(Organisation,), end=(Organisation,)):
    """One partner rates another; published only together with others' ratings."""

    dimension: RatedDimension = Field(description="What is rated.")
    score: float = Field(ge=1, le=4, description="From 1, not at all, to 4, a great deal.")
    wave: Text | None = Field(None, description="The survey it is from.")
    partnership: Identifier | None = Field(None, description="Partnership.id it was asked about.")


class PlayedBy(
    Relationship, start=(CommissioningBody,), end=(Organisation, Partnership, GovernanceBody)
):
    """A commissioning role is played by a body."""


class PartyTo(Relationship, start=(Organisation,), end=(Contract,)):
    """An organisation is a party to a contract or agreement."""

    role: PartyRole = Field(description="What it is to the contract.")
    amount: float | None = Field(None, description="Its share of the value, £.")


class Procures(Relationship, start=(Organisation,), end=(Procurement,)):
    """An organisation is the buyer in a contracting process."""


class AwardedThrough(Relationship, start=(Contract,), end=(Procurement,)):
    """A contract was awarded through a contracting process."""


class MadeUnder(Relationship, start=(Contract, Procurement), end=(Contract, Procurement)):
    """A contract was signed under an award, or called off under a framework."""


class Paid(Relationship, start=(Organisation,), end=(Organisation, WithheldPayee)):
    """An organisation or unit paid another in one month, credits taken off."""

    amount: float = Field(description="Net of credits, £; below zero when credits are larger.")
    payments: int = Field(ge=1, description="Transactions, credits among them.")
    credits: int = Field(0, ge=0, description="Transactions below zero.")
    credited: float = Field(0, ge=0, description="Total of the credits, £.")
    rows: Rows = Field(description="Rows of the file that are added up.")


class Establishes(Relationship, start=(Contract,), end=(Partnership, Post, Function)):
    """An agreement sets up a partnership, shared post or service."""


class Pursues(
    Relationship, start=(Partnership, Programme), end=(Objective, Outcome, Responsibility)
):
    """A partnership or programme pursues an aim."""


class AlignsWith(Relationship, start=(Objective, Outcome), end=(Objective, Outcome)):
    """One aim supports (or, below zero, works against) another; direction matters."""

    score: int = Field(ge=-3, le=3, description="-3 cancels … 0 consistent … 3 indivisible.")
    basis: Text | None = Field(None, description="What the judgement rests on.")
    asserted_by: Text | None = Field(None, description="Role of whoever judged it.")
    asserted_on: date | None = Field(None, description="Day it was judged.")


class RejectedLink(Relationship, start=(Objective, Outcome), end=(Objective, Outcome)):
    """Somebody judged that one aim has no bearing on another."""

    basis: Text | None = Field(None, description="What the judgement rests on.")
    asserted_by: Text | None = Field(None, description="Role of whoever judged it.")
    asserted_on: date | None = Field(None, description="Day it was judged.")


class Funds(Relationship, start=(Organisation,), end=(Partnership, Contract, Function, Programme)):
    """An organisation pays into something."""

    amount: float | None = Field(None, description="£ a year.")
    contribution: Text | None = Field(None, description="Grant, revenue, in kind …, as worded.")
    period: Text | None = Field(None, description="Year it is of, as stated.")


class PartOf(
    Relationship,
    start=(
        Objective,
        Outcome,
        Responsibility,
        Partnership,
        Function,
        Area,
        GovernanceBody,
        Organisation,
    ),
    end=(
        Objective,
        Outcome,
        Partnership,
        Function,
        Area,
        Organisation,
    ),
    vocabulary="org:subOrganizationOf",
):
    """One thing is part of another of its kind, or falls under an aim."""


class SetBy(Relationship, start=(Objective, Outcome), end=(Organisation, Partnership)):
    """An aim was set by a body."""


class Covers(Relationship, start=(Organisation, Partnership), end=(Area,)):
    """A body covers an area."""


class Governs(Relationship, start=(GovernanceBody,), end=(Organisation, Partnership, Programme)):
    """A governance body decides for, advises or scrutinises a body or programme."""


class Concerns(
    Relationship,
    start=(Milestone, Figure, Benchmark, Recommendation, Programme),
    end=(Organisation, Partnership, Structure, Programme, Contract, Post, Objective),
):
    """A milestone, figure, benchmark or recommendation is about something."""


class Appraises(Relationship, start=(Appraisal,), end=(Partnership, Programme)):
    """An appraisal is of a partnership or programme."""


class LineOf(Relationship, start=(CostLine, BenefitLine), end=(Appraisal,)):
    """A cost or benefit line belongs to an appraisal."""


class PaidBy(Relationship, start=(CostLine,), end=(Organisation,)):
    """An organisation bears a share of a cost."""

    share: Fraction = Field(description="Share, as a fraction; the shares of a line add up to 1.")


class AccruesTo(Relationship, start=(BenefitLine,), end=(Organisation,)):
    """An organisation or group of residents gains a share of a benefit."""

    share: Fraction = Field(description="Share, as a fraction; the shares of a line add up to 1.")


class RangeOf(Relationship, start=(InputRange,), end=(CostLine, BenefitLine)):
    """A range is of a figure of this line."""


class AttributedTo(Relationship, start=(BenefitLine,), end=(Organisation, Partnership)):
    """A share of a benefit is due to somebody else; the shares add up to its attribution."""

    share: Fraction = Field(description="Share, as a fraction.")


class Assesses(Relationship, start=(Assessment,), end=(Partnership,)):
    """An assessment is of a partnership."""


class AnswerIn(Relationship, start=(AssessmentAnswer,), end=(Assessment,)):
    """An answer was given in an assessment."""


class Values(Relationship, start=(BenefitLine,), end=(Outcome,)):
    """A benefit line puts a value on an outcome."""


SCHEMA = Schema.of(globals(), __name__)
