"""What a case comes to, under its lines: by year, then present values, ratios and payback."""

from placegraph.appraisal_workbook.case_sheet import (
    CASHABLE,
    IMPACT,
    NUMBER,
    OPEN,
    Block,
    CaseSheet,
)
from placegraph.appraisal_workbook.workings import (
    NEVER,
    NONE,
    UNDEFINED,
    UNKNOWN,
    Case,
    Shown,
    shown,
)

#: The results, in the order they are shown: name and what it is.
RESULTS = {
    "inputs": "Inputs: total cost before discounting, £",
    "pvc": "Present value of costs, £",
    "pv_fiscal": "Present value of fiscal benefits, £",
    "pv_economic": "Present value of economic benefits, £",
    "pv_social": "Present value of social benefits, £",
    "pvb": "Present value of benefits, £",
    "npsv": "Net present social value, £",
    "bcr": "Benefit-cost ratio (the SROI ratio under sroi timing)",
    "roi": "Net return for each £1 of cost",
    "efficiency": "Efficiency: fiscal benefit for each £1 of cost",
    "cashable": "Of that, cashable",
    "citizen": "Citizen: economic and social benefit for each £1 of cost",
    "payback": "Discounted payback, years",
    "payback_months": "Payback in months (inputs over a month of first-year value)",
}
MONEY = {"inputs", "pvc", "pv_fiscal", "pv_economic", "pv_social", "pvb", "npsv"}
_VALUE = "C"


def write_case_results(made: CaseSheet, case: Case) -> dict[str, str]:
    """Write the rows under the lines of a case; return the cell of each result."""
    rows = _by_year(made, case)
    sheet = made.sheet
    first = made.below + len(rows) + 2
    sheet.text(f"A{first - 1}", "What it comes to", sheet.styles.heading)
    at = {name: f"{_VALUE}{first + place}" for place, name in enumerate(RESULTS)}
    formulas, values = _formulas(made, rows, at), result_values(case)
    for place, (name, meaning) in enumerate(RESULTS.items()):
        sheet.text(f"A{first + place}", meaning, sheet.styles.label)
        style = sheet.styles.money if name in MONEY else sheet.styles.ratio
        sheet.formula(at[name], formulas[name], values[name], style)
    return {name: f"{sheet.name}!${_VALUE}${cell[1:]}" for name, cell in at.items()}


def _by_year(made: CaseSheet, case: Case) -> dict[str, int]:
    names = {
        "pv_benefit": "Present value of benefits by year, £",
        "pv_cost": "Present value of costs by year, £",
        "net": "Net by year, £",
        "cumulative": "Running total, £",
        "negative": "1 once the running total has been below 0",
        "crossing": "Year, with its fraction, in which the running total is back at 0",
    }
    rows = {name: made.below + place for place, name in enumerate(names)}
    sheet, years = made.sheet, made.years
    for name, meaning in names.items():
        sheet.text(f"A{rows[name]}", meaning, sheet.styles.label)
    values = _yearly(case, len(years))
    for at, column in enumerate(years):
        before = years[at - 1] if at else ""
        benefit, cost = (f"{column}{block.total}" for block in (made.benefits, made.costs))
        pv_benefit, pv_cost, net, total = (
            f"{column}{rows[name]}" for name in ("pv_benefit", "pv_cost", "net", "cumulative")
        )
        known = f"ISNUMBER({total})"
        been, last = f"{before}{rows['negative']}", f"{before}{rows['cumulative']}"
        earlier = f"${years[0]}{rows['crossing']}:{before}{rows['crossing']}"
        below = f"OR({been}=1,{total}<0)" if at else f"{total}<0"
        formulas = {
            "pv_benefit": _if_numbers(f"{benefit}*{column}$6", benefit),
            "pv_cost": _if_numbers(f"{cost}*{column}$7", cost),
            "net": _if_numbers(f"{pv_benefit}-{pv_cost}", pv_benefit, pv_cost),
            "cumulative": _if_numbers(f"{last}+{net}", last, net) if at else net,
            "negative": f"IF({known},IF({below},1,0),0)",
            "crossing": (
                f"IF(AND({been}=1,{known},COUNT({earlier})=0),IF({total}>=0,"
                f'{at - 1}-{last}/({total}-{last}),""),"")'
                if at
                else '""'
            ),
        }
        for name, formula in formulas.items():
            sheet.formula(f"{column}{rows[name]}", formula, values[name][at], sheet.styles.money)
    return rows


def _yearly(case: Case, years: int) -> dict[str, list[Shown]]:
    table = case.result.cumulative
    both = (case.benefits, case.costs)
    sides = {"pv_benefit": both[:1], "pv_cost": both[1:], "net": both, "cumulative": both}
    found: dict[str, list[Shown]] = {}
    for name in ("pv_benefit", "pv_cost", "net", "cumulative"):
        known = [UNKNOWN if value != value else float(value) for value in table[name]]
        # Years after the horizon add nothing, and nothing is known of a side without lines.
        rest: Shown = known[-1] if name == "cumulative" else 0.0
        if not all(sides[name]):
            rest = UNKNOWN
        found[name] = [*known, *([rest] * (years - len(known)))]
    negative: list[Shown] = []
    crossing: list[Shown] = []
    back = False
    for at, total in enumerate(found["cumulative"]):
        been = bool(negative and negative[-1])
        if been and not back and not isinstance(total, str) and total >= 0:
            last = float(found["cumulative"][at - 1])
            crossing.append(at - 1 - last / (total - last))
            back = True
        else:
            crossing.append("")
        negative.append(float(not isinstance(total, str) and (been or total < 0)))
    return found | {"negative": negative, "crossing": crossing}


def _formulas(made: CaseSheet, rows: dict[str, int], at: dict[str, str]) -> dict[str, str]:
    costs, benefits = made.costs, made.benefits
    kinds = benefits.span("C")
    fiscal = f'({kinds}="fiscal")'
    cash_open = f'SUMPRODUCT({fiscal}*({benefits.span("M")}=""))'
    crossing = made.by_year(rows["crossing"])
    impacts = benefits.span(IMPACT)
    citizen = (
        f'IF(SUMPRODUCT(({kinds}<>"")*({kinds}<>"fiscal"))=0,"{NONE}",'
        f'IF(SUMPRODUCT(({kinds}<>"fiscal")*{benefits.span(OPEN)})>0,"{UNKNOWN}",'
        f'SUMPRODUCT(({kinds}<>"fiscal")*{benefits.span(NUMBER)})))'
    )
    cashable = (
        f'IF(SUMPRODUCT(--{fiscal})=0,"{NONE}",'
        f'IF(SUMPRODUCT({fiscal}*{benefits.span(OPEN)})+{cash_open}>0,"{UNKNOWN}",'
        f"SUM({benefits.span(CASHABLE)})))"
    )
    per_month = f"{at['inputs']}/(SUM({impacts})/12)"
    return {
        "inputs": _side(costs, f"SUM({made.by_year(costs.total)})"),
        "pvc": _side(costs, f"SUM({costs.span(NUMBER)})"),
        **{
            f"pv_{kind}": (
                f'IF(SUMPRODUCT(--({kinds}="{kind}"))=0,"{NONE}",'
                f'IF(SUMPRODUCT(({kinds}="{kind}")*{benefits.span(OPEN)})>0,"{UNKNOWN}",'
                f'SUMPRODUCT(({kinds}="{kind}")*{benefits.span(NUMBER)})))'
            )
            for kind in ("fiscal", "economic", "social")
        },
        "pvb": _side(benefits, f"SUM({benefits.span(NUMBER)})"),
        "npsv": _if_numbers(f"{at['pvb']}-{at['pvc']}", at["pvb"], at["pvc"]),
        "bcr": _ratio(at["pvb"], at["pvc"]),
        "roi": _ratio(at["npsv"], at["pvc"]),
        "efficiency": _ratio(at["pv_fiscal"], at["pvc"]),
        "cashable": _ratio(cashable, at["pvc"]),
        "citizen": _ratio(citizen, at["pvc"]),
        "payback": (
            f'IF(NOT(ISNUMBER({at["npsv"]})),"{UNKNOWN}",IF({at["npsv"]}<0,"{NEVER}",'
            f"IF(SUM({made.by_year(rows['negative'])})=0,0,"
            f'IF(COUNT({crossing})=0,"{NEVER}",MIN({crossing})))))'
        ),
        "payback_months": (
            f'IF({made.layout.appraisal("timing")}<>"sroi","{UNDEFINED}",'
            f'IF(OR(NOT(ISNUMBER({at["inputs"]})),COUNTIF({impacts},"{UNKNOWN}")>0,'
            f'COUNT({impacts})=0),"{UNKNOWN}",'
            f'IF(SUM({impacts})>0,{per_month},"{UNDEFINED}")))'
        ),
    }


def result_values(case: Case) -> dict[str, Shown]:
    """Return each result of a case, or the word that stands for it."""
    result = case.result
    classes = {line.kind for line in case.benefits}

    def of_class(value: float | None, *kinds: str) -> Shown:
        return shown(value, UNKNOWN if classes & set(kinds) else NONE)

    priced = result.pvc is not None and result.pvc > 0

    def ratio(value: float | None, above: Shown) -> Shown:
        if value is not None or isinstance(above, str):
            return above if value is None else value
        return UNKNOWN if result.pvc is None or priced else UNDEFINED

    fiscal = of_class(result.pv_fiscal, "fiscal")
    others = [kind for kind in ("economic", "social") if kind in classes]
    known = [getattr(result, f"pv_{kind}") for kind in others]
    citizen: Shown = NONE if not others else UNKNOWN if None in known else sum(known)
    cash: Shown = fiscal
    if not isinstance(fiscal, str) and any(
        line.kind == "fiscal" and line.figures["cashable_share"] is None for line in case.benefits
    ):
        cash = UNKNOWN
    months: Shown = UNDEFINED
    if result.timing == "sroi":
        unknown = result.inputs is None or any(line.impact is None for line in case.benefits)
        months = shown(result.payback_months, UNKNOWN if unknown or not classes else UNDEFINED)
    payback = shown(result.payback, UNKNOWN if result.npsv is None else NEVER)
    return {
        "inputs": shown(result.inputs),
        "pvc": shown(result.pvc),
        "pv_fiscal": fiscal,
        "pv_economic": of_class(result.pv_economic, "economic"),
        "pv_social": of_class(result.pv_social, "social"),
        "pvb": shown(result.pvb),
        "npsv": shown(result.npsv),
        "bcr": ratio(result.bcr, shown(result.pvb)),
        "roi": ratio(result.roi, shown(result.npsv)),
        "efficiency": ratio(result.efficiency, fiscal),
        "cashable": ratio(result.cashable, cash),
        "citizen": ratio(result.citizen, citizen),
        "payback": payback,
        "payback_months": months,
    }


def _side(block: Block, total: str) -> str:
    return f'IF({block.empty},"{UNKNOWN}",IF(SUM({block.span(OPEN)})>0,"{UNKNOWN}",{total}))'


def _ratio(above: str, below: str) -> str:
    return (
        f"IF(NOT(ISNUMBER({above})),{above},IF(NOT(ISNUMBER({below})),{below},"
        f'IF({below}>0,{above}/{below},"{UNDEFINED}")))'
    )


def _if_numbers(formula: str, *cells: str) -> str:
    return f'IF(COUNT({",".join(cells)})={len(cells)},{formula},"{UNKNOWN}")'
