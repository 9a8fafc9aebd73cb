"""Tables of any origin: where addresses and names stand, who said no, and what broken rows cost."""

import pytest

from folkmoot.tribes.lists import NotAList, Reading, read_list
from tests.tribes.lists.test_formats import people, problems, read


def table(text: str, name: str = "") -> Reading:
    reading = read_list(text.encode(), name)
    assert reading.format == "csv"
    return reading


def test_a_broken_row_costs_itself_alone() -> None:
    reading = read("broken.csv")
    assert people(reading) == [
        (2, "Mara", "mara@example.org"),
        (3, "Jo the voice Okafor", "jo@example.net"),
        (5, "Teo", "teo@example.com"),
        (12, "=cmd|'/C calc'!A0", "ann@example.org"),  # a formula to a spreadsheet, text to everybody else
    ]
    assert problems(reading) == [
        (4, '"Noor Haddad,noor@example.org,subscribed', "A quotation mark opens here and never closes: "
         "close it or take it out."),
        (7, "Ines, subscribed", "There is no address in this row: write one, or take the row out."),
        (8, "per@example", "What stands after the @ is not a whole domain: write the address like ann@example.org."),
        (13, 'Cut,"cut@example.org', "A quotation mark opens here and never closes: close it or take it out."),
    ]  # fmt: skip


def test_a_no_outweighs_the_same_address_standing_there_again() -> None:
    reading = read("broken.csv")
    assert "lea@example.org" not in {entry.address for entry in reading.entries}
    assert (reading.left_out, reading.repeated) == (2, 1)


def test_a_no_holds_for_every_address_of_the_row() -> None:
    reading = table(
        "Name,Email 1,Email 2,Unsubscribed\nAnn,ann@example.org,ann@example.net,yes\nAnn,ann@example.net,,no\n"
        "Bo,bo@example.org,,no\nAnn,ANN@example.org,,yes\nNobody,,,yes\n"
    )
    assert people(reading) == [(4, "Bo", "bo@example.org")]
    assert (reading.left_out, reading.repeated) == (2, 2)


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Status", "Unsubscribed"),
        ("status", "cleaned"),
        ("Subscriber State", "Bounced"),
        ("Email Marketing Status", "opted-out"),
        ("Abonnement-Status", "abgemeldet"),
        ("Status", "Gelöscht"),
        ("unsubscribed", "1"),
        ("Unsubscribed", "да"),
        ("unsubscribed_at", "2024-01-02T03:04:05Z"),
        ("opt out", "TRUE"),
        ("Bounced", "x"),
        ("email_disabled", "true"),
        ("deleted_at", "2024-01-02"),
        ("subscribed_to_emails", "false"),
        ("Subscribed", "No"),
        ("Accepts Email Marketing", "no"),
        ("Angemeldet", "Nein"),
    ],
)
def test_a_column_may_say_no(heading: str, value: str) -> None:
    for first in ("Email", "Wohin"):  # under a heading that is known, and under one that is not
        reading = table(f"{first},{heading}\nann@example.org,{value}\nbo@example.org,\ncy@example.org,\n")
        assert [entry.address for entry in reading.entries] == ["bo@example.org", "cy@example.org"]
        assert reading.left_out == 1


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Status", "subscribed"),
        ("State", "CA"),
        ("unsubscribed", "false"),
        ("unsubscribed_at", "0000-00-00 00:00:00"),
        ("unsubscribed_at", "NULL"),
        ("opt out", "—"),
        ("bounced", "0"),
        ("subscribed", "yes"),
        ("subscribed", "да"),
        ("subscribed_to_emails", ""),
        ("active_subscription", "false"),
    ],
)
def test_a_column_may_say_nothing_of_the_kind(heading: str, value: str) -> None:
    reading = table(f"Email,{heading}\nann@example.org,{value}\n")
    assert (len(reading.entries), reading.left_out) == (1, 0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("First Name,Last Name,Email\nAnn,Lee,ann@example.org\n", "Ann Lee"),
        ("Vorname;Name;E-Mail\nAnn;Lee;ann@example.org\n", "Ann Lee"),
        ("Prénom;Nom;Adresse e-mail\nAnn;Lee;ann@example.org\n", "Ann Lee"),
        ("Display name\tFirst name\tE-mail address\nAnnie\tAnn\tann@example.org\n", "Annie"),
        ("Display name\tFirst name\tE-mail address\n\tAnn\tann@example.org\n", "Ann"),
        ("Wer,Wohin\nAnn Lee,ann@example.org\n", "Ann Lee"),
        ("7,Ann Lee,ann@example.org\n", "Ann Lee"),
        ("ann@example.org;Ann Lee\n", "Ann Lee"),
        ("ann@example.org\tAnn Lee", "Ann Lee"),
        ("ann@example.org,7,+44 20 7946 0000\n", ""),
        ("Mail,Firma\nAnn Lee <ann@example.org>,Mill\n", "Ann Lee"),
        ("Email,Name\n<ann@example.org>,\n", ""),
        ("Email,Name\nann@example.org,ann@example.org\n", ""),
        ("Email,Name\nann@example.org\n", ""),
        ('Email,Name\n"ann@example.org","Ann\nMaria ""A"" Lee"\n', 'Ann Maria "A" Lee'),
        ('Email,Name\nann@example.org, "Lee, Ann"\n', "Lee, Ann"),
        (f"Email,Name\nann@example.org,{'n' * 500}\n", "n" * 120),
    ],
)
def test_a_name_is_found_where_there_is_one(text: str, name: str) -> None:
    reading = table(text)
    assert [(entry.name, entry.address) for entry in reading.entries] == [(name, "ann@example.org")]
    assert reading.unreadable == ()


def test_of_several_columns_of_mail_the_one_with_addresses_counts() -> None:
    reading = table("Email,Contact email\nyes,ann@example.org\nno,bo@example.org\n")
    assert [entry.address for entry in reading.entries] == ["ann@example.org", "bo@example.org"]


def test_somebody_elses_address_in_a_row_is_not_invited() -> None:
    reading = table("Email,Referrer email\nann@example.org,bo@example.org\n,cy@example.org\n")
    assert [entry.address for entry in reading.entries] == ["ann@example.org"]
    assert [line for line, _, _ in problems(reading)] == [3]


def test_an_address_far_down_in_another_column_is_not_lost() -> None:
    rows = [f"Ann,a{number}@example.org\n" for number in range(60)]
    reading = read_list("".join([*rows, "ann@example.org,bo@example.org\n"]).encode())
    assert {"ann@example.org", "bo@example.org"} < {entry.address for entry in reading.entries}
    assert len(reading.entries) == 62


def test_an_empty_value_beside_commas_is_told() -> None:
    reading = table("Name,Email\nAnn,ann@example.org\nBo,;\nCy,nothing\n")
    assert [(line, text) for line, text, _ in problems(reading)] == [(3, "Bo, ;"), (4, "nothing")]


def test_a_first_row_without_an_address_is_somebody_unless_it_is_full() -> None:
    reading = table("Ann,\nBo,bo@example.org\nCy,cy@example.org\n")
    assert [line for line, _, _ in problems(reading)] == [1]
    assert people(table("Wer,Wohin\nBo,bo@example.org\n")) == [(2, "Bo", "bo@example.org")]


def test_a_row_whose_quote_closes_far_below_swallows_nobody() -> None:
    reading = table('Email,Name\nann@example.org,"Ann\nbo@example.org,Bo\ncy@example.org,"Cy"\ndi@example.org,Di\n')
    assert [entry.address for entry in reading.entries] == ["bo@example.org", "cy@example.org", "di@example.org"]
    assert [line for line, _, _ in problems(reading)] == [2]


def test_a_row_whose_quote_closes_in_the_next_column_swallows_nobody() -> None:
    reading = table('Email,Name\nann@example.org,"Ann\n"bo@example.org","Bo"\ncy@example.org,Cy\n')
    assert [entry.address for entry in reading.entries] == ["bo@example.org", "cy@example.org"]


def test_a_row_of_absurd_length_costs_itself_alone() -> None:
    reading = table(f"Email,Name\nann@example.org,{'x' * 200_000}\nbo@example.org,Bo\n")
    assert people(reading) == [(3, "Bo", "bo@example.org")]
    assert problems(reading)[0][0] == 2
    assert problems(reading)[0][1] == "ann@example.org," + "x" * 64
    assert "more than 100,000 characters" in problems(reading)[0][2]


def test_a_field_that_goes_over_too_many_lines_costs_its_first_one_alone() -> None:
    inside = "\n".join(["x"] * 1_200)
    reading = table(f'Email,Name\nann@example.org,"{inside}"\nbo@example.org,Bo\n')
    assert people(reading) == [(1202, "Bo", "bo@example.org")]
    assert problems(reading)[0][0] == 2


def test_when_nobody_can_be_read_the_first_reason_is_told() -> None:
    with pytest.raises(NotAList, match=r"No address in this can be read. Line 2: There is no address in this row"):
        read_list(b"Name,Email\nAnn,\nBo,\n")
    with pytest.raises(NotAList, match="There is no address in this: choose a file"):
        read_list(b"Name,Email\n")
