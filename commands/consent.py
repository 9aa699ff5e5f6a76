"""`consent`: what a client agreed to, one purpose at a time."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commands.records import ClientWord, JsonFile, answer, client_id_of, open_records

# ruff: noqa: PLC0415 - see commands.records

app = typer.Typer(help="What a client agreed to, one purpose at a time.", no_args_is_help=True)


class PurposeName(StrEnum):
    """What photos and records may be used for."""

    TREATMENT_RECORD = "treatment_record"
    OWN_PROGRESS = "own_progress"
    RESEARCH = "research"
    TEACHING_MARKETING = "teaching_marketing"
    BIOMETRIC = "biometric"


For = Annotated[PurposeName, typer.Argument(metavar="PURPOSE", help="What it is for.")]


@app.command()
def give(
    *,
    client: ClientWord,
    purpose: For,
    text: Annotated[
        Path, typer.Option(metavar="FILE", help="The text agreed to; its digest is kept.")
    ],
    version: Annotated[str, typer.Option(help="Name of this version of the text.")],
    json_file: JsonFile = None,
) -> None:
    """Keep that the client agreed, now, to a text for one purpose."""
    from records.consents import ConsentText, Purpose
    from tracking.consent import give as keep

    agreed = ConsentText(version, text.read_text(encoding="utf-8"))
    with open_records() as desk:
        keep(desk, client_id_of(desk, client), Purpose(purpose.value), agreed)
    answer(
        "consent",
        {"purpose": purpose.value, "text_version": version, "text_sha256": agreed.sha256},
        json_file,
        lambda: typer.echo(f"Consent to {purpose.value} is kept, with text {version}."),
    )


@app.command()
def withdraw(*, client: ClientWord, purpose: For, json_file: JsonFile = None) -> None:
    """End the consent to a purpose, now."""
    from records.consents import Purpose
    from tracking.consent import withdraw as end
    from treatments.clock import day_of

    with open_records() as desk:
        held_by = end(desk, client_id_of(desk, client), Purpose(purpose.value))
        zone = desk.policy.zone

    def say() -> None:
        typer.echo(f"Consent to {purpose.value} is withdrawn.")
        if purpose is PurposeName.RESEARCH:
            typer.echo("The next research export will not hold this client.")
        for export in held_by:
            typer.echo(
                f"Export {export.number} of {day_of(export.made_at, zone)} by {export.made_by} "
                "holds this client: tell whoever received it (its datapackage.json: "
                f"{export.datapackage_sha256[:12]})."
            )

    answer(
        "consent",
        {
            "purpose": purpose.value,
            "withdrawn": True,
            "held_by_exports": [export.number for export in held_by],
        },
        json_file,
        say,
    )


@app.command("list")
def all_consents(client: ClientWord, json_file: JsonFile = None) -> None:
    """List every consent that the client ever gave."""
    from tracking.consent import consents
    from treatments.clock import day_of

    with open_records() as desk:
        given = consents(desk, client_id_of(desk, client))
        zone = desk.policy.zone

    def say() -> None:
        for consent in given:
            withdrawn = consent.withdrawn_at
            until = f", withdrawn {day_of(withdrawn, zone)}" if withdrawn else ""
            typer.echo(
                f"{consent.purpose.value}: text {consent.text_version}, given "
                f"{day_of(consent.given_at, zone)}{until}"
            )
        if not given:
            typer.echo("No consent was given; `consent give` keeps one.")

    entries = [
        {
            "purpose": consent.purpose.value,
            "text_version": consent.text_version,
            "text_sha256": consent.text_sha256,
            "given_at": consent.given_at.isoformat(),
            "taken_by": consent.taken_by,
            "withdrawn_at": consent.withdrawn_at and consent.withdrawn_at.isoformat(),
        }
        for consent in given
    ]
    answer("consents", {"consents": entries}, json_file, say)
