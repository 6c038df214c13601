"""Contacts: people met in outreach who have no file in a programme yet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vieta.activities import actions, queries
from vieta.base.viewer import Permission
from vieta.people.actions import correct
from vieta.people.queries import face
from vieta.web.coach.forms.outreach import ContactFilter, ContactForm, JoinForm, SearchForm
from vieta.web.coach.place import for_those_who
from vieta.web.parts import forms, lists
from vieta.web.trail import listed, opened

meets = for_those_who(Permission.REACH_OUT, Permission.TAKE_IN)


class Contacts(lists.List):
    """The people met."""

    name = "contacts"
    filter_class = ContactFilter
    default_sort = "name"
    exportable = False
    columns = (
        lists.Column(
            "name", gettext_lazy("Name"), lambda c: c.name, sort=("sort_name",), link=lambda c: reverse("contact", args=[c.person_id])
        ),
        lists.Column("meetings", gettext_lazy("Times met"), lambda c: c.meetings, kind="number"),
        lists.Column("last_on", gettext_lazy("Last met"), lambda c: c.last_on, kind="date"),
        lists.Column("last_place", gettext_lazy("Where"), lambda c: c.last_place),
        lists.Column("reference", gettext_lazy("Reference"), lambda c: c.reference),
    )

    def rows(self):
        return queries.contacts(self.request.viewer, **self.wanted)

    def cards(self, rows):
        listed(self.request, "contacts.listed", [row.pk for row in rows])
        return queries.contact_rows(self.request.viewer, rows)


@meets
def contacts(request: HttpRequest) -> HttpResponse:
    """Everybody met in outreach of one's organisation."""
    return Contacts(request).respond("coach/contacts.html", title=_("Contacts"), empty_template="coach/outreach_empty.html")


@meets
def contact(request: HttpRequest, person_id: int) -> HttpResponse:
    """One contact with their history, and what may follow from it."""
    card = queries.contact(request.viewer, person_id)
    opened(request, "contacts.opened", person_id=person_id)
    search = SearchForm(request.GET if "name" in request.GET else None, auto_id="search_%s")
    asked = search.cleaned_data["name"] if search.is_valid() else ""
    found = queries.may_be_joined(request.viewer, person_id, asked) if asked else list(card.alike)
    listed(request, "contacts.alike", [one.person_id for one in found])
    context = {"title": card.name, "contact": card, "search": search, "found": found, "asked": asked}
    return render(request, "coach/contact.html", context)


@meets
def contact_edit(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """What is known of a contact."""
    card = queries.contact(request.viewer, person_id)
    initial = {name: getattr(card, name) for name in ("known_as", "first_name", "last_name", "birth_on", "gender", "phone")}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and forms.done(
        form, lambda: correct(by=request.viewer, at=request.at, person_id=person_id, **form.cleaned_data)
    ):
        messages.success(request, _("What you wrote was saved."))
        return redirect("contact", person_id=person_id)
    opened(request, "contacts.opened", person_id=person_id)
    return forms.answer(
        request, "coach/question.html", form, title=card.name, lede="", button=_("Save"), cancel=reverse("contact", args=[person_id])
    )


@meets
def contact_join(request: HttpRequest, person_id: int, repeated_id: int) -> HttpResponseBase:
    """Says that another contact is this person."""
    keep, repeated = face(request.viewer, person_id), face(request.viewer, repeated_id)
    form = JoinForm(request.POST or None)
    if request.method == "POST":
        deed = {"by": request.viewer, "at": request.at, "keep_id": person_id, "repeated_id": repeated_id}
        if forms.done(form, lambda: actions.merge_contacts(**deed, reason=form.cleaned_data["reason"])):
            messages.success(request, _("They are one person now. You can part them again on this page."))
            return redirect("contact", person_id=person_id)
    listed(request, "contacts.compared", [person_id, repeated_id])
    lede = _("The meetings of “%(repeated)s” will count for “%(keep)s”, who stays. This can be undone.")
    return forms.answer(
        request, "coach/question.html", form, title=_("Are they the same person?"), lede=lede % {"repeated": repeated.name, "keep": keep.name},
        button=_("Join them"), cancel=reverse("contact", args=[person_id]),
    )  # fmt: skip


@require_POST
@meets
def contact_part(request: HttpRequest, person_id: int, repeated_id: int) -> HttpResponseBase:
    """Takes a joining back."""
    actions.part_contacts(by=request.viewer, at=request.at, repeated_id=repeated_id)
    messages.success(request, _("They are two people again, each with their own meetings."))
    return redirect("contact", person_id=person_id)
