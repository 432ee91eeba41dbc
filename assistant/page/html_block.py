"""The one way in which our own markup gets onto the page."""

from __future__ import annotations

from typing import Any

import gradio as gr


def html_block(markup: str = "", **options: Any) -> gr.HTML:  # noqa: ANN401 - as Gradio has them
    """Return a component that shows markup of ``assistant``'s own, styled by ``page.css`` alone.

    :param markup: escaped where it holds anything that was read, asked or generated.
    :param options: of ``gr.HTML``, for instance ``elem_id``.
    """
    return gr.HTML(markup, js_on_load=None, apply_default_css=False, **options)
