"""Logistic models whose coefficients are named, kept as JSON and can be read by a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LARGEST_LOGIT = 30.0


@dataclass(frozen=True)
class Logistic:
    """probability = 1 / (1 + exp(-(intercept + sum of coefficient x term))).

    Attributes
    ----------
    intercept : float
    coefficients : Mapping[str, float]
        One per term, in the term's own unit.
    """

    intercept: float
    coefficients: Mapping[str, float]

    def probability(self, terms: Mapping[str, NDArray[np.floating]]) -> NDArray[np.float32]:
        """Probability per point; every coefficient must find its term, (n,) values each."""
        logit = np.asarray(self.intercept, np.float32)
        for name, coefficient in self.coefficients.items():
            logit = logit + np.float32(coefficient) * np.asarray(terms[name], np.float32)
        logit = np.clip(logit, -LARGEST_LOGIT, LARGEST_LOGIT)
        return np.asarray(1 / (1 + np.exp(-logit)), np.float32)


def read_models(path: Path) -> dict[str, Logistic]:
    """Models by name from the `models` object of a coefficient file."""
    stored = json.loads(path.read_text(encoding="utf-8"))["models"]
    return {
        name: Logistic(model["intercept"], model["coefficients"]) for name, model in stored.items()
    }
