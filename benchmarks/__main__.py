"""Every accuracy and speed figure, one after the other, into ``docs/accuracy.md``.

    python -m benchmarks [--traced-set TRACED_SET] [--layouts LAYOUTS.npz]

Takes about two hours on two cores. What needs photos that are not here is left out,
and said so.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM

DOCUMENT = Path(__file__).parents[1] / "docs" / "accuracy.md"
PLOTS = DOCUMENT.with_name("plots")
PACKAGES = ("mediapipe", "opencv-python", "scikit-image", "numpy")
TRACED_SET, LAYOUTS = "TRACED_SET", "LAYOUTS.npz"


@dataclass(frozen=True)
class Section:
    """One benchmark of the document.

    Attributes
    ----------
    title, about : str
        Heading, and what the figures mean.
    command : tuple of str
        Module and arguments; the names of both inputs are replaced by the paths given.
    plot : str or None
        Name of the picture that the module draws.
    """

    title: str
    about: str
    command: tuple[str, ...]
    plot: str | None = None


SECTIONS = (
    Section(
        "Lines against hand-traced photos",
        "Pooled by length, 1.5 mm tolerance. The filters of scikit-image stand beside ours on the "
        "same photos in the same run, with the thresholds that serve them best on these photos.",
        ("benchmarks.plain_filters", TRACED_SET),
        plot="lines.png",
    ),
    Section(
        "Lines on photos left out of the fit",
        "Every photo is measured by models that never saw it, nor were trained on predictions of "
        "models that saw it. The last digits depend on the machine that fits.",
        ("benchmarks.train_lines", TRACED_SET, "--layouts", LAYOUTS, "--leave-one-out"),
    ),
    Section(
        "Density against known truth",
        "Rendered people that no model was fitted on; regions with at least 10 mm of true line.",
        ("benchmarks.phantom_density", "--people", "200", "--first", "900"),
        plot="density.png",
    ),
    Section(
        "One photo laid over another",
        "Rendered faces of 512 px against copies of themselves, where the map is known.",
        ("benchmarks.alignment", "--people", "10"),
    ),
    Section(
        "Altered copies of unchanged skin",
        "Hand-traced photos against copies of themselves, change of the face in percent: lowest to "
        "highest, how many copies are not comparable, how many of the others stay within the 3.4 % "
        "of the best published instrument, false verdicts, and figures of colour and texture that "
        "are told as changed. Beside them, by how much the plain filter's mean over the forehead "
        "changed.",
        ("benchmarks.alterations", TRACED_SET),
    ),
    Section(
        "Unchanged and shallower lines in re-posed people",
        "300 pairs of rendered people that the error model was not fitted on, taken again with "
        "pose (up to 5 degrees), distance (10 %), exposure and light a little different. A verdict "
        "other than within error on unchanged skin is false; grooves made shallower or shorter "
        "should be heard.",
        ("benchmarks.verdicts", "--people", "50"),
    ),
    Section(
        "People filmed for two seconds",
        "Rendered people whose head drifts by 6 degrees under lamps that stay: every later frame "
        "against the first, of which none should tell of a change.",
        ("benchmarks.filmed", "--people", "36"),
    ),
    Section(
        "The same person photographed again",
        "Figures of single photos: intraclass correlation over people, and the coefficient of "
        "variation of one person's photos and of people: where people hardly differ, as in the "
        "density of foreheads that have lines, the same error leaves a lower correlation. A chart "
        "is made of pairs, which vary less.",
        ("benchmarks.same_visit", "--people", "24"),
    ),
    Section(
        "Changes of known size, nobody moved",
        "Grooves made shallower, or shortened, in rendered people. Severity should follow depth, "
        "and density the length of all grooves; that of the clear ones, which a clinician would "
        "trace, stands in brackets.",
        ("benchmarks.known_changes", "--people", "24"),
    ),
    Section(
        "Six tones of skin",
        "The same faces in the middle of every ITA class: lines found, the standard error of "
        "measurement of the whole face between shots, and what could not be used.",
        ("benchmarks.skin_tones", "--people", "40"),
    ),
    Section(
        "Colour, texture, brows and lids of unchanged skin",
        "Rendered people that the error was not fitted on, taken again with pose, distance, "
        "exposure, lamps and white balance (3 %) a little different: how often a figure is told "
        "as lower or higher, 5 % by definition. Texture in shares of the figure itself; the "
        "largest of the smallest changes are those of regions over which light moved.",
        ("benchmarks.supporting", "--people", "24"),
    ),
    Section(
        "Time and memory",
        "One photo of 12 megapixels, one of 50, a pair, and many, on all cores. Seconds are those "
        "of one machine; the ratio to sato on the same photo carries over to others.",
        ("benchmarks.speed",),
    ),
    Section(
        "Research on simulated clinics",
        "Half-recovery days, medians, a crossover's errors and power, sample sizes; an independent "
        "computation stands beside each.",
        ("benchmarks.study",),
    ),
)


def output_of(section: Section, inputs: dict[str, Path | None]) -> str:
    """Run one benchmark and return what it prints."""
    missing = [name for name in section.command if name in inputs and inputs[name] is None]
    if missing:
        return f"Not run: {' and '.join(missing)} not given."
    arguments = [str(inputs.get(part) or part) for part in section.command]
    if section.plot:
        arguments += ["--plot", str(PLOTS / section.plot)]
    print(f"{section.title} ...", file=sys.stderr, flush=True)
    run = subprocess.run(
        [sys.executable, "-m", *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return run.stdout.rstrip()


def document(sections: Sequence[Section], inputs: dict[str, Path | None]) -> str:
    """Return the text of the accuracy document."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    parts = [
        "# Accuracy and speed",
        f"Written by `make bench`: {ALGORITHM}, {PAIR_ALGORITHM}; Python "
        f"{platform.python_version()}, {packages}; {os.cpu_count()} cores.",
    ]
    for section in sections:
        command = " ".join(("python -m", *section.command))
        parts += [
            f"## {section.title}",
            section.about,
            f"```console\n$ {command}\n{output_of(section, inputs)}\n```",
        ]
        if section.plot:
            parts.append(f"![{section.title}]({PLOTS.name}/{section.plot})")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--traced-set", type=Path, help="folder of hand-traced photos")
    parser.add_argument("--layouts", type=Path, help="published statistics of line layouts")
    given = parser.parse_args()
    inputs = {TRACED_SET: given.traced_set, LAYOUTS: given.layouts}
    DOCUMENT.write_text(document(SECTIONS, inputs), encoding="utf-8")


if __name__ == "__main__":
    main()
