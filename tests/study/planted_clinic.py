"""A clinic in whose every field stands something that could tell who a person is."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from records.clients import ClientDetails, add_client
from records.consents import ConsentText, Purpose, give_consent
from records.models import (
    AnswerRow,
    BotoxSessionRow,
    InjectionRow,
    Measurement,
    MicrocurrentSessionRow,
    OtherCare,
    PairMeasurementRow,
    Photo,
    Reading,
    RegionChangeRow,
    RegionFiguresRow,
    SideEffectRow,
    Visit,
)
from records.texts import seal_text
from study.tables import ALGORITHM, PAIR_ALGORITHM

IDENTIFIERS = {
    "names": "Zaphira Quillfeather{n:02d}",
    "geography": "{n:02d} Wisteria Lane, 90210-{n:04d} Quahog",
    "dates": "1971-03-{n:02d}",
    "telephone": "+1 555 867 53{n:02d}",
    "fax": "+1 555 867 54{n:02d}",
    "email": "zaphira{n:02d}@quillfeather.example",
    "social_security": "078-05-11{n:02d}",
    "medical_record": "MRN-4711{n:02d}",
    "health_plan": "HPB-0815{n:02d}",
    "account": "ACCT-9911{n:02d}",
    "licence": "LIC-D1234{n:02d}",
    "vehicle": "VIN-1HGCM826{n:02d}",
    "device": "SN-QX-5567{n:02d}",
    "url": "https://quillfeather.example/{n:02d}",
    "ip": "203.0.113.{n}",
    "biometric": "iris:9f3c77{n:02d}",
    "photo": "face-of-zaphira-{n:02d}.jpg",
    "other_code": "UNIQ-{n:02d}-ZZTOP",
}
"""The 18 kinds of 45 CFR 164.514(b)(2)(i), told apart by the number of the client."""

NUMBERS = (5558675309, 78051120, 90210, 4711081)
"""Telephone, social security, ZIP and record number, typed into fields for amounts."""

FIRST = datetime(2024, 12, 20, 9, tzinfo=UTC)


def identifiers(number):
    """Return the planted texts of a client."""
    return {kind: text.format(n=number) for kind, text in IDENTIFIERS.items()}


def add_planted_client(session, number):
    """Add a client with sound rows, and beside each one with identifiers in every field."""
    words = " ".join(identifiers(number).values())
    details = ClientDetails(words, 1950 + number % 40, 1 + number % 6, words, words)
    client = add_client(session, details, reference=words[:128])
    consent = {"purpose": Purpose.RESEARCH, "text": ConsentText(words[:32], words)}
    give_consent(session, client_id=client.id, given_at=FIRST, taken_by=words, **consent)
    visits = [
        Visit(client_id=client.id, visited_at=FIRST + timedelta(days=14 * each, minutes=number))
        for each in range(3)
    ]
    session.add_all(visits)
    session.flush()
    for kind, text in identifiers(number).items():
        _treat(session, client.id, text, kind)
    photos = [_measure(session, visit.id, number) for visit in visits]
    _pair(session, photos[0], photos[2], number)
    _spoil(session, visits[1].id, photos[1], number)
    return client.id


def _treat(session, client_id, text, kind):
    sound = kind == "names"  # one of the sessions is kept as a practice keeps it
    provided = {
        "client_id": client_id,
        "treated_by": text,
        "qualification": text,
        "cost": Decimal("4711.08"),
        "currency": "EUR",
        "sealed_notes": seal_text(session, client_id, "notes", text),
    }
    on = FIRST + timedelta(days=1)
    session.add_all(
        [
            BotoxSessionRow(
                treated_at=on,
                product=product,
                product_name=text,
                lot=text,
                injections=[
                    InjectionRow(
                        region="glabella", units=4.0, muscle=text, side=text[:8], x_mm=1.5, y_mm=2.5
                    ),
                    InjectionRow(region=text[:32], units=NUMBERS[0], muscle=text, side="left"),
                ],
                **provided,
            )
            for product in (("onabotulinumtoxinA", text[:32]) if sound else (text[:32],))
        ]
    )
    session.add_all(
        MicrocurrentSessionRow(
            treated_at=on + timedelta(days=20),
            device=text,
            modality=modality,
            waveform=text,
            minutes=NUMBERS[2],
            current_microampere=NUMBERS[2],
            frequency_hz=NUMBERS[3],
            regions=["forehead", text],
            **provided,
        )
        for modality in (("microcurrent", text[:16]) if sound else (text[:16],))
    )
    sealed = seal_text(session, client_id, "product", text)
    care = OtherCare(
        treated_at=on, kind=kind[:16], sealed_product=sealed, regions=[text], until=None, **provided
    )
    answer = AnswerRow(
        client_id=client_id, condition=text, reply=text[:16], asked_at=on, asked_by=text
    )
    effect = SideEffectRow(
        client_id=client_id, kind=text[:32], severity=text[:16], started_at=on, region=text[:32]
    )
    session.add_all([care, answer, effect])


def _measure(session, visit_id, number):
    photo = Photo(
        visit_id=visit_id,
        sha256=f"{number:064x}",
        size_bytes=NUMBERS[1],
        expression="frown",
        camera=identifiers(number)["device"],
        captured_at=FIRST,
    )
    session.add(photo)
    session.flush()
    density = 1 + number / 7 + visit_id / 11
    figures = {"line_density_mm_per_cm2": density, "severity": density / 9, "line_count": 3}
    session.add(
        Measurement(
            photo_id=photo.id,
            algorithm=ALGORITHM,
            status="measured",
            mm_per_px=0.1,
            findings=[{"message": identifiers(number)["names"]}],
            regions=[
                RegionFiguresRow(region=region, status="measured", **figures)
                for region in ("face", "glabella")
            ],
        )
    )
    return photo.id


def _pair(session, before, after, number):
    change = RegionChangeRow(
        region="glabella",
        status="compared",
        density_before=3.0,
        density_after=3.0 - number / 30,
        density_change_percent=-100 * number / 90,
        density_sdc_percent=12.5,
        density_verdict="fewer_lines",
    )
    texts = identifiers(number)
    spoilt = RegionChangeRow(
        region="chin",
        status="compared",
        density_before=NUMBERS[0],
        reason_code=texts["email"],
        reason_message=texts["names"],
        severity_verdict=texts["licence"][:16],
    )
    session.add(
        PairMeasurementRow(
            before_photo_id=before,
            after_photo_id=after,
            algorithm=PAIR_ALGORITHM,
            status="compared",
            regions=[change, spoilt],
        )
    )


def _spoil(session, visit_id, photo_id, number):
    """Put identifiers where only choices of the program should stand."""
    texts = list(identifiers(number).values())
    photos = [
        Photo(
            visit_id=visit_id,
            sha256="f" * 64,
            size_bytes=1,
            expression=text[:16],
            view=text[:16],
            shot=shot,
            camera=text,
        )
        for shot, text in enumerate(texts, start=2)
    ]
    session.add_all(photos)
    session.flush()
    session.add_all(
        Measurement(
            photo_id=photo.id,
            algorithm=ALGORITHM,
            status=text[:16],
            reason_code=text,
            regions=[
                RegionFiguresRow(
                    region=text[:32],
                    status=text[:16],
                    reason_code=text,
                    reason_message=text,
                    line_length_mm=NUMBERS[1],
                )
            ],
        )
        for photo, text in zip(photos, texts, strict=True)
    )
    reading = Reading(
        set_number=number + 1,
        item_number=NUMBERS[3],
        rater_number=1,
        photo_id=photo_id,
        region="glabella",
        grade=2,
        is_repeat=False,
        is_sham=False,
    )
    session.add(reading)
