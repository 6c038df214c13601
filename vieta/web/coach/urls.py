"""Addresses of the coach's place, by slice."""

from django.urls import URLPattern

# From the street to a programme
ENTRY: list[URLPattern] = []
# Plans, reviews, profile
PLANS: list[URLPattern] = []
# Activities, notes, calendar, today, outcomes, follow-ups
WORK: list[URLPattern] = []

urlpatterns = [*ENTRY, *PLANS, *WORK]
