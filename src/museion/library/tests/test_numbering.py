"""Issues of a series are predicted from its pattern, and the ones that are not held are found."""

from datetime import date

from museion.library.numbering.prediction import Frequency, Pattern, keep_missing, predict_issues, sum_up


def test_a_quarterly_counts_four_numbers_to_a_volume() -> None:
    pattern = Pattern(Frequency.QUARTERLY, begins=date(2023, 1, 31), first_volume=5)
    issues = list(predict_issues(pattern, date(2024, 5, 1)))
    assert [issue.identity for issue in issues] == [(5, 1), (5, 2), (5, 3), (5, 4), (6, 1), (6, 2)]
    assert issues[1].expected == date(2023, 4, 30)


def test_numbers_that_run_on_and_a_series_that_begins_in_the_middle() -> None:
    running = Pattern(
        Frequency.MONTHLY, begins=date(2024, 11, 1), first_volume=None, first_number=310, is_continuous=True
    )
    assert [issue.number for issue in predict_issues(running, date(2025, 1, 31))] == [310, 311, 312]
    middle = Pattern(Frequency.QUARTERLY, begins=date(2024, 7, 1), first_volume=2, first_number=3)
    assert [issue.identity for issue in predict_issues(middle, date(2025, 1, 1))] == [(2, 3), (2, 4), (3, 1)]


def test_an_issue_is_missing_only_after_the_days_of_grace() -> None:
    pattern = Pattern(Frequency.MONTHLY, begins=date(2026, 1, 1), grace_days=60)
    today = date(2026, 6, 1)
    missing = keep_missing(pattern, predict_issues(pattern, today), {(1, 2)}, today)
    assert [issue.identity for issue in missing] == [(1, 1), (1, 3), (1, 4)]
    assert sum_up(missing) == "1 (1), 1 (3–4)"


def test_a_series_that_ended_expects_no_more() -> None:
    pattern = Pattern(Frequency.YEARLY, begins=date(1990, 6, 1), ends=date(1992, 12, 31))
    assert len(list(predict_issues(pattern, date(2026, 1, 1)))) == 3
