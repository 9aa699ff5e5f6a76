"""A simulated clinic kept as a practice keeps its own: clients, consents, treatments, figures."""

from datetime import UTC, datetime, timedelta

from records.clients import ClientDetails, add_client
from records.consents import ConsentText, Purpose, give_consent
from records.models import (
    BotoxSessionRow,
    InjectionRow,
    Measurement,
    MicrocurrentSessionRow,
    Photo,
    RegionFiguresRow,
    Visit,
)
from study.simulate import simulate
from study.tables import ALGORITHM

FIRST = datetime(2025, 1, 7, 9, tzinfo=UTC)


def keep(session, clinic, *, seed):
    """Write a clinic; return the truth of its cycles."""
    export, truth = simulate(clinic, seed=seed)
    sessions = dict(list(export.treatments.groupby("study_code")))
    for number, (code, photos) in enumerate(export.measurements.groupby("study_code")):
        client = add_client(session, ClientDetails(f"Client {number}", 1980, 3))
        give_consent(
            session,
            client_id=client.id,
            purpose=Purpose.RESEARCH,
            text=ConsentText("1", "text"),
            given_at=FIRST,
            taken_by="owner",
        )
        for done in sessions[code].to_dict("records"):
            session.add(_session(client.id, done))
        for day, shots in photos.groupby("day_offset"):
            visit = Visit(client_id=client.id, visited_at=FIRST + timedelta(days=int(day)))
            session.add(visit)
            session.flush()
            _photos(session, visit, shots, number)
    return truth


def _session(client_id, done):
    # Toxin comes an hour after the photos of its day.
    at = FIRST + timedelta(days=int(done["day_offset"]), hours=1)
    if done["kind"] == "botox":
        injection = InjectionRow(region=done["region"], units=done["dose_units"])
        return BotoxSessionRow(
            client_id=client_id, treated_at=at, product=done["product"], injections=[injection]
        )
    return MicrocurrentSessionRow(
        client_id=client_id,
        treated_at=at,
        device="device",
        modality=done["modality"],
        minutes=done["session_minutes"],
        current_microampere=done["current_microampere"],
        regions=[done["region"]],
    )


def _photos(session, visit, shots, number):
    rows = shots.to_dict("records")
    photos = [
        Photo(
            visit_id=visit.id,
            sha256=f"{number:020x}{visit.id:024x}{index:020x}",
            size_bytes=1,
            expression=row["expression"],
            shot=int(row["shot"]),
        )
        for index, row in enumerate(rows)
    ]
    session.add_all(photos)
    session.flush()
    for photo, row in zip(photos, rows, strict=True):
        figures = {name: row[name] for name in ("line_density_mm_per_cm2", "severity")}
        region = RegionFiguresRow(region=row["region"], status="measured", **figures)
        session.add(
            Measurement(photo_id=photo.id, algorithm=ALGORITHM, status="measured", regions=[region])
        )
