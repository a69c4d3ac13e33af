"""Tags, notes and topics on the screen: making them, listing, reviewing, undoing, exporting them."""
