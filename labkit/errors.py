"""Errors a user can act on: one line saying what was wrong, where, and what to do."""

from __future__ import annotations

__all__ = ["EndpointError", "InputError", "LabkitError", "StoreError"]


class LabkitError(Exception):
    """Anything labkit refuses to do, said in one line.

    The command line prints the message and leaves with `exit_code`.
    """

    exit_code = 1


class InputError(LabkitError):
    """What the user gave cannot be used: a file, a field, an option, a model file."""

    exit_code = 2


class EndpointError(LabkitError):
    """The model could not be reached, refused the key, or answered nonsense."""

    exit_code = 3


class StoreError(LabkitError):
    """A record could not be written or read: no space, no permission, a damaged file."""

    exit_code = 4
