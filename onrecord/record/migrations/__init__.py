"""The steps from each form of the record's tables to the next, run by Alembic when an old record is opened."""

__all__: list[str] = []
