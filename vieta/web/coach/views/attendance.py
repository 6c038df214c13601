"""Everybody's attendance on one screen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vieta.activities import actions, queries
from vieta.activities.actions import Mark
from vieta.base.refusal import Refused
from vieta.web.coach.forms.activities import MARKS, SheetForm
from vieta.web.coach.standing import only_staff
from vieta.web.parts import forms
from vieta.web.trail import listed


def attendance(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The sheet: a mark and the minutes for each person; said again it corrects."""
    only_staff(request)
    card, rows = queries.attendance_sheet(request.viewer, activity_id)
    listed(request, "activities.sheet", [row.person_id for row in rows])
    form = SheetForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_attendance(by=request.viewer, at=request.at, activity_id=activity_id, marks=_marks(form))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The sheet is saved."))
            return redirect("activity", activity_id=activity_id)
    marks = [{"value": value, "label": label, "here": value == "present"} for value, label in MARKS]
    lines = [_line(form, row, card.minutes) for row in rows]
    return forms.answer(request, "coach/attendance.html", form, card=card, rows=lines, marks=marks, over=card.on <= request.viewer.today)


def _marks(form: SheetForm) -> list[Mark]:
    told = form.cleaned_data
    marked = [row.enrolment_id for row in form.rows if told[f"mark-{row.enrolment_id}"]]
    return [Mark(pk, told[f"mark-{pk}"], told[f"minutes-{pk}"]) for pk in marked]


def _line(form: SheetForm, row: queries.SheetRow, minutes: int) -> dict:
    """One line as the sheet draws it: what was typed, else what stands."""
    mark, typed = f"mark-{row.enrolment_id}", f"minutes-{row.enrolment_id}"
    standing = "" if row.presence == "expected" else row.presence
    wrong = [*form.errors.get(mark, ()), *form.errors.get(typed, ())] if form.is_bound else []
    return {
        "key": row.enrolment_id,
        "name": row.name,
        "mark": form.data.get(mark, "") if form.is_bound else standing,
        "minutes": form.data.get(typed, "") if form.is_bound else (row.minutes or ""),
        "usual": minutes,
        "error": " ".join(str(one) for one in wrong),
        "corrected": row.corrected,
    }
