"""The handbook and what else supports mentors, read alike by mentors and by staff, with the reading receipt."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from vieta.audit.actions import record_read
from vieta.base.refusal import NotFound, Refused
from vieta.documents.queries import open_bytes
from vieta.mentoring import actions, queries


def reading(request: HttpRequest, programme_id: int, template: str, here: str) -> HttpResponse:
    """The edition that holds, the resources beside it, and the button that says one has read it; `here` names the address."""
    edition = queries.paper(request.viewer, programme_id)
    if request.method == "POST":
        number = request.POST.get("number", "")
        if not number.isdecimal() or len(number) > 9:
            raise NotFound("edition")
        try:
            actions.confirm_reading(by=request.viewer, at=request.at, programme_id=programme_id, number=int(number))
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, _("Thank you. It is kept that you have read this version."))
        return redirect(here, programme_id=programme_id)
    context = {
        "title": edition.title if edition else _("Handbook"),
        "edition": edition,
        "resources": queries.resources(request.viewer, programme_id),
        "programme_id": programme_id,
    }
    return render(request, template, context)


def served(request: HttpRequest, document: Any) -> HttpResponse:
    """A document of a programme, read by those who may."""
    content = open_bytes(document)
    record_read(by=request.viewer, at=request.at, deed="mentoring.document", document=document.pk)
    answer = HttpResponse(content, content_type=document.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
