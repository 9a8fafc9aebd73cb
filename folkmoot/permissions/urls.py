"""Addresses of permission."""

from django.urls import path

from folkmoot.permissions.views import delivered, joining, reach, topics, widening

urlpatterns = [
    path("permissions/", reach.permissions, name="permissions"),
    path("permissions/<int:permission_id>/change/", reach.permission_change, name="permission_change"),
    path("permissions/<int:permission_id>/revoke/", reach.permission_revoke, name="permission_revoke"),
    path("permissions/<int:permission_id>/again/", reach.permission_again, name="permission_again"),
    path("permissions/<int:permission_id>/undo/<int:version_id>/", reach.permission_undo, name="permission_undo"),
    path("permissions/<int:permission_id>/history/", reach.permission_history, name="permission_history"),
    path("people/<str:name>/follow/", reach.follow, name="follow"),
    path("people/<str:name>/unfollow/", reach.unfollow, name="unfollow"),
    path("people/<str:name>/give/", reach.give, name="give"),
    path("t/<slug:slug>/give/", reach.give_tribe, name="give_tribe"),
    path("people/<str:name>/widen/", widening.widen, name="widen"),
    path("widenings/<int:widening_id>/grant/", widening.widening_grant, name="widening_grant"),
    path("widenings/<int:widening_id>/decline/", widening.widening_decline, name="widening_decline"),
    path("p/<int:post_id>/why/", delivered.why, name="why"),
    path("p/<int:post_id>/not-for-me/", delivered.not_for_me, name="not_for_me"),
    path("p/<int:post_id>/not-for-me/undo/", delivered.not_for_me_undo, name="not_for_me_undo"),
    path("p/<int:post_id>/narrow/", delivered.narrow, name="narrow"),
    path("settings/topics/", topics.topics, name="topics"),
    path("topics/<int:topic_id>/retire/", topics.topic_retire, name="topic_retire"),
    path("topics/<int:topic_id>/return/", topics.topic_return, name="topic_return"),
    path("t/<slug:slug>/topics/", topics.tribe_topics, name="tribe_topics"),
    path("tribes/new/", joining.tribe_new, name="tribe_new"),
    path("t/<slug:slug>/join/", joining.tribe_join, name="tribe_join"),
    path("t/<slug:slug>/leave/", joining.tribe_leave, name="tribe_leave"),
    path("t/<slug:slug>/members/<int:person_id>/remove/", joining.member_remove, name="member_remove"),
    path("t/<slug:slug>/members/<int:person_id>/ban/", joining.member_ban, name="member_ban"),
    path("t/<slug:slug>/requests/<int:request_id>/accept/", joining.request_accept, name="request_accept"),
    path("i/<str:token>/accept/", joining.invitation_accept, name="invitation_accept"),
]
