"""The records that PlaceGraph keeps of its own work, beside the statements of the model."""

#: Properties of a statement that record it and are no part of what it says.
STATEMENT = {
    "assertion": "Identity of the statement: data set, type, ends, source, key, first day.",
    "content": "Digest of what it says, by which a change is noticed.",
    "dataset": "Data set it belongs to.",
    "load": "Load that last wrote it.",
    "from_said": "Organisation it was said to start at, when another stands for that one.",
    "to_said": "Organisation it was said to end at, when another stands for that one.",
}

RECORDS = {
    "Dataset": {
        "id": "Data set.",
        "current": "Load.id in force.",
        "writing": "Load.id that is unfinished.",
        "token": "Whoever writes it now.",
        "part": "Part written last.",
    },
    "Load": {
        "id": "Data set and start of the digest.",
        "dataset": "Data set.",
        "title": "Title.",
        "digest": "SHA-256 of what is said.",
        "state": "unfinished, complete, or being taken back.",
        "previous": "Load.id before it, finished or not.",
        "replaces": "Load.id in force before it.",
        "form": "Format.",
        "files": "Each file's name and SHA-256.",
        "inputs": "SHA-256 of all that the reading depends on.",
        "who": "Account that loaded.",
        "began_at": "When it began.",
        "loaded_at": "When it was finished.",
        "new": "Statements added.",
        "changed": "Statements changed.",
        "pruned": "Statements taken away.",
        "rejected": "Rows left out.",
        "prune": "Whether it takes away what is no longer said.",
        "facts": "Statements by type, in JSON.",
        "figures": "What was counted and added up.",
        "oddities": "What was odd in the files.",
    },
    "Replaced": {
        "load": "Load.id that replaced these statements.",
        "page": "The statements, compressed.",
    },
    "Decision": {
        "id": "The two organisations.",
        "kept": "Organisation.id that stands for the other when they are one.",
        "other": "Organisation.id of the other.",
        "verdict": "accepted: they are one; rejected: they are two.",
        "score": "Score of the suggestion.",
        "evidence": "Evidence of the suggestion.",
        "who": "Account that decided.",
        "decided_at": "When.",
    },
}
