"""How the page's short events reach the server."""

from __future__ import annotations

from typing import Any

# Gradio's queue answers over one stream a page, and an event that joins it in the moment in which
# the stream closes is never answered (6.31). So only questions go through it.
UNQUEUED: dict[str, Any] = {"queue": False, "api_visibility": "private"}
