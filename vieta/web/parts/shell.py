"""The top bar and foot of every page: where one stands, who one is, what else one may open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_info

from vieta.accounts.roles import ROLES
from vieta.web.parts.tags import initials

Allowed = Callable[[Any], bool]


def everybody(viewer: Any) -> bool:
    """The rule of an item that anybody at the place may open."""
    return True


@dataclass(frozen=True)
class Item:
    """One entry of a place's navigation: its words, the name of its address, and who sees it."""

    label: Any
    view: str
    may: Allowed = everybody


@dataclass(frozen=True)
class Place:
    """Where people stand: its words, the name of its first page, its entries, and who belongs there."""

    label: Any
    view: str
    items: tuple[Item, ...] = ()
    may: Allowed = everybody


@dataclass
class Register:
    """The places, told by each place's urls.py when it is loaded."""

    places: dict[str, Place] = field(default_factory=dict)
    account: list[Item] = field(default_factory=list)
    foot: list[Item] = field(default_factory=list)


REGISTER = Register()


def place(name: str, label: Any, *, view: str, items: tuple[Item, ...] = (), may: Allowed = everybody) -> None:
    """Tells the shell a place; `name` is its folder under web, in which its views lie."""
    REGISTER.places[name] = Place(label, view, items, may)


def account_item(label: Any, view: str, may: Allowed = everybody) -> None:
    """Adds an entry to the menu of the person who is signed in."""
    REGISTER.account.append(Item(label, view, may))


def foot_item(label: Any, view: str) -> None:
    """Adds an entry to the foot of every page."""
    REGISTER.foot.append(Item(label, view))


class Shell:
    """What the page's frame shows for one request; every part is worked out only when the template asks."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.viewer = getattr(request, "viewer", None)
        self.demo = getattr(settings, "DEMO", False)

    @cached_property
    def space(self) -> str:
        """The place of the view, or the viewer's own first place where the view lies in none they belong to."""
        match = self.request.resolver_match
        space = _space(match.func) if match else ""
        place = REGISTER.places.get(space)
        if place and (not self.signed_in or place.may(self.viewer)):
            return space
        return next((name for name, _place in self._mine()), space)

    @property
    def here(self) -> str:
        return self.request.get_full_path()

    @cached_property
    def signed_in(self) -> bool:
        return bool(getattr(self.viewer, "signed_in", False))

    @cached_property
    def _place(self) -> Place | None:
        return REGISTER.places.get(self.space)

    def _mine(self) -> list[tuple[str, Place]]:
        """The places of somebody who is signed in."""
        own = ((name, place) for name, place in REGISTER.places.items() if name not in ("public", "parts") and place.may(self.viewer))
        return list(own) if self.signed_in else []

    @cached_property
    def place(self) -> Any:
        return self._place.label if self._place and self.space != "public" else ""

    @property
    def home(self) -> str:
        return address(self._place.view) if self._place else "/"

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        entries = self._entries(self._place.items) if self._place else []
        under = [entry for entry in entries if self.request.path.startswith(entry["address"])]
        nearest = max(under, key=lambda entry: len(entry["address"]), default=None)
        if nearest:
            nearest["current"] = "page" if nearest["address"] == self.request.path else "true"
        return entries

    @cached_property
    def other_places(self) -> list[dict[str, Any]]:
        return self._entries(Item(place.label, place.view) for _name, place in self._mine() if place is not self._place)

    @cached_property
    def account_items(self) -> list[dict[str, Any]]:
        return self._entries(REGISTER.account)

    @cached_property
    def foot(self) -> list[dict[str, Any]]:
        return self._entries(REGISTER.foot)

    @cached_property
    def _told(self) -> dict[Allowed, bool]:
        """What each rule said, so that one that asks the database is asked once a page."""
        return {}

    def _may(self, item: Item) -> bool:
        if item.may not in self._told:
            self._told[item.may] = item.may(self.viewer)
        return self._told[item.may]

    def _entries(self, items: Any) -> list[dict[str, Any]]:
        found = ((item, address(item.view)) for item in items if self._may(item))
        return [{"label": item.label, "address": where, "current": ""} for item, where in found if where]

    @cached_property
    def person(self) -> str:
        return self.viewer.name if self.viewer and self.signed_in else ""

    @property
    def initials(self) -> str:
        return initials(self.person)

    @property
    def role(self) -> str:
        codes = dict.fromkeys(held.role for held in getattr(self.viewer, "held", ()))
        return ", ".join(str(ROLES[code].name) for code in codes if code in ROLES)

    @cached_property
    def language(self) -> dict[str, str]:
        code = get_language() or "en"
        return {"code": code, "short": code.split("-")[0].upper()}

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        here = self.language["code"]
        return [
            {"code": code, "name": get_language_info(code)["name_local"].capitalize(), "current": code == here}
            for code, _name in settings.LANGUAGES
        ]

    @property
    def language_address(self) -> str:
        return address("set_language")

    @property
    def sign_out_address(self) -> str:
        return address("account_logout")

    @property
    def sign_in_address(self) -> str:
        return address("account_login")

    @property
    def demo_address(self) -> str:
        return address("home")


def _space(view: Callable) -> str:
    """The place a view lies in: vieta.web.<place>…"""
    parts = view.__module__.split(".")
    return parts[2] if parts[:2] == ["vieta", "web"] and len(parts) > 2 else ""


def address(view: str) -> str:
    """The address of a named page, or nothing while no such page stands."""
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"shell": Shell(request)}
