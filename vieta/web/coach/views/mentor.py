"""The mentor of a person: what they wish, whom they have, what they share; written down for them by those who work with them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound
from vieta.mentoring.actions import sharing as sharing_actions
from vieta.mentoring.actions import wishes as wish_actions
from vieta.mentoring.queries.duos import duos_of_file
from vieta.mentoring.queries.sharing import choices_of
from vieta.mentoring.queries.wishes import kept_apart, mentors_to_keep_apart, wish_of, wish_words
from vieta.web.coach.file import file_page
from vieta.web.parts import forms
from vieta.web.wishes import ApartForm, ShareForm, WishForm, said


def _there(enrolment_id: int) -> str:
    return reverse("file_mentor", kwargs={"enrolment_id": enrolment_id})


def file_mentor(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """The duo or the wish of one person."""
    context = file_page(request, enrolment_id, "file_mentor", under="case_team")
    wish = wish_of(request.viewer, enrolment_id)
    context |= {
        "title": _("Mentor"),
        "duos": duos_of_file(request.viewer, enrolment_id),
        "wish": wish,
        "wished": wish_words(wish) if wish else [],
        "today": request.viewer.today,
        "apart": kept_apart(request.viewer, enrolment_id),
        "may_keep_apart": bool(mentors_to_keep_apart(request.viewer, enrolment_id)),
    }
    context["living"] = next((one for one in context["duos"] if one.alive), None)
    return render(request, "coach/mentor.html", context)


def file_wish(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """What the person wishes of a mentor, written down as they say it."""
    former = wish_of(request.viewer, enrolment_id)
    context = file_page(request, enrolment_id, "file_mentor", under="case_team")
    form = WishForm(request.POST or None, initial=said(former))
    if request.method == "POST" and forms.done(
        form, lambda: wish_actions.write(by=request.viewer, at=request.at, enrolment_id=enrolment_id, wished=form.wished(former))
    ):
        messages.success(request, _("The wish is written down; the person is on the list."))
        return redirect(_there(enrolment_id))
    more = {"title": _("What the person wishes of a mentor"), "button": _("Write it down"), "cancel": _there(enrolment_id)}
    return forms.answer(request, "coach/file_question.html", form, **context | more)


def file_wish_withdraw(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Taking the person off the list."""
    file_page(request, enrolment_id, "file_mentor", under="case_team")
    if request.method == "POST" and forms.done(
        (form := forms.Form(request.POST)), lambda: wish_actions.withdraw(by=request.viewer, at=request.at, enrolment_id=enrolment_id)
    ):
        messages.success(request, _("The person is no longer on the list."))
    elif request.method == "POST":
        messages.warning(request, " ".join(str(words) for words in form.non_field_errors()))
    return redirect(_there(enrolment_id))


def file_share(request: HttpRequest, enrolment_id: int, duo_id: int) -> HttpResponseBase:
    """What the mentor may see, as the person said, and how they said it."""
    if all(one.id != duo_id for one in duos_of_file(request.viewer, enrolment_id)):
        raise NotFound(f"duo {duo_id}")
    offered = choices_of(request.viewer, duo_id)
    if not offered:
        raise NotFound(f"duo {duo_id}")
    context = file_page(request, enrolment_id, "file_mentor", under="case_team")
    form = ShareForm(request.POST if request.method == "POST" else None, offered=offered, own=False)

    def deed() -> None:
        told = form.cleaned_data
        sharing_actions.share(
            by=request.viewer, at=request.at, duo_id=duo_id, items=told["items"], form=told["form"], warned=told.get("warned", False)
        )

    if request.method == "POST" and forms.done(form, deed):
        messages.success(request, _("From now on the mentor sees exactly this."))
        return redirect(_there(enrolment_id))
    more = {"title": _("What the mentor may see"), "button": _("Share exactly this"), "cancel": _there(enrolment_id)}
    return forms.answer(request, "coach/file_question.html", form, **context | more)


def file_apart(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """A mentor who is not to be proposed to this person."""
    context = file_page(request, enrolment_id, "file_mentor", under="case_team")
    mentors = mentors_to_keep_apart(request.viewer, enrolment_id)
    if not mentors:
        raise NotFound(f"mentors for {enrolment_id}")
    form = ApartForm(request.POST or None, mentors=mentors)
    if request.method == "POST" and forms.done(
        form, lambda: wish_actions.keep_apart(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
    ):
        messages.success(request, _("These two are not proposed to each other any more."))
        return redirect(_there(enrolment_id))
    more = {"title": _("Keep two people apart"), "button": _("Keep them apart"), "cancel": _there(enrolment_id)}
    return forms.answer(request, "coach/file_question.html", form, **context | more)


def file_apart_lift(request: HttpRequest, enrolment_id: int, apart_id: int) -> HttpResponseBase:
    """Letting two people be proposed again."""
    file_page(request, enrolment_id, "file_mentor", under="case_team")
    if all(one.id != apart_id for one in kept_apart(request.viewer, enrolment_id)):
        raise NotFound(f"apart {apart_id}")
    if request.method == "POST":
        wish_actions.lift_apart(by=request.viewer, at=request.at, apart_id=apart_id)
        messages.success(request, _("These two may be proposed to each other again."))
    return redirect(_there(enrolment_id))
