"""The JSON API of people: oneself, and whoever else is here."""

from typing import Annotated, Any

from django.forms.models import model_to_dict
from ninja import File, Router, UploadedFile
from pydantic import Field

from folkmoot.people import services
from folkmoot.people.api_kit import (
    Asked,
    Handle,
    In,
    MomentOut,
    Out,
    PersonRef,
    Problem,
    Text,
    cleaned,
    me,
    person_or_404,
    person_ref,
    reads,
    writes,
)
from folkmoot.people.forms import ProfileForm
from folkmoot.people.models import ApiToken, Person
from folkmoot.people.pictures import BYTES_MAX, PictureError

router = Router(tags=["people"])


class PersonOut(PersonRef):
    """Someone, as they describe themselves."""

    about: str = Field(description="Markdown.")
    about_html: str = Field(description="The same as HTML that is safe to show.")
    can_help_with: str
    joined_at: MomentOut


class KeyOut(Out):
    """The key that the request came with."""

    label: str
    scopes: list[str] = Field(description="What it may do: 'read', 'talk', 'permissions', 'tribes', 'profile'.")
    until: MomentOut | None


class MeOut(PersonOut):
    """Oneself, with what nobody else is shown."""

    email: str | None
    time_zone: str = Field(description="An IANA name such as 'Europe/Berlin'; '' for the server's.")
    key: KeyOut


class ProfileIn(In):
    """What changes; what is left out stays as it is."""

    name: Annotated[Text, Field(description="What you are called: one line, 1 to 60 characters.")] | None = None
    about: Annotated[Text, Field(description="Markdown, up to 2,000 characters.")] | None = None
    can_help_with: Annotated[Text, Field(description="Up to 500 characters.")] | None = None
    time_zone: (
        Annotated[Text, Field(description="An IANA name such as 'Europe/Berlin'; '' for the server's.")] | None
    ) = None


@router.get("/me", summary="Who I am", **reads(MeOut))
def me_read(request: Asked) -> MeOut:
    """The person whose key this is, and what the key may do."""
    return _me_out(me(request), request.auth.token)


@router.patch("/me", summary="Change my profile", **writes("profile", MeOut))
def me_change(request: Asked, profile: ProfileIn) -> MeOut:
    """Change what others read about you."""
    sent: dict[str, Any] = profile.model_dump(exclude_none=True)
    if "name" in sent:
        sent["display_name"] = sent.pop("name")
    person = Person.objects.get(pk=me(request).pk)
    form = ProfileForm({**model_to_dict(person, ProfileForm.Meta.fields), **sent}, instance=person)
    data = cleaned(form, {"display_name": "name"})
    data.pop("picture")
    return _me_out(services.edit_profile(person, **data), request.auth.token)


@router.post("/me/picture", summary="Set my picture", **writes("profile", MeOut))
def me_picture_set(
    request: Asked,
    picture: Annotated[UploadedFile, File(description="JPEG, PNG, WebP or GIF, up to 8 MB.")],
) -> MeOut:
    """The middle of the picture is kept as a small square, without what cameras write into it."""
    if picture.size is None or picture.size > BYTES_MAX:
        raise Problem(413, "too_large", "The picture has more than 8 MB; choose a smaller one.", "body.picture")
    try:
        services.set_picture(me(request), picture.read())
    except PictureError as problem:
        raise Problem(422, "not_valid", str(problem), "body.picture") from None
    return _me_out(me(request), request.auth.token)


@router.delete("/me/picture", summary="Remove my picture", **writes("profile", MeOut))
def me_picture_remove(request: Asked) -> MeOut:
    """Back to initials; fine without a picture."""
    services.remove_picture(me(request))
    return _me_out(me(request), request.auth.token)


@router.get("/people/{handle:handle}", summary="Someone", **reads(PersonOut))
def person_read(request: Asked, handle: Handle) -> PersonOut:
    """What somebody says of themselves."""
    return PersonOut(**_described(person_or_404(handle)))


def _described(person: Person) -> dict[str, Any]:
    return {
        **person_ref(person).model_dump(),
        "about": person.about,
        "about_html": person.about_html,
        "can_help_with": person.can_help_with,
        "joined_at": person.joined_at,
    }


def _me_out(person: Person, token: ApiToken) -> MeOut:
    key = KeyOut(label=token.label, scopes=token.scopes, until=token.until)
    return MeOut(**_described(person), email=person.email, time_zone=person.time_zone, key=key)
