"""The commands of unreader, and where each lives: a command is imported when it is called, with what it needs.

`unreader` alone, or with an address or a file, opens the full-screen reader.
"""

#: Where each command lives. The order is that of the help.
COMMANDS = {
    "list": "reading:list_documents",
    "show": "reading:show",
    "parse": "reading:parse",
    "import": "importing:import_documents",
    "correct": "importing:correct_facts",
    "remove": "importing:remove_document",
    "cites": "reading:cites",
    "cited-by": "reading:cited_by",
    "authorities": "authorities:authorities_command",
    "correct-citation": "correcting:correct_citation",
    "corrections": "correcting:list_corrections",
    "compare": "comparing:compare",
    "history": "comparing:history",
    "similar": "comparing:similar",
    "carry": "carrying:carry",
    "search": "searching:search",
    "open": "reading:open_page",
    "tag": "annotating:tag",
    "untag": "annotating:untag",
    "note": "annotating:note",
    "annotations": "listing:listing",
    "topics": "topics:topics",
    "filters": "filtering:filters",
    "suggest": "suggesting:suggest",
    "statistics": "counting:statistics_command",
    "undo": "changing:undo",
    "redo": "changing:redo",
    "changes": "changing:changes",
    "cite": "citing:cite",
    "export": "exporting:export",
    "backup": "keeping:backup_command",
    "restore": "keeping:restore_command",
    "check": "checking:check",
    "config": "configuring:config",
}
