"""The forms of a treatment, and the session that a filled form stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

import streamlit as st

from dashboard import texts
from dashboard.tables import table_of
from records.provision import Cost, Provision
from records.treatments import Dosage, Vial
from reports import words
from tracking.clinic_policy import CURRENCIES
from tracking.plan import MapPoint, planned_botox
from treatments.doses import Product
from treatments.errors import InvalidRecordError
from treatments.regions import in_chart_order
from treatments.sessions import BotoxSession, MicrocurrentSession, Modality


@dataclass(frozen=True)
class BotoxForm:
    """What the form of a Botox session holds, besides the points."""

    at: datetime
    product: Product
    product_name: str
    vial: Vial
    provision: Provision


@dataclass(frozen=True)
class DeviceForm:
    """What the form of a device session holds, besides the regions."""

    at: datetime
    modality: Modality
    dosage: Dosage
    provision: Provision


def botox_form(now: datetime, currency: str, plan: str) -> BotoxForm:
    """Draw the fields of a Botox session and return what they hold; each plan has its own."""
    product = st.selectbox(
        texts.PRODUCT_LABEL, list(Product), format_func=_product, key=f"product-{plan}"
    )
    other = product is Product.OTHER
    name = st.text_input(texts.PRODUCT_NAME, key=f"product-name-{plan}") if other else ""
    at = _when(now, plan)
    with st.expander(texts.MORE):
        left, right = st.columns(2)
        lot = left.text_input(texts.LOT, key=f"lot-{plan}")
        expires = right.date_input(
            texts.EXPIRES, value=None, key=f"expires-{plan}", format=texts.TYPED_DATE
        )
        vial_units = left.number_input(
            texts.VIAL_UNITS, 1.0, 1000.0, None, step=50.0, key=f"vial-units-{plan}"
        )
        diluent = right.number_input(
            texts.DILUENT, 0.1, 20.0, None, step=0.5, key=f"diluent-{plan}"
        )
        provision = _provision(currency, plan)
    vial = Vial(lot.strip(), expires, vial_units, diluent)
    return BotoxForm(at, product or Product.ONA, name, vial, provision)


def device_form(
    now: datetime, currency: str, modalities: Sequence[Modality], plan: str
) -> DeviceForm:
    """Draw the fields of a device session and return what they hold; each plan has its own."""
    device = st.text_input(texts.DEVICE, key=f"device-{plan}")
    modality = st.selectbox(
        texts.MODALITY,
        modalities,
        format_func=words.MODALITIES.__getitem__,
        key=f"modality-{plan}",
    )
    left, middle, right = st.columns(3)
    minutes = left.number_input(texts.MINUTES, 1.0, 180.0, 20.0, step=5.0, key=f"minutes-{plan}")
    current = middle.number_input(
        texts.MICROAMPERE, 1.0, 10_000.0, None, step=50.0, key=f"current-{plan}"
    )
    frequency = right.number_input(
        texts.HERTZ, 0.1, 1_000_000.0, None, step=1.0, key=f"frequency-{plan}"
    )
    at = _when(now, plan)
    with st.expander(texts.MORE):
        waveform = st.text_input(texts.WAVEFORM, key=f"waveform-{plan}")
        provision = _provision(currency, plan)
    dosage = Dosage(device.strip(), minutes, current, frequency, waveform)
    return DeviceForm(at, modality, dosage, provision)


def as_botox(points: Sequence[MapPoint], filled: BotoxForm) -> BotoxSession | None:
    """Return the planned session; None as long as something is missing."""
    try:
        return planned_botox(
            points, product=filled.product, product_name=filled.product_name, at=filled.at
        )
    except InvalidRecordError:
        return None


def as_device(regions: Sequence[str], filled: DeviceForm) -> MicrocurrentSession | None:
    """Return the planned session; None as long as no region is chosen."""
    if not regions:
        return None
    return MicrocurrentSession(filled.at, frozenset(regions), filled.modality)


def totals(points: Sequence[MapPoint], filled: BotoxForm) -> str:
    """Points and units of each region and in all, of the one product of the session."""
    rows = [
        (words.REGIONS[region], [point.units for point in points if point.region == region])
        for region in in_chart_order({point.region for point in points})
    ]
    rows.append((texts.TOTAL, [point.units for point in points]))
    return table_of(
        texts.TOTALS_HEADS,
        [(name, [str(len(units)), f"{sum(units):g}"]) for name, units in rows],
        texts.TOTALS_CAPTION.format(product=filled.product_name or filled.product),
    )


def _product(product: Product) -> str:
    return texts.PRODUCT_OTHER if product is Product.OTHER else product


def _when(now: datetime, plan: str) -> datetime:
    left, right = st.columns(2)
    day = left.date_input(texts.WHEN_DAY, now.date(), key=f"day-{plan}", format=texts.TYPED_DATE)
    at = right.time_input(
        texts.WHEN_TIME, now.time().replace(second=0, microsecond=0), key=f"time-{plan}"
    )
    zone: tzinfo | None = now.tzinfo
    return datetime.combine(day, at, zone)


def _provision(usual_currency: str, plan: str) -> Provision:
    left, right = st.columns(2)
    by = left.text_input(texts.TREATED_BY, key=f"by-{plan}")
    qualification = right.text_input(texts.QUALIFICATION, key=f"qualification-{plan}")
    amount = left.number_input(
        texts.COST, 0.0, None, None, step=10.0, format="%.2f", key=f"cost-{plan}"
    )
    currency = right.selectbox(
        texts.CURRENCY, CURRENCIES, CURRENCIES.index(usual_currency), key=f"currency-{plan}"
    )
    notes = st.text_area(texts.NOTES, key=f"notes-{plan}")
    cost = Cost(Decimal(f"{amount:.2f}"), currency) if amount is not None else None
    return Provision(by.strip(), qualification.strip(), cost, notes.strip())
