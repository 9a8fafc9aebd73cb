"""Addresses of the mirror."""

from django.urls import path

from folkmoot.mirror.pages import views

urlpatterns = [
    path("mirror/", views.mirror, name="mirror"),
    path("mirror/example/", views.mirror_example, name="mirror_example"),
    path("mirror/<int:look_id>/", views.look, name="look"),
    path("mirror/<int:look_id>/report/", views.look_report, name="look_report"),
    path("mirror/<int:look_id>/folkmoot-mirror.html", views.look_html, name="look_html"),
    path("mirror/<int:look_id>/folkmoot-mirror.json", views.look_json, name="look_json"),
    path("mirror/<int:look_id>/keep/", views.look_keep, name="look_keep"),
    path("mirror/<int:look_id>/delete/", views.look_delete, name="look_delete"),
    path("t/<slug:slug>/mirror/", views.tribe_mirror, name="tribe_mirror"),
]
