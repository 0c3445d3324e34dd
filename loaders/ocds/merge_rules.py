"""How the fields of OCDS releases are merged, as the release schema 1.1.5 says.

A table of the product, because the library that merges would fetch the schema from the network.
Fields it does not name merge by the standard's other rules: objects by field, lists by ``id``.
"""

from typing import Final

_OMITTED = ("date", "id", "links", "publisher", "tag")

_WHOLE = """
awards/amendment/changes
awards/amendments/changes
awards/documents/languages
awards/documents/relatedItems
awards/items/additionalClassifications
awards/items/deliveryAddresses
awards/items/deliveryLocations
awards/suppliers/additionalIdentifiers
buyer/additionalIdentifiers
contracts/amendment/changes
contracts/amendments/changes
contracts/documents/languages
contracts/documents/relatedItems
contracts/identifiers
contracts/implementation/documents/languages
contracts/implementation/documents/relatedItems
contracts/implementation/milestones/documents/languages
contracts/implementation/milestones/documents/relatedItems
contracts/implementation/transactions/payee/additionalIdentifiers
contracts/implementation/transactions/payer/additionalIdentifiers
contracts/items/additionalClassifications
contracts/items/deliveryAddresses
contracts/items/deliveryLocations
contracts/milestones/documents/languages
contracts/milestones/documents/relatedItems
contracts/relatedProcesses/relationship
parties/additionalIdentifiers
parties/details/classifications
parties/roles
planning/documents/languages
planning/documents/relatedItems
planning/milestones/documents/languages
planning/milestones/documents/relatedItems
planning/project/additionalClassifications
planning/project/locations
relatedProcesses/relationship
tender/additionalProcurementCategories
tender/amendment/changes
tender/amendments/changes
tender/deliveryAddresses
tender/deliveryLocations
tender/documents/languages
tender/documents/relatedItems
tender/identifiers
tender/items/additionalClassifications
tender/items/deliveryAddresses
tender/items/deliveryLocations
tender/milestones/documents/languages
tender/milestones/documents/relatedItems
tender/procuringEntity/additionalIdentifiers
tender/submissionMethod
tender/tenderers/additionalIdentifiers
"""

MERGE_RULES: Final[dict[tuple[str, ...], str]] = {
    **{(name,): "omitWhenMerged" for name in _OMITTED},
    **{tuple(path.split("/")): "wholeListMerge" for path in _WHOLE.split()},
}
