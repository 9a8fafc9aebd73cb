"""A worked case for every kind of list, from files as they are handed out."""

import pytest

from folkmoot.tribes.lists import NotAList, Reading, read_list
from tests.tribes.lists.writers import FIXTURES


def read(name: str, called: str | None = None) -> Reading:
    return read_list((FIXTURES / name).read_bytes(), name if called is None else called)


def people(reading: Reading) -> list[tuple[int, str, str]]:
    return [(entry.line, entry.name, entry.address) for entry in reading.entries]


def problems(reading: Reading) -> list[tuple[int, str, str]]:
    return [(one.line, one.text, one.why) for one in reading.unreadable]


def kinds(reading: Reading) -> set[str]:
    return {entry.kind for entry in reading.entries}


@pytest.mark.parametrize("called", ["", "anything.txt"])
def test_mailchimp_is_known_by_its_headings(called: str) -> None:
    reading = read("subscribed_audience_export_4f1c.csv", called)
    assert (reading.format, reading.format_label) == ("mailchimp", "Mailchimp audience")
    assert people(reading) == [
        (2, "Mara Lindqvist", "mara.lindqvist@example.org"),
        (3, "Jo Okafor", "jo.okafor+choir@example.net"),
        (5, "", "teo@example.com"),  # the note of the one before goes over two lines
    ]
    assert reading.entries[1].source == "Jo.Okafor+choir@Example.NET"
    assert kinds(reading) == {"mail"}
    assert (reading.unreadable, reading.repeated, reading.left_out) == ((), 0, 0)


def test_those_who_left_a_mailchimp_audience_are_never_invited() -> None:
    reading = read("unsubscribed_audience_export_4f1c.csv")
    assert (reading.format, reading.entries, reading.left_out) == ("mailchimp", (), 2)


def test_without_its_name_a_mailchimp_file_says_row_by_row_who_left() -> None:
    reading = read("unsubscribed_audience_export_4f1c.csv", "list.csv")
    assert people(reading) == [(3, "Per Dahl", "per@example.net")]
    assert reading.left_out == 1


def test_a_cleaned_mailchimp_contact_is_left_out() -> None:
    reading = read_list(
        b"Email Address,First Name,LEID,EUID,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE\n"
        b"ann@example.org,Ann,1,a,2024-01-02 03:04:05,Spring\nbo@example.org,Bo,2,b,,\n"
    )
    assert people(reading) == [(3, "Bo", "bo@example.org")]
    assert reading.left_out == 1


def test_a_list_that_somebody_cleaned_up_is_no_list_of_cleaned_contacts() -> None:
    assert len(read("subscribed_audience_export_4f1c.csv", "cleaned up list.csv").entries) == 3
    assert read("subscribed_audience_export_4f1c.csv", "C:\\in\\cleaned_segment_export_9.csv").left_out == 3


def test_mailchimp_in_german_with_semicolons_in_windows_1252() -> None:
    reading = read("mailchimp_deutsch.csv")
    assert reading.format == "mailchimp"
    assert people(reading) == [
        (2, "Jürgen Weiß", "juergen@example.org"),
        (3, "Zoë Größ", "zoe@xn--bcher-kva.example.com"),
    ]


def test_mailchimp_in_a_language_without_known_headings_still_keeps_every_no() -> None:
    text = (
        "メールアドレス,名,紹介者,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME\n"
        "ann@example.org,安,bo@example.org,2,,\n"
        "bo@example.org,卜,,2,,2024-01-02 03:04:05\n"
        "cy@example.org,才,ann@example.org,2,,\n"
    )
    reading = read_list(text.encode())
    assert reading.format == "mailchimp"
    assert [entry.address for entry in reading.entries] == ["ann@example.org", "cy@example.org"]
    assert reading.left_out == 1


def test_substack_leaves_out_only_those_who_turned_mail_off() -> None:
    reading = read("email_list.harwick.csv")
    assert (reading.format, reading.left_out) == ("substack", 1)
    assert people(reading) == [
        (2, "Ada Free", "reader.free@example.org"),
        (3, "Bo Paid", "reader.paid@example.org"),
    ]


def test_ghost_leaves_out_the_unsubscribed_and_the_deleted() -> None:
    reading = read("members.ghost.csv")
    assert (reading.format, reading.left_out) == ("ghost", 2)
    assert people(reading) == [(2, "Anouk Vermeer", "anouk@example.org"), (5, "Una Said", "unsaid@example.org")]


def test_google_contacts_give_one_address_for_one_person() -> None:
    reading = read("google_contacts.csv")
    assert reading.format == "csv"
    assert people(reading) == [(2, "Noor Haddad", "noor@example.org"), (4, "Vic Stone", "vic@example.net")]
    assert [(line, text[:3]) for line, text, _ in problems(reading)] == [(5, "Ute")]


def test_mastodon_following_are_handles() -> None:
    reading = read("following_accounts.csv", "")
    assert reading.format == "mastodon-following"
    assert people(reading) == [(2, "", "mara@social.example.org"), (3, "", "teo@example.net")]
    assert kinds(reading) == {"handle"}
    assert reading.repeated == 1
    assert problems(reading) == [
        (4, "not-an-account", "The server is missing: an account looks like @ann@example.org.")
    ]


def test_mastodon_followers_are_handles() -> None:
    reading = read("followers.csv", "")
    assert (reading.format, kinds(reading)) == ("mastodon-followers", {"handle"})
    assert people(reading) == [(2, "", "ann@social.example.org"), (3, "", "bo_2@example.net")]


def test_accounts_under_no_heading_are_told_by_the_files_name() -> None:
    reading = read("followers_without_heading.csv")
    assert (reading.format, kinds(reading)) == ("mastodon-followers", {"handle"})
    assert [entry.line for entry in reading.entries] == [1, 2]
    assert kinds(read("followers_without_heading.csv", "choir.csv")) == {"mail"}


def test_accounts_under_no_heading_are_told_by_their_at_signs() -> None:
    reading = read_list(b"@ann@social.example.org\n\n@Bo@example.net\n")
    assert (reading.format, kinds(reading)) == ("mastodon-followers", {"handle"})
    assert people(reading) == [(1, "", "ann@social.example.org"), (3, "", "bo@example.net")]


def test_accounts_beside_something_else_are_told_by_the_files_name() -> None:
    reading = read_list(b"ann@social.example.org,Ann\nbo@example.net,Bo\n", "my_followers.csv")
    assert (reading.format, kinds(reading)) == ("csv", {"handle"})


def test_a_column_of_accounts_in_any_table_holds_handles() -> None:
    reading = read_list(b"Name,Mastodon\nAnn,ann@social.example.org\nBo,@bo@example.net\nCy,\n")
    assert (reading.format, kinds(reading)) == ("csv", {"handle"})
    assert people(reading) == [(2, "Ann", "ann@social.example.org"), (3, "Bo", "bo@example.net")]
    assert [line for line, _, _ in problems(reading)] == [4]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Account address,Hide notifications\nann@example.org,true\n", ""),
        (b"ann@example.org\n", "blocked_accounts.csv"),
        (b"ann@example.org\n", "/home/me/muted_accounts.csv"),
    ],
)
def test_people_whom_one_has_blocked_or_muted_are_no_list(data: bytes, name: str) -> None:
    with pytest.raises(NotAList, match="blocked or muted"):
        read_list(data, name)


def test_an_old_phones_cards_in_quoted_printable() -> None:
    reading = read("phone.vcf")
    assert (reading.format, kinds(reading)) == ("vcard", {"mail"})
    assert people(reading) == [(8, "Jörg Müller", "joerg@example.org")]  # the preferred one of two
    assert [(line, text) for line, text, _ in problems(reading)] == [(13, "Taxi")]


def test_a_broken_card_costs_nobody_else() -> None:
    reading = read("contacts.vcf")
    assert people(reading) == [
        (7, "Noor Haddad", "noor@example.org"),
        (15, "Lena, of the mill", "lena@example.net"),
        (26, "End Lost", "end.lost@example.org"),
        (30, "After the broken ones", "after@example.org"),
    ]
    assert problems(reading) == [
        (21, "ben(at)example.org", "There is no @ in it: an address looks like ann@example.org."),
        (32, "Cut Short", "This card is cut short (there is no END:VCARD): export it again."),
    ]


def card(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]).encode()


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:Lee;Ann;Maria;Dr.;", "EMAIL:ann@example.org"), "Ann Lee"),
        (("N:Lee", "EMAIL:ann@example.org"), "Lee"),
        (("FN: ", "NICKNAME:Annie", "EMAIL:ann@example.org"), "Annie"),
        (("ORG:Mill;Choir", "EMAIL:ann@example.org"), "Mill Choir"),
        (("EMAIL:ann@example.org",), ""),
        (("FN:ann@example.org", "EMAIL:ann@example.org"), ""),
        (("FN:Ann\\nLee\\; \\\\o/", "FN:Second", "EMAIL:ann@example.org"), "Ann Lee; \\o/"),
        (("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:J=F6rg", "EMAIL:ann@example.org"), "Jörg"),
        (("FN;QUOTED-PRINTABLE;CHARSET=X-UNKNOWN:J=C3=B6rg", "EMAIL:ann@example.org"), "Jörg"),
        (("FN;QUOTED-PRINTABLE;CHARSET=UTF-8:J=F6rg", "EMAIL:ann@example.org"), "Jörg"),
        (('FN;X="never closed:Ann', "EMAIL:ann@example.org"), "Ann"),
        (("EMAIL:", "EMAIL;TYPE=work:ann@example.org", "FN:Ann"), "Ann"),
        (("EMAIL;PREF=2:bo@example.org", 'email;pref="1":mailto:ann@example.org', "fn:Ann"), "Ann"),
        (("EMAIL;TYPE=work:bo@example.org", "EMAIL;TYPE=home,pref:ann@example.org"), ""),
        (("PHOTO;ENCODING=b:" + "A" * 20_000, " EMAIL:no@example.org", "EMAIL:ann@example.org"), ""),
    ],
)
def test_a_card_is_read_for_its_name_and_its_preferred_address(lines: tuple[str, ...], name: str) -> None:
    reading = read_list(card(*lines))
    assert [(entry.name, entry.address) for entry in reading.entries] == [(name, "ann@example.org")]
    assert reading.unreadable == ()


def test_a_preference_that_is_no_number_still_is_one() -> None:
    reading = read_list(card("EMAIL:bo@example.org", "EMAIL;PREF=yes:ann@example.org"))
    assert [entry.address for entry in reading.entries] == ["ann@example.org"]


def test_when_the_preferred_address_is_broken_the_next_one_counts() -> None:
    reading = read_list(card("EMAIL;PREF:ann(at)example", "EMAIL:ann@example.org"))
    assert [entry.address for entry in reading.entries] == ["ann@example.org"]
    assert reading.unreadable == ()


def test_what_stands_between_cards_is_told() -> None:
    data = card("EMAIL:ann@example.org") + b"EMAIL:stray@example.org\r\nhello\r\n" + card("EMAIL:bo@example.org")
    reading = read_list(data)
    assert len(reading.entries) == 2
    assert [(line, text) for line, text, _ in problems(reading)] == [(4, "EMAIL:stray@example.org")]


def test_pasted_text_is_read_piece_by_piece() -> None:
    reading = read("pasted.txt")
    assert (reading.format, reading.repeated) == ("addresses", 1)
    assert people(reading) == [
        (3, "", "mara.lindqvist@example.org"),
        (4, "Jo Okafor", "jo@example.net"),
        (4, "Haddad, Noor", "noor@example.org"),
        (4, "Teo", "teo@example.com"),
        (5, "Lee, Ann", "ann@example.org"),
        (7, "", "per@example.net"),
        (8, "", "bo@social.example.org"),
    ]
    assert [entry.kind for entry in reading.entries] == ["mail"] * 6 + ["handle"]
    assert [(line, text) for line, text, _ in problems(reading)] == [
        (1, "Choir, spring term:"),
        (6, "please write to ines@example.org in May"),
        (9, "nobody@nowhere"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ann@example.org, bo@example.org",
        "ann@example.org;bo@example.org;",
        "ann@example.org bo@example.org",
        "ann@example.org\tbo@example.org",
        "ann@example.org，bo@example.org",
        "Ann <ann@example.org> Bo <bo@example.org>",
        "To: Ann <ann@example.org>, Bo <bo@example.org>",
        "1. ann@example.org\n2) bo@example.org",
        "• ann@example.org\n• bo@example.org",
        "<ann@example.org>\n<bo@example.org>",
        "Lee, Ann <ann@example.org>\nOkafor, Bo <bo@example.org>",
        "ann@example.org, bo@example.org\nann@example.org, bo@example.org",
        "ann@example.org\nBo <bo@example.org>, ann@example.org",
        "Email\nann@example.org, bo@example.org",
        'E-mail address:\n"ann@example.org"\nBo <bo@example.org>\nE-Mail Address',
        "Name;Email\nThe Lees;ann@example.org, bo@example.org",
        "Our list,,\n,,\nName,Email,City\nAnn,ann@example.org,\nBo,bo@example.org,\nName,Email,City",
        "sep=;\nName;Contact\nAnn, the alto;ann@example.org\nBo;bo@example.org",
        "sep=;\nann@example.org\nbo@example.org",
    ],
)
def test_everybody_is_found_however_the_list_is_written(text: str) -> None:
    reading = read_list(text.encode())
    assert [entry.address for entry in reading.entries] == ["ann@example.org", "bo@example.org"]
    assert reading.unreadable == ()


def test_an_address_in_no_table_is_found_among_words() -> None:
    reading = read_list(b'dear all; Ann, Bo <bo@example.org>, "half a name\n')
    assert people(reading) == [(1, "Ann, Bo", "bo@example.org")]
    assert [text for _, text, _ in problems(reading)] == ["dear all", '"half a name']
