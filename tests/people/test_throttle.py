"""A budget holds, refills evenly, and says when to come back."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from folkmoot.people import throttle
from folkmoot.people.models import TokenBucket
from folkmoot.people.rules import Rate
from folkmoot.people.throttle import Throttled, take
from folkmoot.site.middleware import Sane

RATE = Rate(3, timedelta(minutes=1), "That was the third mail in a minute.")
NOW = timezone.now()


@pytest.mark.django_db
def test_a_budget_is_granted_until_it_is_empty_and_then_refused_with_its_sentence():
    for _ in range(3):
        take("mail:1", RATE, now=NOW)
    with pytest.raises(Throttled, match="third mail") as refused:
        take("mail:1", RATE, now=NOW)
    assert refused.value.seconds == 20
    take("mail:2", RATE, now=NOW)


@pytest.mark.django_db
def test_a_budget_refills_evenly_and_never_beyond_its_amount():
    take("mail", RATE, cost=3, now=NOW)
    take("mail", RATE, now=NOW + timedelta(seconds=20))
    with pytest.raises(Throttled):
        take("mail", RATE, now=NOW + timedelta(seconds=21))
    take("mail", RATE, cost=3, now=NOW + timedelta(days=3))
    with pytest.raises(Throttled):
        take("mail", RATE, now=NOW + timedelta(days=3))


@pytest.mark.django_db
def test_a_refusal_takes_nothing():
    take("mail", RATE, cost=2, now=NOW)
    with pytest.raises(Throttled):
        take("mail", RATE, cost=2, now=NOW)
    take("mail", RATE, now=NOW)


@pytest.mark.django_db
def test_more_than_the_whole_budget_is_never_granted():
    with pytest.raises(Throttled) as refused:
        take("mail", RATE, cost=4, now=NOW)
    assert refused.value.seconds == 60
    take("mail", RATE, cost=3, now=NOW)


@pytest.mark.django_db
def test_a_clock_that_goes_back_gives_nothing_away():
    take("mail", RATE, cost=3, now=NOW)
    with pytest.raises(Throttled):
        take("mail", RATE, now=NOW - timedelta(hours=1))


@pytest.mark.django_db
def test_a_key_of_any_length_is_a_budget_of_its_own():
    long = "x" * 400
    take(long + "a", RATE, cost=3, now=NOW)
    take(long + "b", RATE, cost=3, now=NOW)
    with pytest.raises(Throttled):
        take(long + "a", RATE, now=NOW)


@pytest.mark.django_db
def test_what_was_taken_is_given_back_when_the_transaction_is():
    with pytest.raises(RuntimeError), transaction.atomic():
        take("mail", RATE, cost=3, now=NOW)
        raise RuntimeError
    take("mail", RATE, cost=3, now=NOW)


@pytest.mark.django_db
def test_buckets_that_nobody_took_from_for_long_are_forgotten():
    take("old", RATE, now=NOW - throttle.IDLE - timedelta(days=1))
    take("new", RATE, now=NOW)
    assert throttle.forget_idle(NOW) == 1
    assert list(TokenBucket.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_no_more_than_the_budget_holds():
    granted, start = [], threading.Barrier(8)

    def hurry() -> None:
        start.wait()
        try:
            for _ in range(5):
                try:
                    take("door", RATE, now=NOW)
                    granted.append(1)
                except Throttled:
                    pass
        finally:
            connection.close()

    threads = [threading.Thread(target=hurry) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(granted) == 3


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "198.51.100.7"),  # without a proxy of ours the header is a visitor's own story
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),  # what the visitor wrote comes first and is not believed
        (1, None, "198.51.100.7"),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
    ],
)
def test_a_visitor_is_known_by_what_the_nearest_proxy_says(settings, proxies, forwarded, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="198.51.100.7")
    assert throttle.client_key(request) == expected


@pytest.mark.django_db
def test_a_page_whose_budget_is_empty_answers_429_with_the_sentence_and_when_to_come_back(rf):
    answer = Sane(lambda request: HttpResponse()).process_exception(rf.get("/"), Throttled("Easy now.", 17))
    assert answer.status_code == 429
    assert answer["Retry-After"] == "17"
    assert "Easy now." in answer.content.decode()
