"""Log lines for standard error that name places in the code, never the data that passed there; each is one line and steers no terminal."""

import logging
import traceback
from types import TracebackType

from vieta.base.text import printable


class PlainFormatter(logging.Formatter):
    """Writes an error as its class and its places in the code: an exception's message may hold a name or a date of birth."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        return printable(super().formatMessage(record))

    def formatException(self, ei: tuple[type[BaseException] | None, BaseException | None, TracebackType | None]) -> str:  # noqa: N802 - logging's own name
        kind, _, trace = ei
        places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([*places, f"  {kind.__module__}.{kind.__qualname__}" if kind else "  no error"])

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's own name
        return ""


def configuration() -> dict:
    """Everything from INFO up goes to standard error; sign-in names stay out."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": PlainFormatter, "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # axes writes the name somebody tried to sign in with
            "axes": {"level": "ERROR"},
        },
    }
