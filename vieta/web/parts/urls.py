"""The page that shows every part; there in debug and demo only."""

from django.urls import path

from vieta.web.parts import shell, views

urlpatterns = [
    path("parts/", views.parts, name="parts"),
    path("parts/list/", views.people, name="parts_list"),
    path("parts/question/", views.question, name="parts_question"),
]

shell.place(
    "parts",
    "Parts",
    view="parts",
    items=(
        shell.Item("All parts", "parts"),
        shell.Item("A list", "parts_list"),
        shell.Item("A question", "parts_question"),
    ),
)
