from datetime import date, timedelta
from decimal import Decimal

import pytest

from records.provision import Cost, Provision
from records.treatments import (
    Dosage,
    PlacedInjection,
    Vial,
    add_botox,
    add_microcurrent,
    botox_records,
    history,
    microcurrent_records,
)
from treatments.doses import Product, dose_of, total_dose
from treatments.errors import InvalidRecordError, MixedProductsError
from treatments.sessions import BotoxSession, History, Injection, MicrocurrentSession, Modality


def session_of(product, moment, *, name=""):
    points = (("glabella", 4), ("glabella", 4.5), ("crows_feet_left", 2.5))
    injections = tuple(Injection(r, dose_of(product, units, name=name)) for r, units in points)
    return BotoxSession(moment, injections)


@pytest.mark.parametrize("product", list(Product))
def test_a_botox_session_comes_back_as_it_was_recorded(store, client_id, moment, product):
    name = "Relfydess" if product is Product.OTHER else ""
    done = session_of(product, moment, name=name)
    with store.writing() as session:
        add_botox(session, client_id=client_id, done=done)
    with store.reading() as session:
        assert history(session, client_id).botox == (done,)


def test_units_of_two_products_cannot_be_added_after_they_were_kept(store, client_id, moment):
    with store.writing() as session:
        for product in (Product.ONA, Product.ABO):
            add_botox(session, client_id=client_id, done=session_of(product, moment))
    with store.reading() as session:
        kept = history(session, client_id).botox
    with pytest.raises(MixedProductsError):
        total_dose(done.dose for done in kept)


def test_the_history_is_in_order_of_time_whatever_the_order_of_entry(store, client_id, moment):
    days = (30, 0, 14)
    with store.writing() as session:
        for day in days:
            at = moment + timedelta(days=day)
            add_botox(session, client_id=client_id, done=session_of(Product.ONA, at))
            add_microcurrent(
                session,
                client_id=client_id,
                done=MicrocurrentSession(at, frozenset({"chin", "forehead"})),
                dosage=Dosage("Probe", 20, 320),
            )
    at = [moment + timedelta(days=day) for day in sorted(days)]
    with store.reading() as session:
        assert history(session, client_id) == History(
            tuple(session_of(Product.ONA, when) for when in at),
            tuple(MicrocurrentSession(when, frozenset({"chin", "forehead"})) for when in at),
        )


def test_nobody_gets_the_history_of_another(store, client_id, moment):
    with store.writing() as session:
        add_botox(session, client_id=client_id, done=session_of(Product.ONA, moment))
    with store.reading() as session:
        assert history(session, "another") == History()
        assert botox_records(session, "another") == []


PROVISION = Provision("Dr. Ada", "dermatologist", Cost(Decimal("349.90"), "EUR"), "left brow low")


def test_everything_about_a_botox_session_is_kept(store, client_id, moment):
    dose = dose_of(Product.ABO, 12.5)
    places = (("left", 11.25, 20.5), ("right", -11.25, 20.5))
    injections = tuple(
        PlacedInjection("glabella", dose, "corrugator supercilii", *place) for place in places
    )
    done = BotoxSession(moment, (*injections, Injection("chin", dose)))
    vial = Vial("C1234", date(2027, 1, 31), 300, 2.5)
    with store.writing() as session:
        add_botox(session, client_id=client_id, done=done, vial=vial, provision=PROVISION)
    with store.reading() as session:
        (kept,) = botox_records(session, client_id)
    assert (kept.done, kept.vial, kept.provision) == (done, vial, PROVISION)


def test_everything_about_a_device_session_is_kept(store, client_id, moment):
    done = MicrocurrentSession(moment, frozenset({"cheek_left"}), Modality.NMES)
    dosage = Dosage("Probe", 20, None, 8.5, "biphasic")
    with store.writing() as session:
        add_microcurrent(
            session, client_id=client_id, done=done, dosage=dosage, provision=PROVISION
        )
    with store.reading() as session:
        (kept,) = microcurrent_records(session, client_id)
    assert (kept.done, kept.dosage, kept.provision) == (done, dosage, PROVISION)
    assert str(dosage) == "Probe, 8.5 Hz, 20 min"


@pytest.mark.parametrize(
    ("amount", "currency"), [("-1", "EUR"), ("1.005", "EUR"), ("NaN", "EUR"), ("1", "€")]
)
def test_a_cost_that_cannot_be_is_refused(amount, currency):
    with pytest.raises(InvalidRecordError):
        Cost(Decimal(amount), currency)


def test_sessions_cost_the_same_number_of_queries_however_many_there_are(
    store, client_id, moment, count_queries
):
    def add_and_count(number):
        with store.writing() as session:
            for _ in range(number):
                add_botox(session, client_id=client_id, done=session_of(Product.ONA, moment))
        with store.reading() as session, count_queries(store) as queries:
            history(session, client_id)
        return len(queries)

    assert add_and_count(1) == add_and_count(20)
