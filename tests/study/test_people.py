from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from study.people import Person, age_band, blur
from study.tables import AGE_BANDS, TREATED_WITH


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TREATED_WITH[:2]),
            st.sampled_from([2024, 2025]),
            st.sampled_from([*AGE_BANDS[:3], None]),
            st.sampled_from([1, 2, None]),
        ),
        max_size=60,
    ),
    st.integers(1, 6),
)
def test_enough_people_share_every_cell_and_nobody_changes(cells, least):
    people = [Person(str(number), *cell) for number, cell in enumerate(cells)]
    published = blur(people, least=least)
    assert min(Counter(person.cell for person in published).values(), default=least) >= least
    before = {person.study_code: person.cell for person in people}
    for person in published:
        shown = zip(person.cell, before[person.study_code], strict=True)
        assert all(now in (None, then) for now, then in shown)
    kinds = Counter(person.treated_with for person in people)
    shared = {kind for kind, count in kinds.items() if count >= least}
    left = before.keys() - {person.study_code for person in published}
    assert {before[code][0] for code in left}.isdisjoint(shared)


def test_nobody_blurs_who_has_company():
    people = [Person(str(number), "botox", 2024, "30-39", 2) for number in range(5)]
    assert blur(people) == people


def test_ages_are_bands_and_everybody_from_90_is_one_band():
    bands = {
        age: age_band(2024 - age, first_year=2024, last_year=2024) for age in (17, 18, 29, 30, 89)
    }
    assert bands == {17: "under 18", 18: "18-29", 29: "18-29", 30: "30-39", 89: "80-89"}
    assert age_band(1934, first_year=2024, last_year=2024) == "90+"
    assert age_band(1936, first_year=2024, last_year=2026) == "90+"
    assert age_band(None, first_year=2024, last_year=2024) is None
    assert age_band(2030, first_year=2024, last_year=2024) is None
    assert set(bands.values()) <= set(AGE_BANDS)
