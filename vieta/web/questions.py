"""A question page, and a deed of one button, for pages that offer several of both: what is asked, done and said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from vieta.base.refusal import NotFound, Refused
from vieta.web.parts import forms


@dataclass(frozen=True)
class Question:
    """One question of a page: its form, words, deed, and what is said when it is done."""

    form: forms.Form
    title: str
    button: str
    done: str
    deed: Callable[[], Any]
    lede: str = ""
    danger: bool = False


def answered(request: HttpRequest, question: Question, template: str, back: str, **context: Any) -> HttpResponseBase:
    """The question's page; a valid answer is kept and leads back."""
    if request.method == "POST" and forms.done(question.form, question.deed):
        messages.success(request, question.done)
        return redirect(back)
    words = {"title": question.title, "button": question.button, "lede": question.lede, "danger": question.danger}
    return forms.answer(request, template, question.form, cancel=back, **words, **context)


Deed = tuple[Callable[..., Any], str, str]
"""What is done, the name of the id it needs (empty: none), and what is said when it is done."""


def pressed(request: HttpRequest, deeds: Mapping[str, Deed], about: dict[str, Any]) -> str:
    """Does the one-button deed the page sent; returns the refusal in words, or nothing when it was done."""
    found = deeds.get(request.POST.get("deed", ""))
    if found is None:
        raise NotFound("deed")
    deed, needs, said = found
    try:
        deed(**about, **({needs: _number(request)} if needs else {}))
    except Refused as refusal:
        return str(refusal.reason)
    messages.success(request, said)
    return ""


def _number(request: HttpRequest) -> int:
    number = request.POST.get("number", "")
    if not number.isdecimal() or len(number) > 18:
        raise NotFound("number")
    return int(number)
