"""`treat`: record what was done, after every safety rule had its say."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from commands.records import (
    SOME_REFUSED,
    At,
    ClientWord,
    JsonFile,
    answer,
    client_id_of,
    moment,
    open_records,
)

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from records.provision import Provision
    from tracking.desk import Desk
    from tracking.treat import NotRecorded, Planned, Reasons, Recorded
    from treatments.sessions import Injection

app = typer.Typer(help="Record what was done; the safety rules come first.", no_args_is_help=True)

By = Annotated[str, typer.Option(help="Who treated.")]
Qualification = Annotated[str, typer.Option(help="Of the one who treated.")]
CostText = Annotated[str | None, typer.Option("--cost", metavar="'250.00 EUR'")]
Notes = Annotated[str, typer.Option(help="Kept encrypted.")]
Override = Annotated[
    list[str] | None,
    typer.Option(metavar="RULE=REASON", help="Go ahead in spite of a finding, and say why."),
]


@app.command()
def botox(
    *,
    client: ClientWord,
    product: Annotated[str, typer.Option(help="onabotulinumtoxinA, ... or other.")],
    inject: Annotated[
        list[str], typer.Option(metavar="REGION=UNITS", help="One point; again for each.")
    ],
    product_name: Annotated[str, typer.Option(help="For the product other.")] = "",
    at: At = None,
    lot: Annotated[str, typer.Option(help="Lot on the vial.")] = "",
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date on the vial.")
    ] = None,
    vial_units: Annotated[float | None, typer.Option(help="Units in the vial.")] = None,
    diluent_ml: Annotated[float | None, typer.Option(help="Saline added, in ml.")] = None,
    by: By = "",
    qualification: Qualification = "",
    cost: CostText = None,
    notes: Notes = "",
    override: Override = None,
    json_file: JsonFile = None,
) -> None:
    """Record a Botox session with its injection points."""
    from records.treatments import Vial
    from tracking.treat import record_botox
    from treatments.sessions import BotoxSession

    points = tuple(_injection(text, product, product_name) for text in inject)
    vial = Vial(lot, expires.date() if expires else None, vial_units, diluent_ml)
    provision = _provision(by, qualification, cost, notes)
    with open_records() as desk:
        done = BotoxSession(moment(at, desk.policy), points)

        def keep(client_id: str, reasons: "Reasons") -> "Recorded | NotRecorded":
            return record_botox(
                desk, client_id, done, vial=vial, provision=provision, reasons=reasons
            )

        result = _record(desk, client_id_of(desk, client), done, override, keep)
    _tell(result, json_file)


@app.command()
def microcurrent(
    *,
    client: ClientWord,
    device: Annotated[str, typer.Option(help="Its name.")],
    minutes: Annotated[float, typer.Option(min=0, help="How long.")],
    region: Annotated[list[str], typer.Option(help="Where; again for each region.")],
    modality: Annotated[
        str, typer.Option(help="microcurrent, NMES, RF or other.")
    ] = "microcurrent",
    microampere: Annotated[float | None, typer.Option(min=0)] = None,
    hertz: Annotated[float | None, typer.Option(min=0)] = None,
    waveform: Annotated[str, typer.Option()] = "",
    at: At = None,
    by: By = "",
    qualification: Qualification = "",
    cost: CostText = None,
    notes: Notes = "",
    override: Override = None,
    json_file: JsonFile = None,
) -> None:
    """Record a session with a device."""
    from records.treatments import Dosage
    from tracking.treat import record_microcurrent
    from treatments.sessions import MicrocurrentSession, Modality

    kinds = [kind.value for kind in Modality]
    if modality not in kinds:
        raise typer.BadParameter(f"choose one of {', '.join(kinds)}", param_hint="--modality")
    dosage = Dosage(device, minutes, microampere, hertz, waveform)
    provision = _provision(by, qualification, cost, notes)
    with open_records() as desk:
        done = MicrocurrentSession(moment(at, desk.policy), frozenset(region), Modality(modality))

        def keep(client_id: str, reasons: "Reasons") -> "Recorded | NotRecorded":
            return record_microcurrent(
                desk, client_id, done, dosage, provision=provision, reasons=reasons
            )

        result = _record(desk, client_id_of(desk, client), done, override, keep)
    _tell(result, json_file)


def _record(
    desk: "Desk",
    client_id: str,
    done: "Planned",
    override: list[str] | None,
    keep: "Callable[[str, Reasons], Recorded | NotRecorded]",
) -> "Recorded | NotRecorded":
    """Keep a session; a reason given for a rule is given for each of its findings."""
    from tracking.treat import assess

    given = dict(_pair(text, "--override") for text in override or [])
    found = assess(desk, client_id, done).findings if given else ()
    reasons = {finding: given[finding.rule_id] for finding in found if finding.rule_id in given}
    return keep(client_id, reasons)


def _tell(result: "Recorded | NotRecorded", json_file: str | None) -> None:
    from tracking.treat import Recorded

    unsigned = () if isinstance(result, Recorded) else result.unsigned
    findings = [
        {
            "rule": finding.rule_id,
            "severity": finding.severity.value,
            "sentence": finding.sentence,
            "source": str(finding.source),
            "needs_reason": finding in unsigned,
        }
        for finding in result.assessment.findings
    ]

    def say() -> None:
        for finding in result.assessment.findings:
            typer.echo(f"{finding.severity.value:<6} {finding.rule_id}: {finding.sentence}")
        typer.echo("Recorded." if result else "Not recorded.")

    document = {
        "status": "recorded" if result else "not_recorded",
        "id": result.id if isinstance(result, Recorded) else None,
        "light": result.assessment.light.value,
        "findings": findings,
    }
    answer("treat", document, json_file, say)
    if not result:
        rules = ", ".join(dict.fromkeys(finding.rule_id for finding in unsigned))
        typer.echo(f"Nothing was recorded; give a reason with --override for {rules}.", err=True)
        raise typer.Exit(SOME_REFUSED)


def _injection(text: str, product: str, product_name: str) -> "Injection":
    from treatments.doses import Product, dose_of
    from treatments.sessions import Injection

    products = [known.value for known in Product]
    if product not in products:
        raise typer.BadParameter(f"choose one of {', '.join(products)}", param_hint="--product")
    region, units = _pair(text, "--inject")
    try:
        return Injection(region, dose_of(Product(product), float(units), name=product_name))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--inject") from error


def _pair(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise typer.BadParameter(f"{text} is not of the form NAME=VALUE", param_hint=option)
    return name, value


def _provision(by: str, qualification: str, cost: str | None, notes: str) -> "Provision":
    from records.provision import Cost, Provision

    if cost is None:
        return Provision(by, qualification, None, notes)
    amount, _, currency = cost.partition(" ")
    try:
        return Provision(by, qualification, Cost(Decimal(amount), currency), notes)
    except (InvalidOperation, ValueError) as error:
        raise typer.BadParameter("write it like '250.00 EUR'", param_hint="--cost") from error
