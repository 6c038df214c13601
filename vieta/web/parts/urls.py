"""The page that shows every part; there in debug and demo only."""

from django.urls import path

from vieta.web.parts import shell, views

app_name = "parts"

urlpatterns = [
    path("parts/", views.parts, name="parts"),
    path("parts/list/", views.people, name="list"),
    path("parts/question/", views.question, name="question"),
]

shell.place(
    "parts",
    "Parts",
    view="parts:parts",
    items=(
        shell.Item("All parts", "parts:parts"),
        shell.Item("A list", "parts:list"),
        shell.Item("A question", "parts:question"),
    ),
)
