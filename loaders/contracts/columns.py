"""The columns of contracts registers, under the titles that councils give them.

The names are those of the Local Government Association's contracts schema, in which the Local
Government Transparency Code 2015 is published; the titles are those of its guidance and of
registers that follow neither.
"""

from placegraph.loaders.reading.text_tables import Column

COUNCIL = Column(
    "OrganisationLabel",
    ("OrganisationLabel", "Organisation name", "Organisation", "Council", "Council name",
     "Local authority", "Local authority name", "Authority", "Publishing body", "Body name",
     "Publishing body name", "Publisher name", "Publisher", "Buyer", "Buyer name", "Entity",
     "Contracting authority", "Contracting authority name", "Purchasing organisation"),
)  # fmt: skip
COUNCIL_CODE = Column(
    "OrganisationURI",
    ("Organisation code", "Publishing body code", "Publisher URI", "Local authority code"),
)
REFERENCE = Column(
    "ContractReference",
    ("Contract reference", "Contract reference number", "Contract reference number / ID",
     "Contract reference no", "Contract ref", "Contract ref no", "Contract ref number",
     "Contract ID", "Contract number", "Contract no", "Contract code", "Agreement number",
     "Agreement reference", "Agreement reference number", "Register reference",
     "Unique reference", "Unique reference number", "Unique ID", "Reference number",
     "Reference no", "Reference", "Ref number", "Ref no", "Ref", "Our reference", "URN",
     "Contract identifier", "Contract reference ID", "Council reference", "Record reference",
     "Contract / order reference", "Contract/PO number", "Contract or purchase order number",
     "Contract reference number or purchase order number", "Contract register number",
     "Register number", "Project reference", "Tender reference", "Procurement reference"),
)  # fmt: skip
ORDER = Column(
    "PurchaseOrder",
    ("Purchase order number", "Purchase order no", "Purchase order reference", "Purchase order",
     "PO number", "PO no", "PO reference", "PO ref", "Order number", "Order no", "Order ref"),
)  # fmt: skip
OCID = Column(
    "OpenContractingID",
    ("Open Contracting ID", "Open contracting identifier", "OCID", "Open Contracting ID (OCID)"),
)
DESCRIPTION_TITLES = (
    "Description", "Contract description", "Description of goods and services",
    "Description of goods and/or services", "Description of goods/services",
    "Description of goods or services", "Description of the goods and/or services",
    "Description of the goods and/or services being provided", "Short description",
    "Description of goods, services or works", "Brief description", "Detailed description",
    "Brief description of the contract", "Description of goods and or services being provided",
    "Description of contract", "Contract details", "Details", "Goods or services", "Purpose",
    "Description of goods, works or services", "Description of services", "Service description",
    "Brief description of contract", "Summary", "Scope",
)  # fmt: skip
TITLE = Column(
    "ContractTitle",
    ("Contract title", "Title of the agreement", "Title of agreement", "Title of contract",
     "Agreement title", "Title", "Contract name", "Name of contract", "Contract",
     "Title of agreement/contract", "Contract / agreement title", "Title of contract / agreement",
     "Contract title / description", "Contract title and description", "Agreement",
     "Project title", "Project name", "Name of agreement", "Agreement name", "Contract subject",
     "Title of the contract", "Tender title", "Procurement title", "Name",
     "Contract (title)", *DESCRIPTION_TITLES),
    required=True,
)  # fmt: skip
DESCRIPTION = Column("Description", DESCRIPTION_TITLES)
TYPE = Column(
    "ContractType",
    ("Contract type", "Type of contract", "Type of agreement", "Agreement type", "Type",
     "Contract category type", "Form of contract", "Record type", "Entry type",
     "Contract or purchase order", "Contract/PO", "Arrangement type"),
)  # fmt: skip
UNIT = Column(
    "OrganisationalUnit",
    ("Organisational unit", "Local authority directorate/service responsible",
     "Local authority department responsible", "Council department responsible",
     "Department responsible", "Responsible department", "Service responsible",
     "Service department", "Department", "Dept", "Directorate", "Department/directorate",
     "Directorate/department", "Directorate / service", "Service / directorate", "Division",
     "Service area", "Service", "Service unit", "Service group", "Business unit",
     "Business area", "Owning department", "Lead department", "Local authority department",
     "Department / service", "Responsible directorate", "Responsible service", "Section",
     "Team", "Cost centre description", "Council department", "Contract department",
     "Department responsible for contract", "Responsible unit", "Portfolio", "Directorate name",
     "Department name", "Service name", "Group", "Lead directorate", "Client department"),
)  # fmt: skip
CPV = Column(
    "CPVCode",
    ("CPV code", "Procurement classification: CPV code", "CPV", "CPV codes", "CPV code(s)",
     "Common procurement vocabulary code", "CPV code and description", "Main CPV code",
     "Primary CPV code", "CPV number"),
)  # fmt: skip
START = Column(
    "StartDate",
    ("Contract start date", "Start date", "Start", "Contract start", "Commencement date",
     "Contract commencement date", "Date started", "From", "Date from", "Start date of contract",
     "Contract begin date", "Effective start date", "Contract from", "Valid from", "Commences",
     "Validity period start", "validity_start", "Agreement start date", "Date commenced",
     "Commencement", "Contract date from", "Start of contract", "Original start date"),
)  # fmt: skip
END = Column(
    "EndDate",
    ("End date", "Contract end date", "End", "Contract end", "Expiry date", "Expiry",
     "Contract expiry date", "Contract expiry", "Expiration date", "Completion date",
     "Contract finish date", "Finish date", "Current end date", "Contract current end date",
     "Final end date", "Initial end date", "Original end date", "Initial term end date",
     "End date of contract", "Date ended", "To", "Date to", "Contract to", "Valid to",
     "Validity period end", "validity_end", "Agreement end date", "Agreement expiry date",
     "Termination date", "Expires", "End date (excluding extensions)", "End of contract",
     "End date excluding extension", "End date excluding extensions", "Contract completion date",
     "Current contract end date", "Current expiry date", "End date (initial term)",
     "End date and review dates", "End date and review date"),
)  # fmt: skip
REVIEW = Column(
    "ReviewDate",
    ("Review date", "Contract review date", "Date of review", "Next review date", "Review",
     "Date for review", "Agreement review date", "Renewal/review date", "Review/renewal date"),
)  # fmt: skip
EXTENSION = Column(
    "LastExtensionDate",
    ("Last extension date", "Extension period", "Extension date", "Extended to",
     "Final extension date", "Maximum end date", "Contract maximum end date", "Extension",
     "Latest possible end date", "Maximum extension date", "Extension end date", "Extensions",
     "Extension option", "Extension options", "Option to extend", "Possible extension",
     "End date (including extensions)", "End date including extensions", "Maximum expiry date",
     "End date including extension", "Maximum extended end date", "Extended end date",
     "Extension available", "Extension details", "Contract extension", "Extension period(s)",
     "Possible extension date", "Optional extension", "Latest end date", "Max end date"),
)  # fmt: skip
VALUE = Column(
    "ContractValue",
    ("Contract value", "Total contract value", "Contract value (total)", "Total value",
     "Value of contract", "Value", "Whole life value", "Whole life contract value",
     "Contract value (whole life)", "Lifetime value", "Contract lifetime value",
     "Value over length of contract", "Total value of contract", "Contract sum",
     "Contract amount", "Total contract amount", "Sum to be paid", "Total sum to be paid",
     "Sum to be paid over the length of the contract", "Contract price", "Contract total value",
     "Total contract cost", "Total cost", "Cost", "Contract value excluding VAT",
     "Contract value (excl VAT)", "Contract value (ex VAT)", "Contract value ex. VAT",
     "Contract value exc VAT", "Contract value net", "Total contract value (ex VAT)",
     "Total contract value (exc VAT)", "Total contract value (excluding VAT)",
     "Total value (ex VAT)", "Value (ex VAT)", "Contract award value", "Award value",
     "Awarded value", "Awarded amount", "Value awarded", "Current contract value",
     "Current value", "Contract value in £", "Value in £", "Value GBP", "Contract value GBP",
     "Amount", "Net contract value", "Estimated total contract value", "Estimated total value",
     "Estimated contract value", "Total estimated value", "Estimated value",
     "Overall contract value", "Full contract value", "Aggregate value", "Total lifetime value",
     "Total contract value inc extensions", "Total contract value including extensions",
     "Original contract value", "original_value", "Initial contract value"),
)  # fmt: skip
YEARLY = Column(
    "AnnualValue",
    ("Annual value", "Annual contract value", "Contract annual value", "Value per annum",
     "Value p.a.", "Contract value per annum", "Contract value p.a.", "Estimated annual value",
     "Estimated annual spend", "Estimated annual contract value", "Annual spend", "Annual cost",
     "Annual amount", "Contract value (annual)", "Contract value (per annum)", "Annual budget",
     "Yearly value", "Average annual value", "Value (annual)", "Cost per annum",
     "Estimated annual value of contract", "Annual value of contract", "Spend per annum",
     "Estimated annual expenditure", "Per annum value", "Contract value per year"),
)  # fmt: skip
UNCLEAR = Column(
    "TotalOrAnnualValue",
    ("Sum to be paid over the length of the contract or the estimated annual spending or budget "
     "for the contract", "Sum to be paid over the length of the contract or estimated annual "
     "spending or budget", "Sum to be paid or estimated annual spend", "Total or annual value",
     "Sum to be paid over length of contract or estimated annual spend",
     "Contract value or estimated annual spend", "Contract sum or estimated annual spend",
     "Sum to be paid or the estimated annual spending or budget for the contract",
     "Contract value / annual spend", "Contract value or annual spend", "Annual/total value",
     "Total/annual value", "Sum to be paid/estimated annual spend or budget"),
)  # fmt: skip
SUPPLIER = Column(
    "SupplierName",
    ("Supplier name", "Supplier: name", "Supplier", "Suppliers", "Supplier(s)",
     "Supplier name(s)", "Supplier names", "Supplier name and details", "Supplier details",
     "Supplier supplier name", "Name of supplier", "Contractor", "Contractor name",
     "Contractor(s)", "Contractors", "Vendor", "Vendor name", "Provider", "Provider name",
     "Providers", "Company", "Company name", "Awarded supplier", "Awarded suppliers",
     "Awarded to", "Awarded supplier name", "Winning bidder", "Winning supplier",
     "Successful supplier", "Successful tenderer", "Service provider", "Consultant",
     "Contractor / supplier", "Supplier / contractor", "Supplier/provider",
     "Provider/supplier", "Other party", "Other parties", "Other parties to the contract",
     "Parties", "Main supplier", "Lead supplier", "Supplier/contractor name",
     "Supplier company name", "Supplier trading name", "Contract supplier", "Payee"),
    required=True,
)  # fmt: skip
COMPANY = Column(
    "CompaniesHouseRegistrationNumber",
    ("Companies House registration number", "Supplier registered company number",
     "Supplier: registered company number", "Registered company number", "Company number",
     "Company registration number", "Companies House number", "Company reg no",
     "Company registration no", "Company no", "Companies House no", "CRN", "Company reg number",
     "Supplier company number", "Supplier company registration number", "Companies House ID",
     "Supplier Companies House number", "Registered number", "Supplier registered number",
     "Companies House reference", "Company registered number"),
)  # fmt: skip
CHARITY = Column(
    "CharityCommissionNumber",
    ("Charity Commission number", "Supplier registered charity number",
     "Supplier: registered charity number", "Registered charity number", "Charity number",
     "Charity registration number", "Charity no", "Charity reg no", "Supplier charity number",
     "Charity Commission registration number", "Registered charity no"),
)  # fmt: skip
REGISTRATION = Column(
    "RegistrationNumber",
    ("Registration number", "Supplier registration number", "Company or charity number",
     "Company/charity number", "Company / charity registration number", "Registration no",
     "SME/VCSE registration number", "SME / VCSE registration number", "VCSE registration number",
     "Company/charity registration number", "Relevant registration number",
     "SME or VCSE registration number"),
)  # fmt: skip
OTHER_ID = Column(
    "OtherSupplierID",
    ("Other IDs", "Supplier other ID", "Other ID", "Supplier identifier", "Supplier org ID",
     "Organisation identifier", "Supplier ID"),
)  # fmt: skip
VCSE = Column(
    "VCSESupplier",
    ("VCSE supplier", "VCSE", "VCS", "VCO", "Voluntary or community sector organisation",
     "VCSE organisation", "Is supplier a VCSE", "Supplier VCSE", "VCS supplier",
     "VCSE supplier (Y/N)", "VCSE (Y/N)", "Voluntary or community sector",
     "Voluntary or community sector organisation (Y/N)", "VCSE supplier?"),
)  # fmt: skip
#: Columns that say of one supplier whether it is small, voluntary or both: “Yes” says nothing.
SUPPLIER_TYPE = Column(
    "SupplierType",
    ("Supplier type", "SME / VCSE", "SME or VCSE", "SME / VCSE supplier", "SME or VCSE supplier",
     "SME / VCS", "SME and/or VCSE", "VCSE / SME", "Type of supplier", "VCSE supplier type",
     "Supplier status", "Supplier category", "VCSESupplierType",
     "Small or medium sized enterprise and/or a voluntary or community sector organisation"),
)  # fmt: skip
LOT = Column("Lot", ("Lot", "Lot number", "Lot no", "Lot name", "Lot title", "Lots", "Lot ref"))

COLUMNS = (
    COUNCIL, COUNCIL_CODE, REFERENCE, ORDER, OCID, TITLE, DESCRIPTION, TYPE, UNIT, CPV, START, END,
    REVIEW, EXTENSION, VALUE, YEARLY, UNCLEAR, SUPPLIER, COMPANY, CHARITY, REGISTRATION, OTHER_ID,
    VCSE, SUPPLIER_TYPE, LOT,
)  # fmt: skip

#: What only a register has: a list of payments names suppliers, but no day on which they end.
RECOGNISED = (TITLE, SUPPLIER, Column(END.name, END.titles, required=True))
