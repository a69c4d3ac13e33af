"""Citations: find, resolve, open, write. A Document goes in, Citations come out; no library is known here.

`find_citations` lives in `resolving`; it is not imported here, so that opening and writing citations, which a reader of
known texts does, load no grammar.
"""
