"""A GET writes nothing but the trail: the connection itself refuses."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import path

from tests.cast import BACKEND
from vieta.audit.guard import WroteOnGet
from vieta.audit.models import Entry
from vieta.organisations.models import Speciality
from vieta.project import urls as project
from vieta.web.middleware import open_to_all
from vieta.web.trail import opened


@open_to_all
def writes(request):
    Speciality.objects.create(code="x", name="X")
    return HttpResponse("written")


@open_to_all
def rewrites(request):
    Speciality.objects.filter(code="x").update(name="Y")
    return HttpResponse("written")


@open_to_all
def removes(request):
    Speciality.objects.filter(code="youth-work").delete()
    return HttpResponse("removed")


@open_to_all
def reads(request):
    opened(request, "plans.opened", person_id=1)
    return HttpResponse(str(Speciality.objects.count()))


urlpatterns = [*project.urlpatterns, path("w/", writes), path("u/", rewrites), path("d/", removes), path("r/", reads)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize("address", ["/w/", "/u/", "/d/"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_writing_get_raises(client, address, method):
    Speciality.objects.create(code="youth-work", name="Youth work")
    with pytest.raises(WroteOnGet), transaction.atomic():
        getattr(client, method)(address)
    assert list(Speciality.objects.values_list("name", flat=True)) == ["Youth work"]


def test_a_post_may_write(client):
    assert client.post("/w/").status_code == 200
    assert Speciality.objects.filter(code="x").exists()


def test_a_get_may_write_the_trail(client):
    assert client.get("/r/").status_code == 200
    assert Entry.objects.get(deed="plans.opened").person_id == 1


def test_the_guard_is_off_after_a_get(client):
    client.get("/r/")
    Speciality.objects.create(code="later", name="Later")
    assert Speciality.objects.filter(code="later").exists()


def test_reading_ones_own_account_writes_nothing(cast, client, as_of_the_cast):
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    for address in ("/account/2fa/", "/account/password/change/", "/account/logout/", "/account/2fa/totp/activate/"):
        assert client.get(address).status_code in (200, 302)
