"""Tell the names of people from those of bodies, so that no person becomes an organisation."""

import re

#: Words that the name of a body has and that of a person has not.
_BODY = re.compile(
    r"\b(ltd|limited|plc|p\.l\.c|llp|lp|inc|gmbh|cic|cio|c\.i\.c|co|company|corp|corporation|"
    r"council|trust|foundation|association|university|college|school|academy|nursery|group|"
    r"partnership|partners|services?|solutions|society|charity|nhs|holdings|consultants|"
    r"consulting|consultancy|associates|contractors|construction|builders|systems|centre|"
    r"institute|bank|authority|federation|agency|solicitors|architects|police|fire|board|forum|"
    r"department|engineering|care|homes?|housing|uk|international|sons?|brothers|practice|"
    r"surgery|medical|clinic|dental|pharmacy|hospital|hotel|garage|museum|theatre|church)\b",
    re.IGNORECASE,
)
_ADDRESS = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|cllr|councillor)"
#: “Mrs J Roe”; “Roe Mrs J”; “Roe, Jane (Mrs)”; “Executors of Mr Roe”.
_PERSON = re.compile(
    rf"\W*{_ADDRESS}\b\.?\s+\S|[^\s,]+,?\s+(?:mr|mrs|ms|miss)\b\.?(?:\s+[a-z]\b\.?)+\W*$"
    rf"|.*[(,]\s*{_ADDRESS}\b\.?\s*\)?\W*$|.*\s(?:mr|mrs|miss)\.?$"
    rf"|.*,\s*{_ADDRESS}\b\.?\s+\S"
    rf"|.*\b(?:executors?|exors?|estate|representatives?|reps?|parents?|family|c/o)\b.*"
    rf"\b{_ADDRESS}\b\.?\s+\S",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\W*(?:e-?mail\W*)?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+\W*", re.IGNORECASE)


def names_a_person(name: str) -> bool:
    """Return whether a name is a person's: by the form of address, or as it is but an e-mail.

    A name that has a word of a body in it is none: “Dr Roe & Partners”, “Mr Roe Ltd”.
    """
    if _MAIL.fullmatch(name):
        return True
    return bool(_PERSON.match(name)) and not _BODY.search(name)
