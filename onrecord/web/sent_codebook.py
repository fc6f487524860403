"""A codebook as the page sends it: what is in its form, or YAML."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from onrecord.web.drafts import Draft, DraftIssue, DraftOption, yaml_of

_Text = Annotated[str, Field(max_length=5_000)]


class OptionIn(BaseModel):
    """An option as the form sends it."""

    id: _Text = ""
    label: _Text = ""
    description: _Text = ""
    keywords: list[_Text] = Field(default=[], max_length=500)
    parent: _Text = ""
    opposed: list[_Text] = Field(default=[], max_length=500)


class IssueIn(BaseModel):
    """An issue as the form sends it."""

    name: _Text = ""
    options: list[OptionIn] = Field(default=[], max_length=5_000)


class Sent(BaseModel):
    """A codebook as the page sends it: what is in the form, or YAML; ``expected`` is the version that was edited."""

    issues: list[IssueIn] | None = Field(default=None, max_length=500)
    text: str | None = None
    expected: str = ""
    most: int = Field(default=30, ge=1, le=100_000)

    def draft(self) -> Draft:
        """What is in the form."""
        return Draft(tuple(_issue(one) for one in self.issues or ()))

    def yaml(self) -> str:
        """The YAML of either."""
        return self.text.replace("\r\n", "\n") if self.text is not None else yaml_of(self.draft())


def _issue(one: IssueIn) -> DraftIssue:
    options = (
        DraftOption(
            option.id.strip(),
            option.label.strip(),
            option.description.strip(),
            tuple(filter(None, map(str.strip, option.keywords))),
            option.parent.strip(),
            tuple(filter(None, map(str.strip, option.opposed))),
        )
        for option in one.options
    )
    return DraftIssue(one.name.strip(), tuple(options))
