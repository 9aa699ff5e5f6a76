"""The conditions that screening asks about, and what each means for each treatment."""

from collections.abc import Mapping
from dataclasses import dataclass

from treatments.rules import Rule, Severity, Treatment
from treatments.sources import ALL_LABELS, DEVICE_WARNINGS, LETI_SMPC, SEED, UNDIAGNOSED_MG, Source

_BLOCK, _CLEARANCE, _INFORM = Severity.BLOCK, Severity.WARN, Severity.INFO


@dataclass(frozen=True)
class Condition:
    """One screening question.

    Attributes
    ----------
    id : str
    question : str
        Short enough to stand in a list.
    lasting : bool
        True where the answer changes slowly; the others are asked before each session.
    rules : mapping of Treatment to Rule
        What a yes means; a treatment that is missing does not care.
    """

    id: str
    question: str
    lasting: bool
    rules: Mapping[Treatment, Rule]


_Meaning = tuple[Severity, Source, str]


def _condition(
    name: str,
    question: str,
    *,
    lasting: bool,
    botox: _Meaning | None = None,
    microcurrent: _Meaning | None = None,
) -> Condition:
    meanings = {Treatment.BOTOX: botox, Treatment.MICROCURRENT: microcurrent}
    rules = {
        treatment: Rule(f"screening-{treatment}-{name.replace('_', '-')}", *meaning)
        for treatment, meaning in meanings.items()
        if meaning is not None
    }
    return Condition(name, question, lasting, rules)


CONDITIONS = (
    _condition(
        "toxin_hypersensitivity",
        "allergy to any botulinum toxin or to a component of it",
        lasting=True,
        botox=(
            _BLOCK,
            ALL_LABELS,
            "Allergy to a botulinum toxin or a component: the labels rule Botox out.",
        ),
    ),
    _condition(
        "infection_at_site",
        "infection or open sores where the treatment is planned",
        lasting=False,
        botox=(_BLOCK, ALL_LABELS, "Infection at the site: the labels rule Botox out there."),
        microcurrent=(
            _BLOCK,
            DEVICE_WARNINGS,
            "Infection or open sores at the site: makers rule microcurrent out there.",
        ),
    ),
    _condition(
        "neuromuscular_disease",
        "myasthenia gravis, Lambert-Eaton syndrome, ALS or another neuromuscular disease",
        lasting=True,
        botox=(
            _BLOCK,
            LETI_SMPC,
            "Neuromuscular disease: ruled out by European product information, warned of in US "
            "labels; severe weakness has followed cosmetic doses.",
        ),
        microcurrent=(
            _CLEARANCE,
            SEED,
            "Neuromuscular disease: ask for a physician's clearance before microcurrent.",
        ),
    ),
    _condition(
        "unexplained_weakness",
        "unexplained muscle weakness, double vision or drooping eyelids",
        lasting=False,
        botox=(
            _CLEARANCE,
            UNDIAGNOSED_MG,
            "Unexplained weakness may be an undiagnosed neuromuscular disease: ask for a "
            "physician's clearance before Botox.",
        ),
    ),
    _condition(
        "aminoglycosides",
        "aminoglycoside antibiotics, now or lately",
        lasting=False,
        botox=(
            _CLEARANCE,
            ALL_LABELS,
            "Aminoglycosides may strengthen the toxin: ask for a physician's clearance.",
        ),
    ),
    _condition(
        "neuromuscular_medicines",
        "muscle relaxants, anticholinergics or other medicines that act on nerve and muscle",
        lasting=False,
        botox=(
            _CLEARANCE,
            ALL_LABELS,
            "Medicines that act on nerve and muscle may strengthen the toxin: ask for a "
            "physician's clearance.",
        ),
    ),
    _condition(
        "swallowing_or_breathing_trouble",
        "trouble swallowing or breathing",
        lasting=False,
        botox=(
            _CLEARANCE,
            ALL_LABELS,
            "Trouble swallowing or breathing: the labels warn of serious worsening; ask for a "
            "physician's clearance.",
        ),
    ),
    _condition(
        "cardiovascular_disease",
        "heart or vessel disease",
        lasting=True,
        botox=(
            _CLEARANCE,
            ALL_LABELS,
            "Cardiovascular disease: the labels ask for caution; ask for a physician's clearance.",
        ),
        microcurrent=(
            _CLEARANCE,
            DEVICE_WARNINGS,
            "Heart condition: makers ask for a physician's clearance before microcurrent.",
        ),
    ),
    _condition(
        "bleeding_disorder",
        "bleeding disorder, for example haemophilia",
        lasting=True,
        botox=(
            _CLEARANCE,
            SEED,
            "Bleeding disorder: it may rule Botox out; ask for a physician's clearance.",
        ),
        microcurrent=(
            _CLEARANCE,
            SEED,
            "Bleeding disorder: it may rule microcurrent out; ask for a physician's clearance.",
        ),
    ),
    _condition(
        "anticoagulants",
        "blood thinners, aspirin included",
        lasting=False,
        botox=(
            _INFORM,
            SEED,
            "Blood thinners make bruises more likely. Nobody stops them without the prescriber.",
        ),
    ),
    _condition(
        "pregnancy",
        "pregnant, or possibly so",
        lasting=False,
        botox=(_BLOCK, LETI_SMPC, "Pregnancy: Botox is not recommended."),
        microcurrent=(_BLOCK, DEVICE_WARNINGS, "Pregnancy: makers rule microcurrent out."),
    ),
    _condition(
        "breastfeeding",
        "breastfeeding",
        lasting=False,
        botox=(_BLOCK, LETI_SMPC, "Breastfeeding: Botox is not recommended."),
        microcurrent=(_BLOCK, DEVICE_WARNINGS, "Breastfeeding: advised against microcurrent."),
    ),
    _condition(
        "implanted_electronics",
        "pacemaker, cochlear implant or other implanted electronics",
        lasting=True,
        microcurrent=(
            _BLOCK,
            DEVICE_WARNINGS,
            "Pacemaker, cochlear implant or other implanted electronics: microcurrent is "
            "contraindicated.",
        ),
    ),
    _condition(
        "epilepsy",
        "epilepsy or seizures",
        lasting=True,
        microcurrent=(
            _BLOCK,
            DEVICE_WARNINGS,
            "Epilepsy or seizures: microcurrent is contraindicated.",
        ),
    ),
    _condition(
        "active_cancer",
        "cancer under treatment or observation",
        lasting=True,
        microcurrent=(
            _BLOCK,
            DEVICE_WARNINGS,
            "Active cancer: makers rule microcurrent out.",
        ),
    ),
    _condition(
        "metal_implant_in_field",
        "metal implant in the face where the treatment is planned",
        lasting=True,
        microcurrent=(
            _CLEARANCE,
            DEVICE_WARNINGS,
            "Metal implant in the field: ask for a physician's clearance before microcurrent.",
        ),
    ),
    _condition(
        "thrombosis",
        "thrombosis or inflamed veins",
        lasting=False,
        microcurrent=(
            _BLOCK,
            DEVICE_WARNINGS,
            "Thrombosis or phlebitis: makers rule microcurrent out.",
        ),
    ),
    _condition(
        "recent_facial_surgery",
        "facial surgery lately",
        lasting=False,
        microcurrent=(
            _CLEARANCE,
            DEVICE_WARNINGS,
            "Recent facial surgery: ask the surgeon for clearance before microcurrent.",
        ),
    ),
    _condition(
        "diabetes",
        "diabetes",
        lasting=True,
        microcurrent=(
            _CLEARANCE,
            DEVICE_WARNINGS,
            "Diabetes: makers ask for a physician's clearance before microcurrent.",
        ),
    ),
    _condition(
        "under_18",
        "under 18 years of age",
        lasting=True,
        botox=(
            _BLOCK,
            ALL_LABELS,
            "Under 18: the labels cover facial lines in adults only.",
        ),
        microcurrent=(_BLOCK, DEVICE_WARNINGS, "Under 18: makers rule microcurrent out."),
    ),
    _condition(
        "retinoid",
        "retinoid on the face in the last 3 weeks",
        lasting=False,
        microcurrent=(
            _CLEARANCE,
            DEVICE_WARNINGS,
            "Retinoid within 3 weeks: one maker asks to stop it 3 weeks before microcurrent.",
        ),
    ),
)
