"""What was looked for before, in the document and in the library."""

from __future__ import annotations

#: Queries that are remembered.
_REMEMBERED = 50


class QueryHistory:
    """Queries as they were typed, the latest last; shared by the searches of one program, and by the next run.

    `queries` are those that are remembered; the list is kept up to date.
    """

    def __init__(self, queries: list[str]) -> None:
        self.queries = queries

    def add(self, typed: str) -> None:
        """Remember a query as the latest."""
        if typed.strip():
            self.queries[:] = [*(query for query in self.queries if query != typed), typed][-_REMEMBERED:]
