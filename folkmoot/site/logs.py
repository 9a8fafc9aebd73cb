"""Structured logs: one line per event, JSON in production, readable in development."""

import re
from typing import Any

import structlog

# An invitation's address is its key. Django and libraries log addresses as well, where something went wrong.
_KEY = re.compile(r"(/i/|/invitations/)[0-9a-zA-Z]+-[0-9a-zA-Z]+")


def logging_config(json: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: our lines and the standard library's pass through one structlog formatter."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Any = structlog.processors.JSONRenderer()
    if not json:
        # The default also prints every local variable: unreadable, and some of them are secrets.
        renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": lambda *line: _KEY.sub(r"\1…", renderer(*line)),
                "foreign_pre_chain": shared,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django.db.backends": {"level": "WARNING"}},
    }
