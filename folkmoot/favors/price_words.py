"""The price of an ask as one plain sentence and one picture, which is read without color."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.favors.in_words import minutes_in_words
from folkmoot.favors.rules.price import YEAR, Kind, Price

MONTH = YEAR / 12  # days
IN_DAYS, IN_MONTHS = 60, 2 * YEAR  # days up to which a time is said in days, in months
IN_MINUTES = 600  # minutes up to which a time taken is said with its minutes
DISCS_MOST, IN_A_ROW, STEP, RADIUS = 60, 20, 16, 6  # discs; the rest pixels
BAR_WIDE = IN_A_ROW * STEP


def number_in_figures(number: int) -> str:
    """'2,376'."""
    return number_format(number, force_grouping=True)


def days_in_words(days: float) -> str:
    """'less than a day', '12 days', '8 months', '11 years'."""
    if days < 1:
        return _("less than a day")
    if days < IN_DAYS:
        return ngettext("%(n)s day", "%(n)s days", round(days)) % {"n": round(days)}
    if days < IN_MONTHS:
        return ngettext("%(n)s month", "%(n)s months", round(days / MONTH)) % {"n": round(days / MONTH)}
    return ngettext("%(n)s year", "%(n)s years", round(days / YEAR)) % {"n": round(days / YEAR)}


def taken_in_words(minutes: int) -> str:
    """'40 minutes', '42 hours'."""
    if minutes < IN_MINUTES:
        return minutes_in_words(minutes)
    hours = round(minutes / 60)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": number_in_figures(hours)}


@dataclass(frozen=True)
class Disc:
    """Some people: ``helps`` a full disc, otherwise a struck ring."""

    x: int
    y: int
    helps: bool


@dataclass(frozen=True)
class PriceTold:
    """A price as the page says and draws it. ``sent``: it was sent, so the sentence says what it did."""

    price: Price
    sent: bool = False
    nobody: str = ""  # why it is put before nobody, though people were to be asked

    @property
    def sentence(self) -> str:
        """All of it in one sentence: who has to say no, by what is expected; and what all of it would take."""
        price = self.price
        said = {
            "no": number_in_figures(price.made_to_say_no),
            "taken": taken_in_words(price.taken),
            "back": self.back,
        }
        if not price.pushed_to:
            if self.nobody:
                return self.nobody
            if not price.taken:
                return _("Nobody is asked, so nobody has to say no; it takes what people choose to give.")
            return (
                _("Nobody is asked, so nobody has to say no. It would take %(taken)s of people's lives, %(back)s.")
                % said
            )
        if self.sent:
            put = ngettext(
                "You put %(no)s person in the position of saying no;",
                "You put %(no)s people in the position of saying no;",
                price.made_to_say_no,
            )
            got = _("all you asked for takes %(taken)s of people's lives, %(back)s.")
        else:
            put = ngettext(
                "You would put %(no)s person in the position of saying no;",
                "You would put %(no)s people in the position of saying no;",
                price.made_to_say_no,
            )
            got = _("all you ask for would take %(taken)s of people's lives, %(back)s.")
        return f"{put} {got}" % said

    @property
    def sum(self) -> str:
        """The price in one short line, which stays in sight on small screens."""
        if self.nobody or not self.price.pushed_to:
            return _("Put before nobody")
        said = {
            "no": number_in_figures(self.price.made_to_say_no),
            "taken": taken_in_words(self.price.taken),
            "time": self.time_back,
        }
        return _("No from %(no)s · takes %(taken)s · back: %(time)s") % said

    @property
    def back(self) -> str:
        """The end of the sentence: what it takes to give that back."""
        if self.price.days is None:
            return _("and, as you give now, you would never give that back")
        if not self.price.to_return:
            return _("and you have given that already, ahead of time")
        time = {"time": days_in_words(self.price.days)}
        if self.price.to_return > self.price.taken:
            return _("and, with what is open already, you would need %(time)s to give that back") % time
        return _("and you would need %(time)s to give that back") % time

    @property
    def kind(self) -> str:
        """The kind, in a few words."""
        if not self.price.pushed_to:
            return _("Put before nobody") if self.nobody else _("On the board")
        return {
            Kind.PERSONAL: _("A personal ask"),
            Kind.MASS_SYMMETRIC: _("Asked of many, and returned in time"),
            Kind.ASYMMETRIC_MASS: _("Asked of many, and not returned in time"),
        }[self.price.kind]

    @property
    def scale(self) -> int:
        """How many people one disc stands for."""
        scale = 1
        while self.price.pushed_to > DISCS_MOST * scale:
            scale *= 10
        return scale

    @property
    def scale_in_words(self) -> str:
        """'Each disc is 100 people'; '' where each is one."""
        if self.scale == 1:
            return ""
        text = ngettext("Each disc stands for %(n)s person.", "Each disc stands for %(n)s people.", self.scale)
        return text % {"n": number_in_figures(self.scale)}

    @property
    def helps(self) -> int:
        """People who are expected to help."""
        return self.price.pushed_to - self.price.made_to_say_no

    @property
    def discs(self) -> list[Disc]:
        """People as discs in rows, those who are expected to help first."""
        price, scale = self.price, self.scale
        helping = -(-self.helps // scale)
        refusing = -(-price.made_to_say_no // scale)
        return [
            Disc(place % IN_A_ROW * STEP + STEP // 2, place // IN_A_ROW * STEP + STEP // 2, place < helping)
            for place in range(helping + refusing)
        ]

    @property
    def discs_wide(self) -> int:
        return min(len(self.discs), IN_A_ROW) * STEP

    @property
    def discs_high(self) -> int:
        return -(-len(self.discs) // IN_A_ROW) * STEP

    @property
    def no_in_figures(self) -> str:
        return number_in_figures(self.price.made_to_say_no)

    @property
    def helps_in_figures(self) -> str:
        return number_in_figures(self.helps)

    @property
    def time_back(self) -> str:
        """What stands at the bar: how long it takes to give it back."""
        if self.price.days is None:
            return _("never")
        return days_in_words(self.price.days) if self.price.to_return else _("given already")

    @property
    def bar(self) -> int:
        """How wide the bar of what is to be given back is, of ``BAR_WIDE``."""
        if self.price.days is None:
            return BAR_WIDE
        return max(2, round(BAR_WIDE * self.price.days / max(self.price.days, YEAR))) if self.price.to_return else 0

    @property
    def year(self) -> int:
        """How wide a year is beside it: what one gives in a year, by the asker's own pace."""
        if self.price.days is None:
            return 0
        return max(2, round((BAR_WIDE - 2) * YEAR / max(self.price.days, YEAR)))

    @property
    def never(self) -> bool:
        return self.price.days is None

    @property
    def discs_in_words(self) -> str:
        """The discs for ears."""
        said = {"helps": self.helps_in_figures, "no": self.no_in_figures}
        return _("Expected to help: %(helps)s. Expected to have to say no: %(no)s.") % said

    @property
    def bars_in_words(self) -> str:
        """The bars for ears."""
        return _("Time to give it back, if you got all of it: %(time)s; beside it a year of what you give.") % {
            "time": self.time_back
        }


def told_of_sent(kept: dict[str, object]) -> PriceTold:
    """A price as it was kept beside what was sent."""
    return PriceTold(Price(**{**kept, "kind": Kind(str(kept["kind"]))}), sent=True)  # type: ignore[arg-type]  # its own fields, from JSON
