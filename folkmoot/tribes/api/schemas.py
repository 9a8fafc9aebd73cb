"""Tribes, members, requests, lists and invitations as the API says them."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from folkmoot.people.api_kit import IdOut, In, MomentOut, Out, PersonRef, Text, one_of, person_ref
from folkmoot.people.models import Person
from folkmoot.tribes import rules, selectors
from folkmoot.tribes.models import Ban, Invitation, JoinRequest, Membership, PeopleList, Tribe
from folkmoot.tribes.services import bringing, requests

Joining = Literal["open", "request", "invitation"]
Role = Literal["member", "leader"]
JoiningOut = Annotated[str, one_of("open", "request", "invitation")]
RoleOut = Annotated[str, one_of("member", "leader")]
KindOut = Annotated[str, one_of("mail", "handle")]
Name = Annotated[Text, Field(min_length=1, max_length=rules.NAME_MAX)]
Idea = Annotated[Text, Field(min_length=1, max_length=rules.IDEA_MAX, description="One sentence.")]
Charter = Annotated[Text, Field(max_length=rules.CHARTER_MAX, description="Markdown.")]
State = Literal["waiting", "sending", "by_hand", "sent", "failed", "accepted", "declined", "withdrawn"]
StateOut = Annotated[str, one_of(*get_args(State))]
_JOINING = "Who may come in: 'open' everybody, 'request' who a leader lets in, 'invitation' who was invited."
_OPEN = "Whether everyone signed in may read the floor; otherwise members only."


class TribeRef(Out):
    """A tribe, as far as a line of a list needs it."""

    id: IdOut
    slug: str
    name: str


class TribeLine(TribeRef):
    """A tribe in a list of tribes."""

    idea: str
    joining: JoiningOut = Field(description=_JOINING)
    members: int = Field(description="How many belong to it.")


class TribeOut(TribeLine):
    """A tribe, and where one stands towards it."""

    charter: str = Field(description="Markdown.")
    charter_html: str = Field(description="The same as HTML that is safe to show.")
    floor_is_open: bool = Field(description=_OPEN)
    founded_at: MomentOut
    leaders: list[PersonRef]
    my_role: RoleOut | None = Field(description="null for someone who does not belong to it.")
    i_have_asked: bool = Field(description="Whether a request of mine waits for the leaders.")
    i_may_read_floor: bool


class TribeIn(In):
    """What changes; what is left out stays as it is."""

    name: Name | None = None
    idea: Idea | None = None
    charter: Charter | None = None
    joining: Annotated[Joining, Field(description=_JOINING)] | None = None
    floor_is_open: Annotated[bool, Field(description=_OPEN)] | None = None


class MemberOut(Out):
    """Someone's place in a tribe."""

    person: PersonRef
    role: RoleOut
    joined_at: MomentOut


class RoleIn(In):
    role: Role


class RequestIn(In):
    words: Annotated[Text, Field(max_length=requests.WORDS_MAX, description="To the leaders.")] = ""


class RequestOut(Out):
    """Someone asks to join."""

    id: IdOut
    person: PersonRef
    words: str
    state: Annotated[str, one_of("waiting", "accepted", "declined", "withdrawn")]
    asked_at: MomentOut


class BanOut(Out):
    """Someone to whom the door is closed."""

    id: IdOut
    person: PersonRef
    by: PersonRef | None
    reason: str
    at: MomentOut


class ListIn(In):
    """A list as one really has it: the text of a newsletter's CSV, a Mastodon CSV, a vCard file, or addresses."""

    text: Annotated[Text, Field(min_length=1, description="At most 5 MiB as UTF-8.")]
    file_name: Annotated[Text, Field(max_length=1000, description="Of the file, if there was one; it may decide.")] = ""


class OnListOut(Out):
    """Someone who was understood."""

    line: int = Field(description="From 1, as an editor counts.")
    name: str
    address: str
    kind: KindOut
    mark: Annotated[str, one_of("new", "here", "before")] = Field(
        description="new, here (a member), or invited before."
    )


class UnreadableOut(Out):
    """A line that was not understood."""

    line: int = Field(description="From 1, as an editor counts.")
    text: str
    why: str


class ListOut(Out):
    """What would come of a list now. Nobody is invited before it is confirmed."""

    id: IdOut
    state: Annotated[str, one_of("read", "confirmed", "dropped")]
    format: str = Field(description="What the list was recognized as.")
    file_name: str
    brought_at: MomentOut
    understood: int = Field(description="People on the list.")
    here: int = Field(description="Of these, how many are members.")
    before: int = Field(description="Of these, how many were invited before.")
    repeated: int
    not_invited: int = Field(description="How many said no, to the list's owner or to this server; never who.")
    mails: int = Field(description="Invitations that would go out by e-mail.")
    by_hand: int = Field(description="Invitations that would be links to pass on.")
    unreadable_lines: int
    people: list[OnListOut] = Field(description="A stretch of the people, in the order of the list.")
    unreadable: list[UnreadableOut] = Field(description="A stretch of the lines not understood, in their order.")
    next: int | None = Field(description="Ask again with begin=<this> for the next stretch; null at the end.")


class ConfirmIn(In):
    words: Annotated[Text, Field(max_length=bringing.WORDS_MAX, description="They stand in every invitation.")] = ""


class ConfirmedOut(Out):
    mails: int = Field(description="Invitations that go out by e-mail, in the background.")
    by_hand: int = Field(description="Invitations whose links are to be passed on.")


class InvitationLine(Out):
    """An invitation as a leader sees it."""

    id: IdOut
    called: str = Field(description="The name on the list.")
    address: str
    kind: KindOut
    state: StateOut
    may_have_been_sent: bool = Field(description="Sending was cut short, so that nobody can say; never sent again.")
    made_at: MomentOut
    sent_at: MomentOut | None
    answered_at: MomentOut | None
    link: str | None = Field(description="To pass on by hand, where that is the way; null otherwise.")


class ProgressOut(Out):
    """How far a tribe's invitations are."""

    states: dict[StateOut, int] = Field(description="How many invitations are in each state.")
    done: int = Field(description="Of the lists being mailed now: mails that need nothing more.")
    total: int = Field(description="Of the lists being mailed now: all mails.")
    may_have_been_sent: int


class WithdrawnOut(Out):
    withdrawn: int = Field(description="How many invitations were taken back.")


class InvitationOut(Out):
    """An invitation as the invited person sees it. Once it is used or taken back, it says no more than that."""

    tribe: TribeLine | None = Field(description="null once it is used or taken back.")
    charter: str = Field(description="Markdown.")
    invited_by: str = Field(description="What the one who invites is called.")
    words: str = Field(description="What they say.")
    state: Annotated[str, one_of("open", "accepted", "declined", "withdrawn")] = Field(
        description="A declined invitation can still be accepted."
    )
    never_again: bool = Field(description="Whether the invited address wants no more invitations from here.")


# --- from rows --------------------------------------------------------------------------------------
def tribe_ref(tribe: Tribe) -> TribeRef:
    """A tribe for a line."""
    return TribeRef(id=tribe.pk, slug=tribe.slug, name=tribe.name)


def tribe_line(tribe: Tribe, members: int) -> TribeLine:
    """A tribe for a list of tribes."""
    return TribeLine(**tribe_ref(tribe).model_dump(), idea=tribe.idea, joining=str(tribe.joining), members=members)


def tribe_out(tribe: Tribe, person: Person) -> TribeOut:
    """A tribe as somebody stands to it; a fixed number of queries."""
    place = selectors.membership(tribe.pk, person.pk)
    return TribeOut(
        **tribe_line(tribe, selectors.member_count(tribe)).model_dump(),
        charter=tribe.charter,
        charter_html=tribe.charter_html,
        floor_is_open=tribe.floor_is_open,
        founded_at=tribe.founded_at,
        leaders=[person_ref(leader) for leader in selectors.leaders(tribe)],
        my_role=None if place is None else str(place.role),
        i_have_asked=place is None and selectors.own_request(tribe, person) is not None,
        i_may_read_floor=selectors.may_read_floor(tribe, person),
    )


def member_out(place: Membership) -> MemberOut:
    """A member; ``place`` with its person."""
    return MemberOut(person=person_ref(place.person), role=str(place.role), joined_at=place.joined_at)


def request_out(request: JoinRequest) -> RequestOut:
    """A request to join."""
    return RequestOut(
        id=request.pk,
        person=person_ref(request.person),
        words=request.words,
        state=request.state,
        asked_at=request.asked_at,
    )


def ban_out(ban: Ban) -> BanOut:
    """A ban; ``ban`` with person and by."""
    by = person_ref(ban.by) if ban.by else None
    return BanOut(id=ban.pk, person=person_ref(ban.person), by=by, reason=ban.reason, at=ban.at)


def list_out(found: PeopleList, begin: int, limit: int) -> ListOut:
    """A list with the stretch of its people and of its unreadable lines that begins at ``begin``."""
    preview = selectors.preview_of(found)
    end = begin + limit
    return ListOut(
        id=found.pk,
        state=found.state,
        format=found.format_label,
        file_name=found.file_name,
        brought_at=found.brought_at,
        understood=len(preview.people),
        here=preview.count("here"),
        before=preview.count("before"),
        repeated=preview.repeated,
        not_invited=preview.not_invited,
        mails=preview.mails,
        by_hand=preview.by_hand,
        unreadable_lines=len(preview.unreadable),
        people=[
            OnListOut(line=one.line, name=one.name, address=one.address, kind=one.kind, mark=one.mark)
            for one in preview.people[begin:end]
        ],
        unreadable=[UnreadableOut(line=line, text=text, why=why) for line, text, why in preview.unreadable[begin:end]],
        next=end if max(len(preview.people), len(preview.unreadable)) > end else None,
    )


def state_for_invited(invitation: Invitation) -> str:
    """How it stands, without the server's own steps."""
    return invitation.state if invitation.state in {"accepted", "declined", "withdrawn"} else "open"
