"""Addresses of tribes."""

from django.urls import path

from folkmoot.tribes.views import bring, invitations, invited, joining, pages

urlpatterns = [
    path("tribes/", pages.tribes, name="tribes"),
    path("t/<slug:slug>/about/", pages.tribe_about, name="tribe_about"),
    path("t/<slug:slug>/members/", pages.tribe_members, name="tribe_members"),
    path("t/<slug:slug>/settings/", pages.tribe_settings, name="tribe_settings"),
    path("t/<slug:slug>/members/<int:person_id>/role/", joining.tribe_role, name="tribe_role"),
    path("t/<slug:slug>/members/<int:person_id>/lift/", joining.tribe_lift_ban, name="tribe_lift_ban"),
    path("t/<slug:slug>/ask/", joining.tribe_ask, name="tribe_ask"),
    path("t/<slug:slug>/withdraw/", joining.tribe_withdraw, name="tribe_withdraw"),
    path("t/<slug:slug>/requests/<int:request_id>/decline/", joining.request_decline, name="request_decline"),
    path("t/<slug:slug>/bring/", bring.bring, name="bring"),
    path("t/<slug:slug>/bring/<int:list_id>/", bring.bring_preview, name="bring_preview"),
    path("t/<slug:slug>/invitations/", invitations.invitations, name="invitations"),
    path("t/<slug:slug>/invitations/send/", invitations.invitations_send, name="invitations_send"),
    path("t/<slug:slug>/invitations/links.csv", invitations.invitations_links, name="invitations_links"),
    path(
        "t/<slug:slug>/invitations/withdraw/",
        invitations.invitations_withdraw_waiting,
        name="invitations_withdraw_waiting",
    ),
    path(
        "t/<slug:slug>/invitations/<int:invitation_id>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("i/<str:token>/", invited.invitation, name="invitation"),
    path("i/<str:token>/decline/", invited.invitation_decline, name="invitation_decline"),
    path("i/<str:token>/never/", invited.invitation_never, name="invitation_never"),
]
