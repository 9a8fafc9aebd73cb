"""Whatever people call themselves or their tribes, and whatever they write, is words and nothing else."""

import re
from email import message_from_bytes

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.people.markdown import render
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.topics import add_topic
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes.letters import invitation_mail
from folkmoot.tribes.models import Invitation
from folkmoot.tribes.services import bring_list
from folkmoot.tribes.tokens import make_token as link_of
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db
EVIL = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
SHORT = "\"'><svg onload=alert(3)>"
WRITTEN = [
    EVIL,
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&#58;alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](vbscript:x)",
    "<javascript:alert(1)>",
    '[a](https://x.example "\\" onmouseover=alert(1) x=\\"")',
    "![a](https://x.example/pixel.png)",
    '<a href="https://x.example" onclick="alert(1)">a</a>',
    "https://x.example/\"onmouseover='alert(1)'",
    "@leader<script>",
    '```html"><script>alert(1)</script>\n<script>\n```',
    "<style>*{display:none}</style><form action=//evil.example><input name=q>",
    "[a]: javascript:alert(1)\n\n[a]",
]
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?:\s+[a-z]+=\"[^\"<>]*\")*)\s*/?>")


@pytest.mark.parametrize("written", WRITTEN)
def test_what_is_written_becomes_only_tags_that_we_know(written):
    html = render(written, frozenset({"leader"}))
    rest = _TAG.sub("", html)
    assert "<" not in rest
    for _, tag, attributes in _TAG.findall(html):
        assert tag not in {"script", "img", "style", "form", "input", "svg", "iframe", "object"}
        assert set(re.findall(r'\s([a-z]+)="[^"]*"', attributes)) <= {"href", "title", "rel", "start"}
        assert not re.search(r'href="\s*(javascript|data|vbscript):', attributes, re.I)


def test_no_name_breaks_out_of_any_page():
    leader = make_person("leader", display_name=SHORT, about=EVIL, can_help_with=EVIL)
    tribe = joining.found_tribe(leader, SHORT, EVIL, (SHORT,), slug="evil", joining="request", charter=EVIL)
    ida, asker = make_person("ida", display_name=SHORT), make_person("asker", display_name=SHORT)
    joining.admit(tribe, ida, timezone.now())
    add_topic(leader, SHORT)
    said = publish_post(leader, tribe, f"{EVIL} @ida").post
    answer_post(ida, said, EVIL)
    publish_post(leader, None, EVIL)
    tribe.join_requests.create(person=asker, words=EVIL, asked_at=timezone.now())
    joining.ban_member(tribe, make_person("banned", display_name=SHORT), leader, EVIL)
    brought = bring_list(
        tribe, leader, f'name,email\n"{SHORT}",a@example.net\n<script>alert(1)</script>\n'.encode(), EVIL
    )
    invitation = Invitation.objects.create(
        tribe=tribe, by=leader, kind="mail", address="b@example.net", called=SHORT, words=EVIL, state="sent",
        made_at=timezone.now(),
    )  # fmt: skip
    pages = ["", "about/", "members/", "settings/", "invitations/", "topics/", "bring/", f"bring/{brought.pk}/"]
    pages = [f"/t/evil/{page}" for page in pages] + ["/", "/tribes/", "/permissions/", "/write/", "/settings/profile/"]
    pages += [
        f"/p/{said.pk}/",
        f"/p/{said.pk}/why/",
        "/people/leader/",
        "/people/ida/",
        f"/i/{link_of(invitation.pk)}/",
    ]
    pages += [f"/tribes/?q={EVIL}", f"/t/evil/members/?q={EVIL}", f"/account/signup/?email={EVIL}", "/account/email/"]
    for person in (leader, ida, None):
        browser = Client()
        if person is not None:
            browser.force_login(person)
        for page in pages:
            html = browser.get(page).content.decode()
            for broken in ("<img src=x", "<script>alert", "<svg onload", "<script>alert(1)"):
                assert broken not in html, (page, person)


def test_no_name_writes_a_header_of_a_mail():
    leader = make_person("leader", display_name="Mara\r\nBcc: all@example.net\u2028X: y\x85Z: z")
    tribe = joining.found_tribe(leader, "Choir", "We sing.")
    tribe.name = "Choir\r\nBcc: all@example.net\n\n<script>"
    invitation = Invitation.objects.create(
        tribe=tribe, by=leader, kind="mail", address="b@example.net", called="Ida\nBcc: all@example.net",
        words="\r\n.\r\nMAIL FROM:<x@example.net>", state="sent", made_at=timezone.now(),
    )  # fmt: skip
    invitation.tribe = tribe
    mail = message_from_bytes(invitation_mail(invitation).message().as_bytes())
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert mail.get_all("To") == ["b@example.net"]
    assert len(mail.get_all("Subject")) == len(mail.get_all("From")) == 1
