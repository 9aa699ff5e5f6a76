"""`backup`, `restore`, `verify` and `rebuild`: commands about everything that is kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.records import FAULT, SOME_REFUSED, JsonFile, Yes, answer, confirm, open_records

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from records.archive import Manifest
    from tracking.verify import Verification

Folder = Annotated[Path, typer.Argument(metavar="DIR")]


def backup(folder: Folder, json_file: JsonFile = None) -> None:
    """Write all records into a new folder while others work; the clinic key is not in it."""
    from tracking.backup import back_up

    with open_records() as desk:
        manifest = back_up(desk, folder)
        keys = desk.store.ring.apart

    def say() -> None:
        typer.echo(f"{folder} holds {_contents(manifest)}, encrypted where it was.")
        typer.echo(f"The clinic key is not in it; keep a copy of {keys} somewhere else.")
        for name in manifest.left_out:
            typer.echo(f"left out, missing or damaged before: photo {name}", err=True)

    answer("backup", {"folder": str(folder), **_summary(manifest)}, json_file, say)
    if manifest.left_out:
        raise typer.Exit(SOME_REFUSED)


def restore(folder: Folder, yes: Yes = False, json_file: JsonFile = None) -> None:
    """Check a backup and bring it back into the empty data folder of the settings."""
    from tracking.restore import restore as bring_back
    from tracking.settings import read_settings

    settings = read_settings()
    confirm(f"Restore {folder} into {settings.data_dir}?", yes)
    manifest = bring_back(settings, folder)
    answer(
        "restore",
        {"folder": str(settings.data_dir), **_summary(manifest)},
        json_file,
        lambda: typer.echo(
            f"{settings.data_dir} holds the records of {manifest.made_at}: {_contents(manifest)}. "
            "Clients erased since are left out."
        ),
    )


def verify(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[BACKUP]", help="A backup instead of the records.")
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Open every photo, key, row and audit entry, and name what is not as it was written."""
    from tracking.backup import verify_backup
    from tracking.verify import verify as verify_records

    with open_records() as desk:
        if folder is not None:
            faults = [f"{fault.part}: {fault.damage}" for fault in verify_backup(desk, folder)]
            document: dict[str, object] = {"backup": str(folder), "faults": faults}
        else:
            found = verify_records(desk)
            faults = _faults(found)
            leftovers = [str(name) for name in found.leftovers]
            document = {"photos": found.photo_count, "faults": faults, "leftovers": leftovers}

    def say() -> None:
        for fault in faults:
            typer.echo(fault)
        typer.echo(f"{len(faults)} faults." if faults else "Everything is as it was written.")

    answer("verify", document, json_file, say)
    if faults:
        raise typer.Exit(FAULT)


def rebuild(
    remeasure: Annotated[
        bool,
        typer.Option(
            "--remeasure", help="Also what an earlier version measured; old figures stay."
        ),
    ] = False,
    json_file: JsonFile = None,
) -> None:
    """Measure from the original photos whatever has no figures yet."""
    from reports.terminal import counting
    from tracking.rebuild import rebuild as make_anew

    with open_records() as desk, counting() as progress:
        clients = make_anew(desk, progress, remeasure=remeasure)
    answer(
        "rebuild",
        {"clients": clients, "remeasure": remeasure},
        json_file,
        lambda: typer.echo(f"The figures of {clients} clients are complete."),
    )


def _contents(manifest: "Manifest") -> str:
    rows = sum(manifest.row_counts.values())
    return f"{manifest.row_counts['client']} clients, {manifest.photo_count} photos and {rows} rows"


def _summary(manifest: "Manifest") -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "rows": manifest.row_counts,
        "photos": manifest.photo_count,
        "left_out": manifest.left_out,
    }


def _faults(found: "Verification") -> list[str]:
    return [
        *(f"photo {name}: {fault}" for name, fault in found.photos),
        *(f"key of client {client_id}: does not open" for client_id in found.keys),
        *(f"{row.table} {row.key}: {row.what}" for row in found.rows),
        *(f"audit entry {entry.number}: {entry.tampering}" for entry in found.audit),
    ]
