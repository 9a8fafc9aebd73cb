"""Addresses of people."""

from django.urls import path

from folkmoot.people.views import files, settings, tokens

urlpatterns = [
    path("settings/", settings.settings, name="settings"),
    path("settings/profile/", settings.settings_profile, name="settings_profile"),
    path("settings/sessions/<int:session_id>/end/", settings.session_end, name="session_end"),
    path("settings/tokens/", tokens.settings_tokens, name="settings_tokens"),
    path("settings/tokens/make/", tokens.token_make, name="token_make"),
    path("settings/tokens/<int:token_id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("pictures/<str:name>", files.picture, name="picture"),
    path("mail/", files.mail, name="mail"),
]
