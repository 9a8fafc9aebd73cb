"""An archive that comes in several files is one archive, and two accounts are two."""

import json
import shutil

from folkmoot.mirror.looking import Wish, look
from folkmoot.mirror.readers import facebook, instagram, joined, mastodon, recognized, x
from tests.mirror.golden import ARCHIVES
from tests.mirror.readers.mutated import member

ACCOUNT = member("account.js", 'window.YTD.account.part0 = [{"account": {"accountId": "1", "username": "ida"}}]')
TALK = member("messages/inbox/bo_1/message_1.json", '{"participants": [{"name": "Bo"}], "messages": []}')


def tweets(number):
    row = {"tweet": {"id_str": str(number), "full_text": "Hello", "created_at": "Sat Feb 18 12:33:11 +0000 2023"}}
    return member(f"tweets-part{number}.js", f"window.YTD.tweets.part{number} = {json.dumps([row])}")


def roles(*archives):
    found = [pair for members in archives for pair in recognized(members).items()]
    return [(reader, {role: len(some) for role, some in files.items()}) for reader, files in joined(found)]


def test_a_second_zip_belongs_to_the_one_that_says_whose_they_are():
    assert roles([tweets(2)], [ACCOUNT, tweets(1)]) == [(x, {"account": 1, "posts": 2})]


def test_two_accounts_stay_two():
    assert roles([ACCOUNT, tweets(1)], [ACCOUNT, tweets(2)]) == [(x, {"account": 1, "posts": 1})] * 2


def test_several_zips_of_which_none_says_whose_they_are_are_of_one_person():
    assert roles([tweets(1)], [tweets(2)]) == [(x, {"posts": 2})]


def test_a_list_that_is_handed_in_beside_a_mastodon_archive_is_its_owners():
    files = {path.name: member(path.name, path.read_bytes()) for path in (ARCHIVES / "mastodon").iterdir()}
    following = files.pop("following_accounts.csv")
    ((reader, found),) = roles([following], list(files.values()))
    assert (reader, found["following"], found["outbox"]) == (mastodon, 1, 1)


def test_a_zip_of_conversations_goes_where_the_other_zips_are_from():
    profile = member("p.json", '{"profile_user": [{"string_map_data": {"Username": {"value": "ida"}}}]}')
    friends = member("f.json", '{"friends_v2": [{"name": "Bo", "timestamp": 1600000000}]}')
    assert roles([TALK], [profile]) == [(instagram, {"profile": 1, "messages": 1})]
    assert roles([TALK], [friends]) == [(facebook, {"messages": 1, "friends": 1})]
    assert roles([TALK]) == [(facebook, {"messages": 1})]


def test_posts_in_a_zip_without_the_account_are_the_owners_in_the_tables(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    shutil.copytree(ARCHIVES / "x_parts", first)
    second.mkdir()
    for name in ("b.js", "c.js"):
        (first / "data" / name).rename(second / name)
    with look(Wish([second, first], processes=1)) as mirror:
        assert mirror.measured.posts == 8
