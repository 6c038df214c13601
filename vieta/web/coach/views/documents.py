"""The documents of a file."""

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.accounts.choices import CLOSED_PROFESSIONS
from vieta.documents.queries import open_bytes
from vieta.enrolments import actions, queries
from vieta.web.coach.file import file_page
from vieta.web.parts import forms
from vieta.web.trail import opened


class DocumentForm(forms.Form):
    """A document to keep."""

    file = django_forms.FileField(
        label=gettext_lazy("Which document?"), max_length=200, help_text=gettext_lazy("PDF, PNG, JPEG, DOCX, ODT or plain text.")
    )
    special = django_forms.BooleanField(label=gettext_lazy("It tells of a ground or a special characteristic"), required=False)
    mine_only = django_forms.BooleanField(label=gettext_lazy("Only for my own profession"), required=False)

    def __init__(self, *args, closes: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not closes:
            del self.fields["mine_only"]


def file_documents(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """The documents, and keeping one more."""
    closes = request.viewer.profession in CLOSED_PROFESSIONS
    form = DocumentForm(request.POST, request.FILES, closes=closes) if request.method == "POST" else DocumentForm(closes=closes)

    def deed() -> None:
        data = form.cleaned_data
        actions.file_document(
            by=request.viewer, at=request.at, enrolment_id=enrolment_id, name=data["file"].name, file=data["file"], special=data["special"],
            mine_only=data.get("mine_only", False),
        )  # fmt: skip

    if request.method == "POST" and forms.done(form, deed):
        messages.success(request, _("The document is kept in this file."))
        return redirect("file_documents", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "file_documents")
    documents = queries.documents(request.viewer, enrolment_id)
    return forms.answer(request, "coach/documents.html", form, title=_("Documents"), documents=documents, button=_("Keep it"), **context)


def file_document(request: HttpRequest, enrolment_id: int, document_id: int) -> HttpResponse:
    """One document's content; not found for everybody to whom it does not open."""
    document, person_id = queries.document_for(request.viewer, enrolment_id, document_id)
    content = open_bytes(document)
    opened(request, "file.document", person_id=person_id, enrolment_id=enrolment_id, document=document_id)
    answer = HttpResponse(content, content_type=document.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
