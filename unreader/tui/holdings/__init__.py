"""The library on the screen: its documents, what it cites and lacks, bringing documents in and out."""
