"""The mirror: what posts did to the people who trusted their writer. It knows neither Django nor the other rooms."""
