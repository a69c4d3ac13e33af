"""The tests, in the rooms of what they test."""

import os
import sys

# Programs that tests start, and the tests themselves, would otherwise compile everything anew each time where the
# environment forbids to keep bytecode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
