from reports import course


def test_opens_with_a_treated_region_although_another_one_changed_more(progress) -> None:
    assert course.opening_series(progress) == ("glabella", "frown")


def test_expressions_and_regions_without_a_first_visit_are_not_offered(
    make_client, make_point
) -> None:
    begun = [make_point(0), make_point(14, -20.0)]
    never_begun = [make_point(14, None, expression="smile"), make_point(30, None, region="chin")]
    progress = make_client(begun + never_begun)

    assert course.expressions(progress) == ["frown"]
    assert course.regions(progress, "frown") == ["glabella"]


def test_the_telling_visit_has_the_change_that_most_exceeds_its_error(make_point) -> None:
    large_but_unsure = make_point(14, -40.0, error=30.0)
    smaller_but_sure = make_point(30, -20.0, error=5.0)
    points = [make_point(0), large_but_unsure, smaller_but_sure, make_point(60, -4.0)]

    assert course.telling_visit(points) is smaller_but_sure


def test_without_a_change_the_latest_comparable_visit_tells(make_point) -> None:
    points = [make_point(0), make_point(14, 1.0), make_point(30, 2.0), make_point(60, None)]

    assert course.telling_visit(points) is points[2]
    assert course.telling_visit(points[:1]) is points[0]


def test_series_keep_expressions_apart(progress) -> None:
    points = course.series(progress, region="glabella", expression="frown")

    assert [point.visit_id for point in points] == [0, 14, 30, 90, 120]
    assert {point.expression for point in points} == {"frown"}
