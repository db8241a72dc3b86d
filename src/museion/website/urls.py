"""The addresses of the site's own pages. Records have theirs at `/id/<key>`."""

from django.urls import include, path

from museion.website.views import (
    bodies,
    browse,
    countries,
    feeds,
    health,
    home,
    land,
    offline,
    pages,
    pictures,
    results,
    saved,
    saved_feeds,
    suggestions,
)

urlpatterns = [
    path("", home.show_home, name="home"),
    path("search", results.show_results, name="search"),
    path("search/suggestions", suggestions.show_suggestions, name="suggestions"),
    path("saved", saved.show_searches, name="saved_searches"),
    path("saved/new", saved.show_new, name="new_saved_search"),
    path("saved/feeds/<str:token>.atom", saved_feeds.show_feed, name="saved_feed"),
    path("saved/feeds/<str:token>.ics", saved_feeds.show_calendar, name="saved_calendar"),
    path("saved/<str:key>", saved.show_search, name="saved_search"),
    path("saved/<str:key>/<slug:step>", saved.take_step, name="saved_search_step"),
    path("bodies", bodies.show_bodies, name="bodies"),
    path("countries", countries.show_countries, name="countries"),
    path("countries/<str:code>", countries.show_country, name="country"),
    path("pictures/<int:width>/<str:file_name>", pictures.show_picture, name="picture"),
    path("map/land.svg", land.show_land, name="land"),
    path("worker.js", offline.send_worker, name="worker"),
    path("offline", offline.show_offline, name="offline"),
    path("about", pages.show_about, name="about"),
    path("accessibility", pages.show_accessibility, name="accessibility"),
    path("", include("museion.website.account_urls")),
    path("healthz", health.show_health, name="health"),
    path("robots.txt", feeds.show_robots, name="robots"),
    path("sitemap.xml", feeds.show_sitemaps, name="sitemaps"),
    path("sitemap-<slug:name>-<int:part>.xml", feeds.show_sitemap, name="sitemap"),
    path("opensearch.xml", feeds.show_opensearch, name="opensearch"),
    path("<slug:slug>", browse.show_kind, name="browse"),
]
