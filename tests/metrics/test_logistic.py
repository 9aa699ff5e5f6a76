"""Coefficient files are what a reader expects: named terms, a probability by the textbook."""

import json

import numpy as np
import pytest

from metrics.evidence import COEFFICIENTS_FILE, line_models
from metrics.logistic import Logistic


def test_probability_follows_the_equation():
    model = Logistic(-1.0, {"depth": 2.0, "clutter": -0.5})
    terms = {"depth": np.array([0.0, 1.0]), "clutter": np.array([0.0, 2.0]), "unused": np.ones(2)}
    np.testing.assert_allclose(model.probability(terms), 1 / (1 + np.exp([1.0, 0.0])), rtol=1e-6)


def test_a_term_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="depth"):
        Logistic(0.0, {"depth": 1.0}).probability({})


def test_extreme_terms_do_not_overflow():
    model = Logistic(0.0, {"depth": 1e6})
    assert model.probability({"depth": np.array([1e6, -1e6])}) == pytest.approx([1, 0], abs=1e-9)


def test_the_second_model_adds_context_to_all_terms_of_the_first():
    models = line_models()
    local, context = set(models["local"].coefficients), set(models["context"].coefficients)
    assert local < context
    assert "local_evidence" in context - local
    # A point is likelier on a line when the line goes on, and when its neighbours run along.
    assert models["context"].coefficients["better_end_7mm"] > 0
    assert models["context"].coefficients["neighbours_along"] > 0


def test_the_file_can_be_read_by_a_person():
    document = json.loads(COEFFICIENTS_FILE.read_text(encoding="utf-8"))
    assert set(document) == {"algorithm", "fitted_on", "rendered_people", "models"}
    assert COEFFICIENTS_FILE.stat().st_size < 10_000
