"""One file for each step; a step that was released is never changed."""

__all__: list[str] = []
