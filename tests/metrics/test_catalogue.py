"""The catalogue, the figures and the documentation name the same things."""

import re
from dataclasses import fields
from pathlib import Path

from metrics.catalogue import CATALOGUE
from metrics.density import LineFigures
from metrics.evidence import ALGORITHM

DOCUMENT = Path(__file__).parents[2] / "docs" / "metrics.md"


def test_every_figure_is_in_the_catalogue_and_nothing_else():
    assert list(CATALOGUE) == [field.name for field in fields(LineFigures)]


def test_every_entry_is_documented_once():
    titles = re.findall(r"^### (\S+)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert titles == list(CATALOGUE)


def test_names_carry_their_units():
    suffixes = {"cm2": "_cm2", "mm": "_mm", "%": "_percent", "mm/cm2": ("_mm_per_cm2", "severity")}
    for metric in CATALOGUE.values():
        assert metric.algorithm == ALGORITHM
        assert metric.equation
        assert metric.source
        if metric.unit:
            assert metric.name.endswith(suffixes[metric.unit])
