"""Colours of charts: on a light screen, on a dark one, and on paper."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours of a chart; the verdict and treatment hues stay apart for colour-blind readers too.

    Attributes
    ----------
    ink, muted, grid, paper : str
        Text and line, axis labels, rules, background.
    fewer, within, more : str
        Verdicts.
    botox, microcurrent : str
        Treatments.
    """

    ink: str
    muted: str
    grid: str
    paper: str
    fewer: str
    within: str
    more: str
    botox: str
    microcurrent: str

    def verdict(self, verdict: str) -> str:
        """Colour of a verdict; the first visit has the colour of text."""
        named = {"fewer_lines": self.fewer, "more_lines": self.more, "baseline": self.ink}
        return named.get(verdict, self.within)


LIGHT = Palette(
    ink="#16211F",
    muted="#5A6764",
    grid="#E3E8E5",
    paper="#FFFFFF",
    fewer="#0B6E69",
    within="#6B7673",
    more="#A8471F",
    botox="#7C3273",
    microcurrent="#8F6200",
)
DARK = Palette(
    ink="#E6ECE9",
    muted="#9FACA8",
    grid="#2A3532",
    paper="#151E1C",
    fewer="#6FD0C4",
    within="#A5B0AC",
    more="#F0A37F",
    botox="#E0A3D6",
    microcurrent="#E8C16A",
)
