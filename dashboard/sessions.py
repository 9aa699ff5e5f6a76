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


def botox_form(now: datetime, currency: str) -> BotoxForm:
    """Draw the fields of a Botox session and return what they hold."""
    product = st.selectbox(texts.PRODUCT_LABEL, list(Product), format_func=_product) or Product.ONA
    name = st.text_input(texts.PRODUCT_NAME) if product is Product.OTHER else ""
    at = _when(now)
    with st.expander(texts.MORE):
        left, right = st.columns(2)
        lot = left.text_input(texts.LOT)
        expires = right.date_input(texts.EXPIRES, value=None)
        vial_units = left.number_input(texts.VIAL_UNITS, 1.0, 1000.0, None, step=50.0)
        diluent = right.number_input(texts.DILUENT, 0.1, 20.0, None, step=0.5)
        provision = _provision(currency)
    vial = Vial(lot.strip(), expires, vial_units, diluent)
    return BotoxForm(at, product, name, vial, provision)


def device_form(now: datetime, currency: str, modalities: Sequence[Modality]) -> DeviceForm:
    """Draw the fields of a device session and return what they hold."""
    device = st.text_input(texts.DEVICE)
    modality = st.selectbox(texts.MODALITY, modalities, format_func=texts.MODALITIES.__getitem__)
    left, middle, right = st.columns(3)
    minutes = left.number_input(texts.MINUTES, 1.0, 180.0, 20.0, step=5.0)
    current = middle.number_input(texts.MICROAMPERE, 1.0, 10_000.0, None, step=50.0)
    frequency = right.number_input(texts.HERTZ, 0.1, 1_000_000.0, None, step=1.0)
    at = _when(now)
    with st.expander(texts.MORE):
        waveform = st.text_input(texts.WAVEFORM)
        provision = _provision(currency)
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


def _when(now: datetime) -> datetime:
    left, right = st.columns(2)
    day = left.date_input(texts.WHEN_DAY, now.date())
    at = right.time_input(texts.WHEN_TIME, now.time().replace(second=0, microsecond=0))
    zone: tzinfo | None = now.tzinfo
    return datetime.combine(day, at, zone)


def _provision(usual_currency: str) -> Provision:
    left, right = st.columns(2)
    by = left.text_input(texts.TREATED_BY)
    qualification = right.text_input(texts.QUALIFICATION)
    amount = left.number_input(texts.COST, 0.0, None, None, step=10.0, format="%.2f")
    currency = right.selectbox(texts.CURRENCY, CURRENCIES, CURRENCIES.index(usual_currency))
    notes = st.text_area(texts.NOTES)
    cost = Cost(Decimal(f"{amount:.2f}"), currency) if amount is not None else None
    return Provision(by.strip(), qualification.strip(), cost, notes.strip())
