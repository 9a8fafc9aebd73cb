"""Pages about oneself: profile and picture, keys for programs, and mail in development."""
