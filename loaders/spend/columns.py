"""The words of councils' spending files: their column titles and withheld names.

The fields are those of the Local Government Association's spend schema; the other titles are the
ones councils and departments put on the same fields.
"""

import re

from placegraph.loaders.identifiers import name_key
from placegraph.loaders.reading.text_tables import Column

_PAYEES = ("Beneficiary", "Supplier", "Vendor", "Payee", "Creditor", "Merchant", "Recipient")

PAYEE = Column(
    "payee",
    (
        *(f"{who} name" for who in _PAYEES),
        *("Supplier (beneficiary) name", "Beneficiary (supplier) name", "Benificiary name"),
        *("Supplier/beneficiary name", "Supplier trading name", "Name of supplier"),
        *("Supplier name (T)", "Supplier (T)", "Vendor/Supplier name", "Suppliers name"),
        *("Vendor account name", "Creditor/supplier name", "Payee/supplier name", "Supplier Desc"),
        *("Supplier description", "Apar ID (T)", "ApAr name", "Trading name", "Paid to"),
        *_PAYEES,
        *("Suppliers", "Supplier/payee", "Payee/supplier", "Beneficiary (supplier)"),
        *("Company name", "Company", "Organisation paid", "Name of payee", "Name"),
    ),
    required=True,
)

_NET = (
    "Net", "Nett", "Amount net", "Net paid", "Net amt", "Net cost", "Net total", "Total net",
    "Amount excl VAT", "Amount excluding VAT", "Amount ex VAT", "Amount exc VAT",
    "Amount (excluding VAT)", "Amount (net of VAT)", "Amount net of VAT", "Amount less VAT",
    "Sum of amount excl VAT",
    "Amount without VAT", "Amount excluding recoverable VAT", "Net of VAT", "Excl VAT", "Ex VAT",
    "Value excl VAT", "Value excluding VAT", "Value ex VAT", "Total excl VAT",
    "Invoice amount excluding VAT", "Payment amount excluding VAT", "Cost excl VAT",
)  # fmt: skip
_KINDS = ("amount", "value", "payment", "invoice amount", "payment amount", "line amount", "spend")

#: Titles of amounts with VAT that the council gets back, taken when there is no other.
GROSS = (
    "Gross amount", "Gross amt", "Amount gross", "Gross", "Gross value", "Amount including VAT",
    "Amount incl VAT", "Amount inc VAT", "Total incl VAT", "Gross payment", "Gross paid",
    "Invoice amount including VAT", "Payment amount including VAT",
)  # fmt: skip

AMOUNT = Column(
    "amount",
    (
        *(f"{net} {what}" for net in ("Net", "Nett") for what in _KINDS),
        *_NET,
        *("Amount", "Amount paid", "Amount in sterling", "Amount GBP", "Amount (GBP)"),
        *("Amount in Doc. Curr.",),
        *("Payment amount", "Paid amount", "Transaction amount", "Transaction value"),
        *("Line amount", "Distribution amount", "Invoice distribution amount", "Home amount"),
        *("Invoice amount", "Invoice line amount", "Invoice value", "Invoice distribution"),
        *("Actual amount", "Spend amount", "Total amount", "Amount total", "Sum of amount"),
        *("Sum of net amount", "Expenditure amount", "Payment value", "Value", "Actual value"),
        *("Spend", "Expenditure", "Cost", "Total paid", "Amount of payment", "Total", "Paid"),
        *GROSS,
    ),
    required=True,
)

DATE = Column(
    "date",
    (
        *("Payment date", "Date paid", "Paid date", "Date of payment", "Pay date", "Payment run"),
        *("Payment run date", "Cheque date", "Payment made date", "Date payment made"),
        *("Cleared date", "Clearing date", "Clearance date", "BACS date", "Settlement date"),
        *("Payment processed date", "Date", "Posting date", "Posted date", "Date posted"),
        *("GL date", "Transaction date", "Trans date", "Date of transaction", "Document date"),
        *("Effective date", "Accounting date", "Ledger date", "Invoice date", "Date of invoice"),
        *("Invoice paid date", "Paid on", "Pay run date", "Payment month", "Month paid", "Month"),
        "Period",
    ),
    required=True,
)

UNIT = Column(
    "unit",
    (
        *("Organisational unit", "Organizational unit", "Organisation unit", "Org unit"),
        *("Directorate / service where expenditure occurred", "Directorate", "Directorate name"),
        "Directorate / Department",
        *("Directorate (T)", "Directorate description", "Department", "Department name"),
        *("Department area", "Department description", "Dept", "Dept name", "Responsible unit"),
        *("Service directorate", "Portfolio", "Group", "Division", "Service division"),
        *("Service", "Service area", "Service name", "Service label", "Service description"),
        *("Service area categorisation", "Service category label", "Service category"),
        *("Service group", "Service cost centre", "Service (T)", "Service code description"),
        *("Cost centre name", "Cost centre description", "Cost centre", "Cost centre (T)"),
        *("Cost center", "Costcentre", "Budget holder", "Section", "Business unit", "Team"),
        *("Expense area", "Expenses area", "Expenditure area", "Business area", "Committee"),
    ),
)

BODY = Column(
    "body",
    (
        *("Organisation label", "Organisation name", "Organization name", "Body name", "Body"),
        *("Entity", "Authority", "Authority name", "Council", "Council name", "Local authority"),
        *("Publishing body", "Organisation", "Public body", "Name of organisation"),
    ),
)

#: In the files of departments over £25,000: the department that the bodies belong to.
PARENT = Column("parent", ("Department family", "Departmental family", "Dept family"))
CODE = Column("body_code", ("Organisation URI", "Organisation code", "Body URI", "Body code"))
COMPANY = Column(
    "company",
    (
        *("Companies House registration number", "Supplier registered company number"),
        *("Company registration number", "Company number", "Companies House number", "CRN"),
        *("Company reg no", "Registered company number", "Supplier company number"),
        *("Beneficiary company number", "Company registration no", "Companies House no"),
    ),
)
CHARITY = Column(
    "charity",
    (
        *("Charity Commission number", "Supplier registered charity number", "Charity number"),
        *("Charity registration number", "Registered charity number", "Charity no"),
        *("Charity reg no", "Beneficiary charity number", "Registered charity no"),
    ),
)
TRANSACTION = Column(
    "transaction",
    (
        *("Transaction number", "Transaction no", "Transaction reference", "Transaction ref"),
        *("Transaction ID", "Trans no", "TransNo", "HBC ref no", "Payment reference"),
        *("Payment ref", "Payment number", "Payment no", "Document number", "Document no"),
        *("Voucher number", "Voucher", "SAP document no", "Invoice reference", "Invoice number"),
        *("Invoice no", "Invoice ref", "Internal reference", "Our reference", "Our ref"),
        *("Unique reference", "Reference", "Ref", "Reference number"),
    ),
)
PURPOSE = Column(
    "purpose",
    (
        *("Purpose of spend (summary)", "Purpose", "Purpose of spend", "Description", "Narrative"),
        *("Expense type", "Expenses type", "Expenditure type", "Account detail", "Line"),
        *("Detail", "Details", "Subjective", "Subjective description", "Category"),
    ),
)

#: Columns left out: they say what no property of the graph holds, or what is nobody's identity.
IGNORED = (
    Column("EffectiveDate", ("Effective date", "Date published")),
    Column("ServiceCategoryLabel", ("Service category", "Service area", "Service")),
    Column("ServiceCategoryURI", ("Service category code", "Service code", "Cost centre code")),
    Column("BeneficiaryOtherID", ("Supplier ID", "Supplier number", "Supplier no", "Vendor ID")),
    Column("VCSEGrant", ("VCSE grant",)),
    Column("IrrecoverableVATAmount", ("Irrecoverable VAT", "VAT not recovered", "VAT amount")),
    Column("CategoryInternalName", ("Procurement category", "Category", "Merchant category")),
    Column("CPVLabel", ("Procurement classification: CPV label",)),
    Column("CPVCode", ("Procurement classification: CPV code",)),
    Column("ProclassLabel", ("Procurement classification: Proclass label", "Proclass")),
    Column("ProclassCode", ("Procurement classification: Proclass code",)),
    Column("CardTransaction", ("Card transaction",)),
    Column("ContractRef", ("Contract reference",)),
    Column("VATNumber", ("VAT registration number", "VAT reg no", "Supplier VAT number")),
    Column("InvoiceNumber", ("Invoice no", "Invoice ref")),
    Column("Description", ("Account detail", "Expense type", "Expenses type", "Line")),
    Column("ProfitCentre", ("Cost centre", "Account code", "Subjective", "Nominal code")),
)

COLUMNS = (
    PAYEE, AMOUNT, DATE, UNIT, PARENT, BODY, CODE, COMPANY, CHARITY, TRANSACTION, PURPOSE, *IGNORED,
)  # fmt: skip

#: Words that stand in place of a name wherever they occur in it.
_WITHHELD_WORDS = re.compile(
    r"\b(redact(ed|e|d|ion|ions)?|redcated|redcted|redacetd|red cted|redatced"
    r"|withheld|anonymi[sz]ed|undisclosed|(not|non) disclos(ed|able)"
    r"|not for publication|exempt (under|information)"
    r"|name removed|data removed|personal data|personal info(rmation)?|data protection act"
    r"|commercial(ly)? (in )?(confidence|confidential|sensitive))\b|\bx{3,}\b"
)
#: Words that stand in place of a name when there is nothing else, without their plural s.
_WITHHELD_NAMES = frozenset(
    {
        "individual", "private individual", "named individual", "individual person", "person",
        "private person", "personal", "personal detail", "personal payment", "private",
        "confidential", "confidential payment", "confidential payee", "confidential supplier",
        "sensitive", "sensitive data", "sensitive payment", "restricted", "exempt", "anonymous",
        "data protection", "gdpr", "third party data", "name not published", "not published",
        "client", "service user", "customer", "claimant", "tenant", "resident", "landlord",
        "private landlord", "member of the public", "member of public", "foster carer",
        "foster parent", "carer", "care leaver", "employee", "staff", "staff member",
        "sundry", "sundries", "sundry supplier", "sundry creditor", "sundry payee",
        "sundry vendor", "sundry payment", "sundry account", "one time vendor",
        "one time supplier", "one time payee", "one off supplier", "one off payee",
        "one off payment", "one off vendor", "miscellaneous", "misc", "miscellaneous supplier",
        "miscellaneous payee", "miscellaneous payment", "various", "various supplier",
        "various payee", "supplier", "supplier name", "no name", "name", "payee",
    }
)  # fmt: skip
#: Phrases that count as one word below.
_PHRASES = re.compile(
    r"\b(social care|sole trader|third part(y|ie)|direct payment|service user|foster care)"
    r"(?=r?s?\b)"
)
#: What stands for somebody, or says that the name was taken out.
_SOMEBODY = frozenset(
    {"individual", "person", "personal", "private", "landlord", "confidential", "sensitive"}
    | {"removed", "suppressed", "supressed", "protected", "restricted", "soletrader", "thirdparty"}
    | {"thirdpartie", "directpayment", "serviceuser", "client", "carer", "fostercarer"}
    | {"claimant", "customer", "payee"}
)
#: What may go with it, in any order, and still name nobody; as may numbers and single letters.
_QUALIFIERS = frozenset(
    {"named", "name", "and", "to", "of", "the", "for", "socialcare", "adult", "children", "child"}
    | {"foster", "fostercare", "budget", "info", "information", "data", "detail", "payment"}
    | {"refund", "supplier", "vendor", "recipient", "tenant"}
)


def withheld(name: str) -> bool:
    """Return whether words stand in place of a payee's name: “Redacted”, “Private individual”.

    Words such as personal or confidential count only where there is nothing else, as companies
    have them in their names; “Sundry supplier” names nobody either.
    """
    key = name_key(name)
    alone = not key or key in _WITHHELD_NAMES or key.removesuffix("s") in _WITHHELD_NAMES
    return alone or redacted(name) or _nobody(key)


def _nobody(key: str) -> bool:
    """Return whether a name has no other words than “Individual 1” or “Direct payment client”."""
    parts = _PHRASES.sub(lambda found: found[0].replace(" ", ""), key).split()
    parts = [part.removesuffix("s") for part in parts]
    rest = [part for part in parts if len(part) > 1 and not part.isdecimal()]
    return not _SOMEBODY.isdisjoint(rest) and _SOMEBODY.union(_QUALIFIERS).issuperset(rest)


def redacted(text: str) -> bool:
    """Return whether ``text``, of whatever it should be the name, says that it was taken out."""
    return bool(_WITHHELD_WORDS.search(name_key(text)))
