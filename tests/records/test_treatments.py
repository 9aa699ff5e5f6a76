from datetime import timedelta

import pytest

from records.treatments import add_botox, add_microcurrent, botox_sessions, history
from treatments.doses import Product, dose_of, total_dose
from treatments.errors import MixedProductsError
from treatments.sessions import BotoxSession, History, Injection, MicrocurrentSession


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
                device="Probe",
                current_microampere=320,
                minutes=20,
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
        assert botox_sessions(session, "another") == []
