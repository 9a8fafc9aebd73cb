"""The demo tribe: its people, a year of their talk, and the script that says who did what when."""
