"""Tables and lines of one's own."""

import json

import pytest

from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import plain, recognized
from folkmoot.mirror.rows import Act, Post
from tests.mirror.readers.mutated import member


def read(text, name="mine.csv"):
    """(posts, acts, notes) of a file that is recognized as a table."""
    notes, rows = Notes(), []
    ((reader, files),) = recognized([member(name, text)]).items()
    assert reader is plain
    rows = list(plain.read(files, notes))
    return (
        [row for row in rows if isinstance(row, Post)],
        [row for row in rows if isinstance(row, Act)],
        notes.all(),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_whatever_stands_between_its_cells(delimiter, end):
    rows = [["Created At", "Text", "Likes"], ["2024-05-01", '"Two lines,\nin one"', "3"], ["2024-05-02", "Second", ""]]
    posts, _, notes = read(end.join(delimiter.join(row) for row in rows) + end)
    assert [(post.text, post.likes, post.at.day) for post in posts] == [
        ("Two lines,\nin one", 3, 1),
        ("Second", None, 2),
    ]
    assert notes == []


def test_columns_stand_in_any_order_and_under_any_of_their_names():
    posts, acts, _ = read(
        "mood,retweet_count,in_reply_to_screen_name,FULL_TEXT,lang,permalink,uri,reply_count\n"
        "glad,2,@Ann,Yes,en-US,https://example.org/1,u1,5\n"
    )
    (post,) = posts
    assert (post.key, post.text, post.reposts, post.answers, post.language) == ("plain:u1", "Yes", 2, 5, "en")
    assert (post.url, post.reply_to) == ("https://example.org/1", "plain:ann")
    assert [(act.kind, act.whom) for act in acts] == [("reply", "plain:ann")]


def test_a_name_that_opens_the_text_is_whom_it_answers_and_others_are_mentioned():
    _, acts, _ = read("text,x\n@ann.b thanks to @ben@m.example. and @ann.b,1\n")
    assert [(act.kind, act.whom) for act in acts] == [("reply", "plain:ann.b"), ("mention", "plain:ben@m.example")]


@pytest.mark.parametrize("named", ["https://example.org/9", "1234567890", "tag:a,b"])
def test_what_is_answered_by_number_or_address_is_kept_as_that(named):
    _, acts, _ = read(f'text,in_reply_to\nYes,"{named}"\n')
    assert [(act.kind, act.whom, act.about) for act in acts] == [("reply", None, named)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"text": "Hello", "date": 1714550400}\n{"text": "again"}\n', "a.jsonl"),
        ('{"id": 1, "nested": {"a": [1]}, "content": "Hello"}\n{"id": 2, "Content": "again"}\n', "a.txt"),
        (json.dumps([{"content": "Hello"}, {"content": "again"}]), "a.json"),
        (json.dumps([{"id": 1, "body": "Hello"}, {"body": "again"}], indent=2), "a"),
    ],
)
def test_lines_and_lists_of_json_are_read(text, name):
    posts, _, notes = read(text, name)
    assert [post.text for post in posts] == ["Hello", "again"]
    assert notes == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Ann,\nhow are you?\n", "letter.txt"),
        ("Post\nscriptum\n", "letter.txt"),
        ("name,address\nAnn,ann@a.example\n", "people.csv"),
        ("text,date\n", "empty.csv"),
        ('{"participants": [{"name": "A"}], "messages": [{"content": "secret"}]}', "message_1.json"),
        ('{"a": {"text": "within"}}', "a.json"),
        ('[{"a": {"text": "within"}}]', "a.json"),
        ('[{"text": ["no text"]}]', "a.json"),
        ("[1, 2]", "a.json"),
        ('"text', "a.csv"),
        ("\r\r\r", "a.csv"),
        ("[" * 5000, "a.json"),
        ('{"a":' * 5000, "a.json"),
        ("", "a.csv"),
        ("\0\1\2", "a"),
    ],
)
def test_what_is_no_table_of_posts_is_not_taken_for_one(text, name):
    one = member(name, text)
    assert plain.role_of(one.head, one.name) is None


def test_a_table_of_one_column_needs_the_name_of_a_table():
    posts, _, _ = read("text\nHello\n", "mine.csv")
    assert [post.text for post in posts] == ["Hello"]


def test_rows_without_words_and_lines_that_are_none_are_counted():
    posts, _, notes = read(
        '{"text": "Hello"}\n{"text": ""}\nnonsense\n[1]\n{"text": 7}\n' + "[" * 5000 + "\n", "a.jsonl"
    )
    assert [post.text for post in posts] == ["Hello"]
    assert notes == ["a.jsonl: 5 lines could not be read and were left out."]


def test_a_table_of_several_authors_is_told_of():
    _, _, notes = read("author,text\nann,Hello\nben,Hi\nann,Bye\n")
    assert notes == ["mine.csv names several authors: all was taken for yours; leave in only your own rows."]
    assert read("author,text\nann,Hello\nann,Bye\n")[2] == []


def test_a_cell_that_never_ends_ends_the_table_with_a_sentence():
    posts, _, notes = read('text,date\nHello,2024-05-01\n"' + "x" * (9 << 20))
    assert [post.text for post in posts] == ["Hello"]
    assert len(notes) == 1
    assert notes[0].startswith("mine.csv is no table any more after line ")


def test_a_short_row_and_a_long_one_are_read():
    posts, _, notes = read("date,text,likes\n2024-05-01,Hello\n2024-05-01,Hi,1,2,3\n\n")
    assert [(post.text, post.likes) for post in posts] == [("Hello", None), ("Hi", 1)]
    assert notes == []


def test_addresses_that_are_no_links_are_not_kept():
    posts, _, _ = read("text,url\nHello,javascript:alert(1)\n")
    assert posts[0].url is None


def test_an_answer_to_oneself_is_no_act():
    posts, acts, _ = read("author,text,reply_to\nann,Hello,\nann,@ann and more,Ann\n")
    assert [post.reply_to for post in posts] == [None, "plain:me"]
    assert acts == []
    assert read("text,reply_to\nHello @me,me\n")[1] == []
