"""Every address of the site."""

from django.urls import include, path

from folkmoot.site import demo_views, export_views, middleware, views

urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("demo/start/", demo_views.demo_start, name="demo_start"),
    path("demo/as/", demo_views.demo_as, name="demo_as"),
    path("demo/clear/", demo_views.demo_clear, name="demo_clear"),
    path("theme/", views.theme, name="theme"),
    path("settings/export/", export_views.settings_export, name="settings_export"),
    path("healthz", views.healthz, name="healthz"),
    path("styleguide/", views.every_part, name="styleguide"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("account/password/<path:page>", views.nothing),  # allauth's pages for what nobody has here
    path("api/folkmoot/", include("folkmoot.site.api")),
    path("account/", include("allauth.urls")),
    path("", include("folkmoot.mirror.pages.urls")),
    path("", include("folkmoot.favors.urls")),
    path("", include("folkmoot.talk.urls")),
    path("", include("folkmoot.permissions.urls")),
    path("", include("folkmoot.tribes.urls")),
    path("", include("folkmoot.people.urls")),
]

handler429 = middleware.too_fast  # allauth looks for it here
