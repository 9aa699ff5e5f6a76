"""Blinded reading: what is hidden, and coefficients against published examples."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from study.agreement import icc_2_1, report_reading, spearman, weighted_kappa
from study.documents import reading_document
from study.errors import StudyError
from study.reading import draw_set, photos_of, read_grades, save_set, unblind
from study.simulate import Clinic, save, simulate
from vision.errors import Refusal


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    export, _ = simulate(Clinic(12, 1, 0, 15, 10), seed=0)
    save(export, folder)
    return export, photos_of(folder, region="glabella", expression="frown")


def _grades(key, measurements, *, biases=(0.0, 0.0, 0.0), noise=0.3, seed=0):
    joined = key.merge(
        measurements, on=["study_code", "visit_number", "expression", "view", "region", "shot"]
    )
    rng = np.random.default_rng(seed)
    readers = []
    for rater, bias in enumerate(biases, start=1):
        seen = joined["severity"] / 4 - bias * (joined["position"] == "second")
        grade = np.clip(np.round(seen + rng.normal(0, noise, len(joined))), 0, 4).astype(int)
        readers.append(joined[["item_number", "position"]].assign(rater_number=rater, grade=grade))
    return pd.concat(readers, ignore_index=True)


def test_a_set_hides_everything_and_holds_repeats_and_shams(clinic):
    _, photos = clinic
    drawn = draw_set(photos, pairs=40, repeat_share=0.15, sham_share=0.2, seed=1)
    assert list(drawn.shown) == ["item_number", "position"]
    items = drawn.key.groupby("item_number").first()
    assert (items["kind"] == "sham").sum() == 8
    assert items["repeat_of"].notna().sum() == 6
    assert sorted(items.index) == list(range(1, 55))
    shams = drawn.key[drawn.key["kind"] == "sham"].groupby("item_number")
    assert (shams["visit_number"].nunique() == 1).all()
    assert (shams["shot"].nunique() == 2).all()


def test_the_order_of_visits_says_nothing(clinic):
    _, photos = clinic
    key = draw_set(photos, pairs=400, repeat_share=0.1, sham_share=0, seed=2).key
    sides = key.pivot_table("day_offset", "item_number", "position")
    assert (sides["first"] < sides["second"]).mean() == pytest.approx(0.5, abs=0.08)


def test_a_repeat_shows_the_same_photos(clinic):
    _, photos = clinic
    key = draw_set(photos, pairs=40, repeat_share=0.2, sham_share=0, seed=3).key
    for item, again in key[key["repeat_of"].notna()].groupby("item_number"):
        origin = key[key["item_number"] == again["repeat_of"].iloc[0]]
        assert set(again["visit_number"]) == set(origin["visit_number"])
        assert item != origin["item_number"].iloc[0]


def test_fewer_repeats_or_photos_than_needed_are_refused(clinic):
    _, photos = clinic
    with pytest.raises(StudyError, match="tenth"):
        draw_set(photos, pairs=40, repeat_share=0.05, sham_share=0, seed=1)
    with pytest.raises(StudyError, match="asked for"):
        draw_set(photos[photos["shot"] == 1], pairs=40, repeat_share=0.1, sham_share=0.1, seed=1)


def test_icc_is_that_of_shrout_and_fleiss():
    grades = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    found = icc_2_1(grades)
    assert found.value == pytest.approx(0.29, abs=0.005)
    assert (found.low, found.high) == pytest.approx((0.02, 0.76), abs=0.005)


def test_weighted_kappa_punishes_by_the_square_of_the_distance():
    first = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]
    near = [1, 1, 2, 3, 4, 0, 1, 2, 3, 4]
    far = [4, 1, 2, 3, 4, 0, 1, 2, 3, 4]
    assert weighted_kappa(first, first).value == pytest.approx(1)
    observed = {"near": 1 / 16 / 10, "far": 16 / 16 / 10}
    for second, name in ((near, "near"), (far, "far")):
        expected = np.mean([(a - b) ** 2 / 16 for a in first for b in second])
        assert weighted_kappa(first, second).value == pytest.approx(1 - observed[name] / expected)
    assert weighted_kappa([1] * 6, [1] * 6).code == "one_grade"
    assert weighted_kappa([1, 2], [1, 2]).code == "too_few"


GRADES = st.integers(0, 4)


@given(st.lists(st.tuples(GRADES, GRADES), min_size=5, max_size=12))
@example([(0, 0), (1, 1), (1, 1), (2, 2), (2, 2)])
@example([(1, 1), (1, 1), (0, 1), (1, 1), (2, 1), (1, 1)])
def test_any_grades_give_an_interval_or_a_reason(grades):
    first, second = zip(*grades, strict=True)
    for found in (weighted_kappa(first, second), icc_2_1(grades), spearman(first, second)):
        if isinstance(found, Refusal):
            assert found.code == "one_grade"
        else:
            assert np.isfinite(found.value)
            assert found.low <= found.high + 1e-9


def test_spearman_is_about_ranks():
    x = np.arange(30.0)
    assert spearman(x, np.exp(x)).value == 1
    noisy = spearman(x, x + np.random.default_rng(0).normal(0, 8, 30))
    assert noisy.low < noisy.value < noisy.high < 1
    assert spearman(x, np.ones(30)).code == "one_grade"


def test_honest_readers_agree_and_expect_nothing(clinic):
    export, photos = clinic
    key = draw_set(photos, pairs=60, repeat_share=0.2, sham_share=0.5, seed=4).key
    joined = unblind(_grades(key, export.measurements), key)
    found = report_reading(joined, export.measurements, figure="severity")
    assert all(each.value > 0.6 for each in found.within.values())
    assert all(each.value > 0.6 for each in found.between.values())
    assert found.icc.low < found.icc.value < found.icc.high
    assert found.with_measured.value > 0.8
    assert abs(found.expectation.value) < 0.2
    assert set(reading_document(found)["between"]) == {"1,2", "1,3", "2,3"}


def test_shams_show_who_sees_what_was_expected(clinic):
    export, photos = clinic
    key = draw_set(photos, pairs=60, repeat_share=0.2, sham_share=0.8, seed=5).key
    grades = _grades(key, export.measurements, biases=(0.6, 0.6, 0.6))
    found = report_reading(unblind(grades, key), export.measurements, figure="severity")
    assert found.expectation.low > 0
    assert found.expectation.value == pytest.approx(0.6, abs=0.25)


def test_grades_come_back_from_files_and_foreign_ones_do_not(clinic, tmp_path):
    export, photos = clinic
    drawn = draw_set(photos, pairs=20, repeat_share=0.25, sham_share=0.25, seed=6)
    save_set(drawn, tmp_path / "set")
    with pytest.raises(StudyError, match="exists"):
        save_set(drawn, tmp_path / "set")
    key, filled = tmp_path / "set" / "key.csv", tmp_path / "one.csv"
    grades = _grades(drawn.key, export.measurements, biases=(0.0,))
    grades.to_csv(filled, index=False)
    assert len(read_grades([filled], key)) == len(grades)
    for bad, message in (
        (grades.assign(grade=5), "0 \\(no lines\\) to 4"),
        (grades.assign(item_number=grades["item_number"] + 900), "not in this key"),
        (pd.concat([grades, grades]), "twice"),
        (grades.drop(columns="grade"), "no column grade"),
    ):
        bad.to_csv(filled, index=False)
        with pytest.raises(StudyError, match=message):
            read_grades([filled], key)
