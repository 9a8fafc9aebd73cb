"""Addresses of talk."""

from django.urls import path

from folkmoot.talk import views

urlpatterns = [
    path("write/", views.write, name="write"),
    path("write/reach/", views.write_reach, name="write_reach"),
    path("write/preview/", views.write_preview, name="write_preview"),
    path("t/<slug:slug>/", views.tribe_floor, name="tribe_floor"),
    path("p/<int:post_id>/", views.thread, name="post"),
    path("p/<int:post_id>/answer/", views.post_answer, name="post_answer"),
    path("p/<int:post_id>/edit/", views.post_edit, name="post_edit"),
    path("p/<int:post_id>/delete/", views.post_delete, name="post_delete"),
    path("people/<str:name>/", views.profile, name="profile"),
]
