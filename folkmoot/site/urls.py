"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("folkmoot.talk.urls")),
    path("", include("folkmoot.permissions.urls")),
    path("", include("folkmoot.tribes.urls")),
    path("", include("folkmoot.people.urls")),
]
