"""Treatment: an injection map or a device session, and what the rules say meanwhile."""

from collections.abc import Sequence

import streamlit as st

from dashboard import rules, sessions, sources, texts
from dashboard.details import show_known
from dashboard.facemap import injection_map, region_map, told_of
from dashboard.handover import show_handover
from dashboard.markup import empty, note, paragraph
from dashboard.people import choose_client
from dashboard.sessions import BotoxForm, DeviceForm
from reports import words
from tracking.plan import MapPoint
from tracking.plan_photo import PlanPhoto
from treatments.doses import Product
from treatments.sessions import Modality
from vision.errors import Refusal

UNITS = {Product.ABO: 10.0}
USUAL_UNITS = 4.0


def show_treatment() -> None:
    """Draw the choice of client and kind, then the form beside the chart."""
    st.title(texts.TREATMENT)
    st.html(paragraph(texts.TREATMENT_LEAD, "lead"))
    kinds = sources.treatments_allowed(st.query_params.get("id"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="visit-head"):
        client_id = choose_client()
        asked = st.query_params.get("kind", kinds[0])
        kind = st.segmented_control(
            texts.KIND,
            kinds,
            default=asked if asked in kinds else kinds[0],
            required=True,
            format_func=texts.KINDS.__getitem__,
        )
    if client_id is None:
        st.html(empty(texts.VISIT_EMPTY, texts.TREATMENT_EMPTY_ADVICE))
        return
    if saved := st.session_state.pop("saved", None):
        st.success(texts.SAVED.format(what=saved))
    show_known(client_id)
    show = show_botox if kind == "botox" else show_device
    show(client_id, f"{kind}-{client_id}-{st.session_state.get('plan', 0)}")
    show_handover(client_id)


def show_botox(client_id: str, plan: str) -> None:
    """Draw the injection map with its totals; another plan begins with nothing filled in."""
    chart, form = st.columns([11, 9], gap="medium")
    with form, st.container(key="panel-form"):
        filled = sessions.botox_form(sources.now(), sources.currency(), plan)
    with chart, st.container(key="panel-map"):
        st.subheader(texts.MAP_TITLE)
        points = choose_points(client_id, plan, filled.product, choose_photo(client_id))
    with form:
        if not points:
            st.html(paragraph(texts.NO_POINTS, "small"))
        else:
            with st.container(key="panel-totals"):
                st.html(sessions.totals(points, filled))
            save_botox(client_id, plan, points, filled)
        rules.ask_screening(client_id, plan)


def choose_photo(client_id: str) -> PlanPhoto | None:
    """Draw the choice between the chart and the client's own photo, where there is one."""
    if not sources.has_map_photo(client_id):
        return None
    ground = st.segmented_control(
        texts.MAP_ON,
        list(texts.MAP_GROUNDS),
        default="chart",
        required=True,
        format_func=texts.MAP_GROUNDS.__getitem__,
        key="ground",
    )
    photo = sources.map_photo(client_id) if ground == "photo" else None
    if isinstance(photo, Refusal):
        st.html(note(texts.MAP_NO_PHOTO, words.advice(photo.message), severity="warn"))
        return None
    if photo is not None:
        st.html(paragraph(told_of(photo), "small"))
    return photo


def choose_points(
    client_id: str, plan: str, product: Product, photo: PlanPhoto | None
) -> tuple[MapPoint, ...]:
    """Draw the chart, empty or with the map of the last session."""
    last = sources.last_map(client_id)
    repeated = st.session_state.get("repeated") == client_id
    if last is not None:
        label = texts.CLEAR_MAP if repeated else texts.REPEAT_MAP
        if st.button(label, icon=":material/history:"):
            st.session_state["repeated"] = None if repeated else client_id
            st.rerun()
    begun: Sequence[MapPoint] = last.points if last is not None and repeated else ()
    return injection_map(
        begun,
        units=UNITS.get(product, USUAL_UNITS),
        plan=f"{plan}-{repeated}",
        key="map",
        photo=photo,
    )


def save_botox(client_id: str, plan: str, points: Sequence[MapPoint], filled: BotoxForm) -> None:
    """Draw what the rules say, and the button that saves."""
    planned = sessions.as_botox(points, filled)
    if planned is None:
        st.html(paragraph(texts.PRODUCT_NAME, "small"))
        return
    reasons = rules.show_rules(client_id, planned, plan)
    if st.button(texts.SAVE_TREATMENT, type="primary", disabled=reasons is None):
        finish(sources.record_botox(client_id, planned, filled, reasons or {}), str(planned.dose))


def show_device(client_id: str, plan: str) -> None:
    """Draw the form of a device session with the regions on the chart; plans as above."""
    chart, form = st.columns([11, 9], gap="medium")
    with form, st.container(key="panel-form"):
        filled = sessions.device_form(sources.now(), sources.currency(), list(Modality), plan)
    with chart, st.container(key="panel-map"):
        st.subheader(texts.REGIONS_TITLE)
        regions = region_map((), plan=plan, key="regions", photo=choose_photo(client_id))
    with form:
        save_device(client_id, plan, regions, filled)
        rules.ask_screening(client_id, plan)


def save_device(client_id: str, plan: str, regions: Sequence[str], filled: DeviceForm) -> None:
    """Draw what the rules say, and the button that saves."""
    planned = sessions.as_device(regions, filled)
    if planned is None:
        st.html(paragraph(texts.NO_REGIONS, "small"))
        return
    reasons = rules.show_rules(client_id, planned, plan)
    if not filled.dosage.device.strip():
        st.html(paragraph(texts.NO_DEVICE, "small"))
        reasons = None
    if st.button(texts.SAVE_TREATMENT, type="primary", disabled=reasons is None):
        recorded = sources.record_microcurrent(client_id, planned, filled, reasons or {})
        finish(recorded, str(filled.dosage))


def finish(recorded: bool, what: str) -> None:
    """After saving, say so above an empty form."""
    if recorded:
        st.session_state["saved"] = what
        st.session_state["repeated"] = None
        st.session_state["plan"] = st.session_state.get("plan", 0) + 1
    st.rerun()


show_treatment()
