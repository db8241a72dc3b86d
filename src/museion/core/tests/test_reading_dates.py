"""What museums write is read as EDTF with sortable bounds."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.dates import UnreadableDateError, get_year, make_day_number, read_date, read_edtf

COLLECTIONS = Path(__file__).resolve().parents[5] / "shared/data/collections"
WRITTEN = [
    ("1860", "1860", 18600101, 18601231),
    ("c. 1860", "1860~", 18550101, 18651231),
    ("ca. 1860", "1860~", 18550101, 18651231),
    ("vers 1860", "1860~", 18550101, 18651231),
    ("um 1860", "1860~", 18550101, 18651231),
    ("hacia 1860", "1860~", 18550101, 18651231),
    ("1860?", "1860?", 18600101, 18601231),
    ("?c.1850", "1850%", 18450101, 18551231),
    ("1762–1787", "1762/1787", 17620101, 17871231),
    ("1976-77", "1976/1977", 19760101, 19771231),
    ("1843–4", "1843/1844", 18430101, 18441231),
    ("1901-02", "1901/1902", 19010101, 19021231),
    ("1932–3–1936", "1932/1936", 19320101, 19361231),
    ("1960s", "196X", 19600101, 19691231),
    ("années 1920", "192X", 19200101, 19291231),
    ("1960er Jahre", "196X", 19600101, 19691231),
    ("1860-talet", "186X", 18600101, 18691231),
    ("late 1960s", "1966/1969", 19660101, 19691231),
    ("1860s or 70s", "[186X,187X]", 18600101, 18791231),
    ("19th c?", "18XX?", 18000101, 18991231),
    ("siglo XVI", "15XX", 15000101, 15991231),
    ("siglos XVI-XVII", "1500/1699", 15000101, 16991231),
    ("XIX secolo", "18XX", 18000101, 18991231),
    ("XVIII век", "17XX", 17000101, 17991231),
    ("19. Jahrhundert", "18XX", 18000101, 18991231),
    ("1500-talet", "15XX", 15000101, 15991231),
    ("première moitié du XIXe siècle", "1800/1849", 18000101, 18491231),
    ("18th-19th century", "1700/1899", 17000101, 18991231),
    ("mid to late 18th century", "1733/1799", 17330101, 17991231),
    ("3rd century BCE", "-0299/-0200", make_day_number(-299), make_day_number(-200, 12, 31)),
    ("IIIe siècle av. J.-C.", "-0299/-0200", make_day_number(-299), make_day_number(-200, 12, 31)),
    ("IV-III a.C.", "-0399/-0200", make_day_number(-399), make_day_number(-200, 12, 31)),
    ("400 v. Chr.", "-0399", make_day_number(-399), make_day_number(-399, 12, 31)),
    ("500 BC - AD 100", "-0499/0100", make_day_number(-499), 1001231),
    ("2100 ق.م", "-2099", make_day_number(-2099), make_day_number(-2099, 12, 31)),
    ("٢٦٠٠–١٩٠٠ ق.م", "-2599/-1899", make_day_number(-2599), make_day_number(-1899, 12, 31)),
    ("القرن السابع", "06XX", 6000101, 6991231),
    ("القرن الثالث قبل الميلاد", "-0299/-0200", make_day_number(-299), make_day_number(-200, 12, 31)),
    ("القرن التاسع عشر الميلادي", "18XX", 18000101, 18991231),
    ("١٩٦٠ م", "1960", 19600101, 19601231),
    ("1250 هـ", "1834/1835", 18340101, 18351231),
    ("حوالي 1860", "1860~", 18550101, 18651231),
    ("27–14 BC", "-0026/-0013", make_day_number(-26), make_day_number(-13, 12, 31)),
    ("10,000 BC", "-9999", make_day_number(-9999), make_day_number(-9999, 12, 31)),
    ("-450", "-0450", make_day_number(-450), make_day_number(-450, 12, 31)),
    ("−450 to -440", "-0450/-0440", make_day_number(-450), make_day_number(-440, 12, 31)),
    ("-450–-440", "-0450/-0440", make_day_number(-450), make_day_number(-440, 12, 31)),
    ("-27/14", "-0027/0014", make_day_number(-27), 141231),
    ("-12000", "Y-12000", make_day_number(-12000), make_day_number(-12000, 12, 31)),
    ("1999-00", "1999/2000", 19990101, 20001231),
    ("before 1900", "../1899", None, 18991231),
    ("by 1900", "../1900", None, 19001231),
    ("after 1962", "1963/..", 19630101, None),
    ("1910 or later", "1910/..", 19100101, None),
    ("1964-present", "1964/..", 19640101, None),
    ("1888 or 1889", "[1888,1889]", 18880101, 18891231),
    ("between 1880 and 1890", "1880/1890", 18800101, 18901231),
    ("1914, printed 1930", "{1914,1930}", 19140101, 19301231),
    ("March 1921", "1921-03", 19210301, 19210331),
    ("12 May 1921", "1921-05-12", 19210512, 19210512),
    ("May 12, 1921", "1921-05-12", 19210512, 19210512),
    ("12 de mayo de 1921", "1921-05-12", 19210512, 19210512),
    ("12. Mai 1921", "1921-05-12", 19210512, 19210512),
    ("12.5.1921", "1921-05-12", 19210512, 19210512),
    ("4/27/1972", "1972-04-27", 19720427, 19720427),
    ("3/6/1930", "[1930-03-06,1930-06-03]", 19300306, 19300603),
    ("(September 16-18) 1969", "1969-09-16/1969-09-18", 19690916, 19690918),
    ("(June 27-July 2) 1969", "1969-06-27/1969-07-02", 19690627, 19690702),
    ("Summer 1923", "1923-22", 19230601, 19230831),
    ("1800 - 1750", "1750/1800", 17500101, 18001231),
    ("1921-05-12", "1921-05-12", 19210512, 19210512),
    ("1921-05", "1921-05", 19210501, 19210531),
    ("[1667,1668]", "[1667,1668]", 16670101, 16681231),
    ("Y-12000", "Y-12000", make_day_number(-12000), make_day_number(-12000, 12, 31)),
    ("1985/..", "1985/..", 19850101, None),
]


@pytest.mark.parametrize(("text", "edtf", "earliest", "latest"), WRITTEN)
def test_a_written_date_becomes_edtf_and_bounds(text: str, edtf: str, earliest: int | None, latest: int | None) -> None:
    date = read_date(text)
    assert (date.text, date.edtf, date.earliest, date.latest) == (text, edtf, earliest, latest)


@pytest.mark.parametrize("edtf", [edtf for _, edtf, _, _ in WRITTEN])
def test_what_is_written_as_edtf_is_valid_edtf(edtf: str) -> None:
    assert read_edtf(edtf) is not None


@pytest.mark.parametrize(
    "text", ["n.d.", "(n.d.)", "date not known", "s.d.", "unknown", "undated", "sin fecha", "", "?"]
)
def test_what_says_that_no_date_is_known_is_undated_and_no_error(text: str) -> None:
    assert read_date(text).is_undated


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Lot 1234",
        "5000 years ago",
        "1960-02-30",
        "February 29, 1967",
        "99999",
        "4000",
        "Ming dynasty",
        "昭和5年",
    ],
)
def test_what_is_no_date_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(UnreadableDateError, match=r"expected a date such as 1860, c\. 1860"):
        read_date(text)


@given(st.integers(-9999, 2100))
def test_a_year_in_edtf_comes_back_as_itself(year: int) -> None:
    edtf = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
    span = read_edtf(edtf)
    assert span is not None
    assert (get_year(span.earliest or 0), get_year(span.latest or 0)) == (year, year)


@given(st.integers(1, 9999))
def test_a_year_before_our_era_is_one_less_than_its_number(year: int) -> None:
    assert get_year(read_date(f"{year} BCE").earliest or 0) == 1 - year


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "c.",
                "1860",
                "-",
                "77",
                "or",
                "3rd",
                "century",
                "BCE",
                "mid",
                "?",
                "(",
                ")",
                ",",
                "May",
                "12",
                "s",
                "XVI",
                "siglo",
                "/",
            ]
        )
    ).map(" ".join)
)
def test_bounds_are_in_order_whatever_is_written(text: str) -> None:
    try:
        date = read_date(text)
    except UnreadableDateError:
        return
    assert date.earliest is None or date.latest is None or date.earliest <= date.latest
    assert len(date.edtf) <= 100


@pytest.mark.skipif(not COLLECTIONS.is_dir(), reason="the museums' data (../shared/data) is not here")
def test_all_but_one_in_200_dates_of_three_museums_are_read() -> None:
    distinct = set()
    for name, field in (("moma", "Date"), ("tate", "dateText"), ("cmoa", "creation_date")):
        with gzip.open(COLLECTIONS / f"{name}.jsonl.gz") as lines:
            distinct |= {json.loads(line).get(field) for line in lines}
    distinct -= {None, ""}
    unread = [text for text in distinct if not _is_read(text)]
    assert len(unread) / len(distinct) < 0.005, unread


def _is_read(text: str) -> bool:
    try:
        read_date(text)
    except UnreadableDateError:
        return False
    return True
