"""The record as JSON for programs: the pages' verbs under ``/api/v1``, typed, so that their description is true."""

from onrecord.web.api.routes import description, install, router

__all__ = ["description", "install", "router"]
