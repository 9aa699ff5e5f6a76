"""The catalogue, the figures and the documentation name the same things."""

import re
from dataclasses import fields
from pathlib import Path

from metrics.catalogue import CATALOGUE
from metrics.colour import SkinColour, Tone
from metrics.density import LineFigures
from metrics.evidence import ALGORITHM
from metrics.supporting import ALGORITHM as SUPPORTING
from metrics.symmetry import Symmetry
from metrics.texture import Texture

DOCUMENT = Path(__file__).parents[2] / "docs" / "metrics.md"


DERIVED = ("brow_asymmetry_mm", "eyelid_asymmetry_mm", "effort")


def numbers(*holders):
    return [
        field.name
        for holder in holders
        for field in fields(holder)
        if field.type in {float, int, float | None}
    ]


def test_every_figure_is_in_the_catalogue_and_nothing_else():
    supporting = numbers(SkinColour, Tone, Texture, Symmetry)
    assert list(CATALOGUE) == [*numbers(LineFigures), *supporting, *DERIVED]


def test_figures_of_different_detectors_have_different_versions():
    lines = numbers(LineFigures)
    for name, metric in CATALOGUE.items():
        assert metric.algorithm == (ALGORITHM if name in lines else SUPPORTING)


def test_every_entry_is_documented_once():
    titles = re.findall(r"^### (\S+)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert titles == list(CATALOGUE)


def test_names_carry_their_units():
    suffixes = {
        "cm2": "_cm2",
        "mm": "_mm",
        "%": "_percent",
        "mm/cm2": ("_mm_per_cm2", "severity"),
        "deg": "_deg",
        "CIELAB": ("ness", "_spread"),
    }
    for metric in CATALOGUE.values():
        assert metric.equation
        assert metric.source
        if metric.unit:
            assert metric.name.endswith(suffixes[metric.unit])
