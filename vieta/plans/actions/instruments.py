"""Publishing instruments from data: a version once published never changes."""

import json
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.accounts.choices import Profession
from vieta.audit.actions import record
from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer

from ..access import refuse_unless_setting_up
from ..choices import InstrumentKind
from ..models import Domain, DomainLevel, Instrument, InstrumentVersion

LEVELS = 5
_HEAD = ("code", "name", "kind", "owner", "licence")


class AlreadyPublished(Refused):
    """A version of this number stands with another text."""


def publish_shipped(*, by: Viewer, at: datetime) -> list[InstrumentVersion]:
    """Publishes the instruments that come with Vieta; those that already stand are left as they are."""
    folder = files("vieta.plans") / "instruments"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    return [publish_instrument(by=by, at=at, data=json.loads(f.read_text(encoding="utf-8"))) for f in found]


@transaction.atomic
def publish_instrument(*, by: Viewer, at: datetime, data: dict[str, Any]) -> InstrumentVersion:
    """Publishes one version of an instrument; asked again with the same text, the standing version is returned.

    Refused without a stated right to use it, when it is malformed, or when this number stands with another text.
    """
    refuse_unless_setting_up(by)
    _check(data)
    head = {name: data[name] for name in _HEAD} | {"right_stated": data["right_stated"]}
    instrument, _made = Instrument.objects.get_or_create(code=data["code"], defaults=head)
    standing = InstrumentVersion.objects.filter(instrument=instrument, number=data["number"]).first()
    if standing:
        if _content(standing) != _asked(data):
            raise AlreadyPublished(
                _("Version %(number)s of “%(name)s” is published and cannot change. Give the changed text a new number.")
                % {"number": standing.number, "name": instrument.name}
            )
        return standing
    version = InstrumentVersion.objects.create(
        instrument=instrument, number=data["number"], published_on=date.fromisoformat(data["published_on"])
    )
    _write_domains(version, data["domains"])
    record(by=by, at=at, deed="plans.publish_instrument", thing=version, code=instrument.code, number=version.number)
    return version


def _write_domains(version: InstrumentVersion, domains: list[dict[str, Any]]) -> None:
    for position, row in enumerate(domains, start=1):
        fields = {name: row[name] for name in ("code", "name", "question")}
        domain = Domain.objects.create(
            version=version, position=position, sensitive=row.get("sensitive", False), suggests=row.get("suggests", ""), **fields
        )
        DomainLevel.objects.bulk_create(
            DomainLevel(domain=domain, value=value, anchor=anchor) for value, anchor in enumerate(row["levels"], start=1)
        )


def _asked(data: dict[str, Any]) -> list[tuple]:
    return [
        (d["code"], d["name"], d["question"], d.get("sensitive", False), d.get("suggests", ""), tuple(d["levels"])) for d in data["domains"]
    ]


def _content(version: InstrumentVersion) -> list[tuple]:
    domains = version.domains.order_by("position").prefetch_related("levels")
    return [
        (
            d.code,
            d.name,
            d.question,
            d.sensitive,
            d.suggests,
            tuple(level.anchor for level in sorted(d.levels.all(), key=lambda x: x.value)),
        )
        for d in domains
    ]


def _check(data: dict[str, Any]) -> None:
    """Refuses data that is not an instrument, naming what is wrong."""
    missing = [name for name in (*_HEAD, "number", "published_on", "domains") if not data.get(name)]
    if missing:
        raise Refused(_("The instrument lacks: %(names)s.") % {"names": ", ".join(missing)})
    if not str(data.get("right_stated", "")).strip():
        raise Refused(_("Say why this instrument may be used here; without a stated right it cannot be published."))
    if data["kind"] not in InstrumentKind.values:
        raise Refused(_("“%(kind)s” is no kind of instrument.") % {"kind": data["kind"]})
    for row in data["domains"]:
        _check_domain(row)
    codes = [row["code"] for row in data["domains"]]
    if len(set(codes)) != len(codes):
        raise Refused(_("Two domains have the same code."))


def _check_domain(row: dict[str, Any]) -> None:
    name = row.get("name") or row.get("code") or "?"
    if not all(row.get(part) for part in ("code", "name", "question")):
        raise Refused(_("Domain “%(name)s” needs a code, a name and a question.") % {"name": name})
    levels = row.get("levels") or []
    if len(levels) != LEVELS or not all(isinstance(text, str) and text.strip() for text in levels):
        raise Refused(_("Domain “%(name)s” needs a sentence for each of its five levels.") % {"name": name})
    if row.get("suggests") and row["suggests"] not in Profession.values:
        raise Refused(_("Domain “%(name)s” suggests an unknown profession.") % {"name": name})
