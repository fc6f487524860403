"""The sayings of a record as one self-contained HTML page: every report, and where the words for one differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.version import __version__
from onrecord.web.report import environment, static

if TYPE_CHECKING:
    from onrecord.quoting import Quoted

_STYLES = ("page.css", "quotes.css")


def quotes_page(found: Sequence[Quoted], *, drift: bool = False) -> str:
    """The whole page: styles are inside, nothing is fetched; ``drift`` says that only what differs is shown."""
    template = environment().get_template("quotes.html")
    return template.render(
        quotes=found,
        drift=drift,
        articles=len({report.article for one in found for report in one.reports}),
        actors=len({one.actor for one in found}),
        style=Markup("\n".join(map(static, _STYLES))),
        version=__version__,
    )
