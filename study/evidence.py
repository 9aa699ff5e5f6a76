"""What is known, what is not, and how a result of a practice's own records may be worded."""

from dataclasses import dataclass

from treatments.sources import STATE_OF_EVIDENCE, Evidence, Source


@dataclass(frozen=True)
class Finding:
    """One study or claim."""

    says: str
    source: Source


FINDINGS = (
    Finding(
        "Facial exercise after toxin (crossover, n = 22): onset about a day earlier; neither the "
        "effect at 2 weeks nor its duration changed. Exercise is not microcurrent.",
        Source("news report of the trial, HealthDay", Evidence.ADVICE, "read 2026"),
    ),
    Finding(
        "Stimulating the motor nerve of a foot muscle right after toxin deepened the block at day "
        "15 (n = 8). Stimulation that makes muscles contract is not microcurrent.",
        Source("PubMed 21448556", Evidence.TRIAL, "2011"),
    ),
    Finding(
        "Microcurrent alone: 30 women before and after 30 sessions, forehead lines 18 % better. "
        "There was no control group.",
        Source("Saniee et al.", Evidence.TRIAL, "2012"),
    ),
)

CONFOUNDERS = (
    "who chose microcurrent, and why (people who care more for their skin may do more besides)",
    "dose and dilution, adjusted within a product only",
    "when people came back: earlier retreatment ends a cycle early",
    "the season, weight, training and other care of the skin",
    "how hard people contracted for the photo",
    "toxin cycles that had not worn off when the next began",
)


def wording(*, randomised: bool) -> str:
    """Return how a difference between cycles with and without microcurrent is to be called."""
    if randomised:
        return (
            "The order was drawn at random, so the difference estimates the effect of microcurrent."
        )
    return (
        "The order was not drawn at random: the difference is an association, not an effect. It "
        f"may also come from: {'; '.join(CONFOUNDERS)}."
    )


def state_of_evidence() -> str:
    """Return what is known about microcurrent and the duration of toxin, with sources."""
    lines = [STATE_OF_EVIDENCE, *(f"{each.says} [{each.source}]" for each in FINDINGS)]
    return "\n".join(lines)
