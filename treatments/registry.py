"""All rules of this room by id; docs/rules.md is this table for people."""

from treatments import botox, microcurrent, screening, side_effects
from treatments.rules import Rule

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        *microcurrent.RULES,
        *botox.RULES,
        *side_effects.RULES,
        *screening.RULES,
    )
}
