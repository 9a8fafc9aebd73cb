"""The wiring: settings, urls, the design system, the landing page."""
