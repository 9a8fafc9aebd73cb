"""What an address is, and the one form that it has."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from folkmoot.tribes.lists import normalize_handle, normalize_mail
from folkmoot.tribes.lists.address import looks_like_address, read_address, split_name


@pytest.mark.parametrize(
    ("written", "normalized"),
    [
        ("ann@example.org", "ann@example.org"),
        ("  Ann@Example.ORG\u00a0", "ann@example.org"),
        ("\ufeff\u200bann@example.org\u200b", "ann@example.org"),
        ("Ann Lee <Ann@example.org>", "ann@example.org"),
        ('"Lee, Ann" <ann@example.org>', "ann@example.org"),
        ("ann@example.org (Ann Lee)", "ann@example.org"),
        ("<ann@example.org>", "ann@example.org"),
        ("'ann@example.org'", "ann@example.org"),
        ("MailTo:ann@example.org", "ann@example.org"),
        ("ann+choir@example.org", "ann+choir@example.org"),
        ("o'neill!#$%&*/=?^_`{|}~-@example.org", "o'neill!#$%&*/=?^_`{|}~-@example.org"),
        ("ann@bücher.example.org", "ann@xn--bcher-kva.example.org"),
        ("ann@BÜCHER.example.org", "ann@xn--bcher-kva.example.org"),
        ("ann@bu\u0308cher.example.org", "ann@xn--bcher-kva.example.org"),
        ("ann@XN--BCHER-KVA.example.org", "ann@xn--bcher-kva.example.org"),
        ("ann@straße.example.org", "ann@xn--strae-oqa.example.org"),
        ("ann@例え。example。org", "ann@xn--r8jz45g.example.org"),
        ("ann@ｅｘａｍｐｌｅ.org", "ann@example.org"),
        ("ann@example.org.", "ann@example.org"),
        ("A\u0308nne@example.org", "änne@example.org"),
        ("Weiß@example.org", "weiß@example.org"),
        ("ann@a-b.example.org", "ann@a-b.example.org"),
        ("a" * 64 + "@example.org", "a" * 64 + "@example.org"),
    ],
)
def test_an_address_has_one_form(written: str, normalized: str) -> None:
    assert normalize_mail(written) == normalized
    assert normalize_mail(normalized) == normalized


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "no address"),
        ("Ann <>", "no address"),
        ("ann", "no @"),
        ("ann@bo@example.org", "more than one @"),
        ("@example.org", "nothing before the @"),
        ("ann lee@example.org", "a space"),
        ("ann@exam ple.org", "not a domain"),
        ("a(b@example.org", "no letter box has"),
        ("a\u200bb@example.org", "no letter box has"),
        ("a\x00b@example.org", "no letter box has"),
        ("😀@example.org", "no letter box has"),
        ('"ann@example.org', "no letter box has"),
        ("\ud800@example.org", "no letter box has"),
        (".ann@example.org", "a dot too many"),
        ("ann.@example.org", "a dot too many"),
        ("an..n@example.org", "a dot too many"),
        ("ann@", "not a whole domain"),
        ("ann@localhost", "not a whole domain"),
        ("ann@example..org", "not a whole domain"),
        ("ann@[192.0.2.1]", "server's number"),
        ("ann@192.0.2.1", "ends in a number"),
        ("ann@-example.org", "not a domain"),
        ("ann@exa_mple.org", "not a domain"),
        ("ann@❤.example.org", "not a domain"),
        ("ann@\u0308a.example.org", "not a domain"),
        ("ann@xn--.example.org", "not a domain"),
        ("ann@xn--a.example.org", "not a domain"),
        ("ann@xn--99999999.example.org", "not a domain"),
        ("ann@" + "a" * 64 + ".org", "not a domain"),
        ("ann@" + "ä" * 64 + ".org", "not a domain"),
        ("ann@" + "ä" * 60 + "b" * 3 + ".org", "not a domain"),
        ("a" * 65 + "@example.org", "longer than any"),
        ("ä" * 33 + "@example.org", "longer than any"),
        ("a@" + "b." * 130 + "org", "longer than any"),
        ("a@" + "ä." * 80 + "org", "longer than any"),
        ("x" * 10_000_000, "longer than any"),
    ],
)
def test_what_is_no_address_gets_one_sentence(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as raised:
        normalize_mail(written)
    said = str(raised.value)
    assert type(raised.value) is ValueError
    assert said.endswith(".") and said.count(". ") == 0 and len(said) < 140


@pytest.mark.parametrize(
    ("written", "normalized"),
    [
        ("@Ann@Social.example.org", "ann@social.example.org"),
        ("ann_b.c-d@example.net", "ann_b.c-d@example.net"),
        ("acct:ann@example.net", "ann@example.net"),
        (" @ann@bücher.example.com ", "ann@xn--bcher-kva.example.com"),
    ],
)
def test_a_handle_has_one_form(written: str, normalized: str) -> None:
    assert normalize_handle(written) == normalized
    assert normalize_handle(normalized) == normalized


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "server is missing"),
        ("@ann", "server is missing"),
        ("@@example.org", "account's name"),
        ("@ann b@example.org", "account's name"),
        ("@-ann@example.org", "account's name"),
        ("@änne@example.org", "account's name"),
        ("@" + "a" * 65 + "@example.org", "account's name"),
        ("@ann@bo@example.org", "not a domain"),
        ("@ann@example", "not a whole domain"),
        ("@ann@" + "a" * 10_000_000, "longer than any domain"),
        ("@ann@" + ".".join(["a" * 61] * 4 + ["ä"]), "longer than any domain"),
    ],
)
def test_what_is_no_handle_gets_one_sentence(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        normalize_handle(written)


@settings(deadline=None)
@given(st.one_of(st.text(), st.builds("{}@{}.{}".format, st.text(min_size=1), st.text(min_size=1), st.text())))
@example("İ@example.org")
@example("ann@İ.example.org")
@example("ann@ẞ.example.org")
@example("ann@\u1e9e\u0301.example.org")
@example("ann@xn--xn--a-.example.org")
def test_normalizing_once_is_enough(text: str) -> None:
    for normalize in (normalize_mail, normalize_handle):
        try:
            once = normalize(text)
        except ValueError:
            continue
        assert normalize(once) == once
        assert len(once.encode()) <= 320
        assert once.partition("@")[2].isascii()


@settings(deadline=None)
@given(st.text("ab@.é İßẞ\u0308-x_'\"<>()+😀", max_size=30))
def test_no_two_forms_are_left_of_one_address(text: str) -> None:
    try:
        mail = normalize_mail(text)
    except ValueError:
        return
    local, _, domain = mail.partition("@")
    assert normalize_mail(f"Somebody <{local}@{domain.upper()}>") == mail


def test_an_account_with_its_at_sign_is_a_handle_and_all_else_is_mail() -> None:
    assert read_address("@ann@example.org") == ("handle", "ann@example.org")
    assert read_address("ann@example.org") == ("mail", "ann@example.org")
    assert read_address("ann@example.org", "handle") == ("handle", "ann@example.org")
    with pytest.raises(ValueError, match="nothing before"):
        read_address("@example.org", "mail")


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Ann Lee <ann@example.org>", "Ann Lee", "ann@example.org"),
        ('"Lee, \\"Ann\\"" <ann@example.org>', 'Lee, "Ann"', "ann@example.org"),
        ("'Ann' <ann@example.org>", "Ann", "ann@example.org"),
        ("ann@example.org (Ann)", "Ann", "ann@example.org"),
        ("ann@example.org", "", "ann@example.org"),
        ("Ann\x00\x1b[31m\u202e <ann@example.org>", "Ann [31m", "ann@example.org"),
        ("(((((" * 1000, "", "(((((" * 1000),
    ],
)
def test_a_name_is_told_from_its_address(text: str, name: str, address: str) -> None:
    assert split_name(text) == (name, address)


@pytest.mark.parametrize("text", ["ann@example.org", "Ann <ann@example.org>", "@ann@example.org", "a@b.c"])
def test_an_address_looks_like_one(text: str) -> None:
    assert looks_like_address(text)


@pytest.mark.parametrize("text", ["", "ann", "ann@example", "write to ann@example.org", "@home", "a@.b", "a@b." * 300])
def test_other_text_does_not_look_like_an_address(text: str) -> None:
    assert not looks_like_address(text)
