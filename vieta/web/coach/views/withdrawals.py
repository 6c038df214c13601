"""Withdrawing a document as evidence: what rests on it and which numbers would fall, before the deed and after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vieta.reports import actions, queries
from vieta.web.coach.file import file_page
from vieta.web.parts import forms


class WithdrawForm(forms.Form):
    """Why a document proves nothing any more."""

    reason = forms.LongText(label=gettext_lazy("Why does this document prove nothing any more?"), max_length=400)


def document_withdraw(request: HttpRequest, enrolment_id: int, document_id: int) -> HttpResponseBase:
    """Shows what rests on a document and what would fall, and withdraws it with a reason."""
    what = queries.on_document(request.viewer, enrolment_id, document_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def deed() -> None:
        actions.withdraw_document(
            by=request.viewer, at=request.at, enrolment_id=enrolment_id, document_id=document_id, reason=form.cleaned_data["reason"]
        )

    if request.method == "POST" and forms.done(form, deed):
        fell = "; ".join(f"{one.name} ({one.programme})" for one in what.falling if one.falls)
        count = len(what.facts)
        words = ngettext(
            "The document was withdrawn, and %(count)s fact with it.", "The document was withdrawn, and %(count)s facts with it.", count
        )
        messages.success(
            request, words % {"count": count} + (" " + _("No longer counted under: %(what)s.") % {"what": fell} if fell else "")
        )
        return redirect("file_documents", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "document_withdraw", under="file_documents")
    return forms.answer(
        request, "coach/document_withdraw.html", form, title=_("Withdraw “%(name)s”") % {"name": what.name}, what=what,
        button=_("Withdraw it"), danger=True, **context,
    )  # fmt: skip
