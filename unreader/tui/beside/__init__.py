"""What stands beside the paragraph in focus: what it cites, who cites it, where else it is, its other languages."""
