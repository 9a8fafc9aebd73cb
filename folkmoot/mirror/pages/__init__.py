"""The mirror on the web: an archive is handed in, read in the background, shown to who brought it, and forgotten."""
