"""The closed word lists of the graph model."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What sort of body an organisation is."""

    COUNTY = "county"
    DISTRICT = "district"
    UNITARY = "unitary"
    LOCAL_COUNCIL = "town or parish council"
    COUNCIL = "council"
    NHS = "NHS"
    POLICE = "police"
    FIRE = "fire"
    AMBULANCE = "ambulance"
    PROBATION = "probation"
    VCS = "voluntary and community sector"
    HOUSING_COMPANY = "housing company"
    BUSINESS = "business"
    TRADE_UNION = "trade union"
    ADVISER = "adviser"
    AUDITOR = "auditor"
    SECTOR_BODY = "sector body"
    GOVERNMENT = "central government"
    RESIDENTS = "residents"
    COMBINED_AUTHORITY = "combined authority"
    UNIT = "organisational unit"
    NOT_KNOWN = "not known"
    OTHER = "other"


class AreaKind(StrEnum):
    """What sort of area it is."""

    WARD = "ward"
    NEIGHBOURHOOD = "neighbourhood"
    DISTRICT = "district"
    UNITARY = "unitary"
    COUNTY = "county"
    POLICE_FORCE = "police force area"
    COMBINED_AUTHORITY = "combined authority area"
    REGION = "region"
    NATION = "nation"


class CommissioningRole(StrEnum):
    """Which side of commissioning a post is on, as its own papers say."""

    LEAD_COMMISSIONER = "lead commissioner"
    COMMISSIONING_PROCESS = "commissioning process"
    CHANGE_SUPPORT = "change support"
    RESOURCES = "strategic resource management"
    PROVIDER = "provider"
    SHARED_SUPPORT = "shared support service delivery"


class PartnershipKind(StrEnum):
    """What sort of partnership it is."""

    STRATEGIC = "strategic"
    THEMATIC = "thematic"
    PLANNING = "planning"
    SHARED_SERVICE = "shared service"
    JOINT_COMMISSIONING = "joint commissioning"
    DATA_SHARING = "data sharing"
    STATUTORY = "statutory"
    AGREEMENT = "agreement"
    FORUM = "forum"
    OTHER = "other"


class Completeness(StrEnum):
    """Whether the source names every member."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class ContractKind(StrEnum):
    """What binds the parties."""

    CONTRACT = "contract"
    FRAMEWORK = "framework agreement"
    PURCHASING_SYSTEM = "dynamic purchasing system"
    GRANT = "grant agreement"
    SHARED_SERVICE = "shared service"
    SHARED_POST = "shared post"
    CLIENT_RELATION = "client relation"
    POOLED_BUDGET = "pooled budget"
    CODE = "code or protocol"
    SPECIFICATION = "specification"
    OTHER = "other"


class ObjectiveLevel(StrEnum):
    """Where an aim sits in a strategy."""

    VISION = "vision"
    PRINCIPLE = "principle"
    AMBITION = "ambition"
    THEME = "theme"
    OBJECTIVE = "objective"
    PRIORITY = "priority"


class PartyRole(StrEnum):
    """What a party is to a contract."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    PARTNER = "partner"
    CLIENT = "client"
    HOST = "host"
    FUNDER = "funder"
    RECIPIENT = "recipient"


class Timing(StrEnum):
    """How years of an appraisal are discounted."""

    SROI = "sroi"
    GREEN_BOOK = "green_book"


class BenefitClass(StrEnum):
    """Who a benefit belongs to, in the terms of public-sector appraisal."""

    FISCAL = "fiscal"
    ECONOMIC = "economic"
    SOCIAL = "social"


class CostKind(StrEnum):
    """What sort of cost it is."""

    CASH_REVENUE = "cash_revenue"
    CASH_CAPITAL = "cash_capital"
    POOLED_CONTRIBUTION = "pooled_contribution"
    STAFF_TIME = "staff_time"
    IN_KIND = "in_kind"


class LineParameter(StrEnum):
    """A figure of a cost or benefit line that may be uncertain."""

    AMOUNT = "amount"
    QUANTITY = "quantity"
    UNIT_VALUE = "unit_value"
    DEADWEIGHT = "deadweight"
    DISPLACEMENT = "displacement"
    ATTRIBUTION = "attribution"
    DROP_OFF = "drop_off"
    OPTIMISM_BIAS = "optimism_bias"
    CASHABLE_SHARE = "cashable_share"


class Distribution(StrEnum):
    """How likely the values between low and high are."""

    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    PERT = "pert"


class AssessmentTool(StrEnum):
    """A published way to assess how well a partnership works."""

    AUDIT_COMMISSION = "audit commission"
    NUFFIELD = "nuffield"
    VICHEALTH = "vichealth"
    REVIEW_CRITERIA = "review criteria"


class RatedDimension(StrEnum):
    """What one partner rates of another, in the PARTNER survey."""

    POWER = "power and influence"
    INVOLVEMENT = "level of involvement"
    RESOURCES = "resource contribution"
    RELIABILITY = "reliability"
    MISSION = "shared mission"
    OPENNESS = "openness to discussion"


class CyclePhase(StrEnum):
    """A phase of the commissioning cycle."""

    ANALYSE = "analyse"
    PLAN = "plan"
    DO = "do"
    REVIEW = "review"


class DecisionRole(StrEnum):
    """What a body or post does when an outcome or a review is decided on."""

    FUNDING = "approves funding"
    SCOPE = "agrees scope and outcomes"
    RECOMMENDS = "recommends"
    SCRUTINISES = "scrutinises"
    ADVISES = "advises"
