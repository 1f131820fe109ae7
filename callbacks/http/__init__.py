"""The app as a web server: index page, static files, caches, limits, failures, log and sign-in."""
