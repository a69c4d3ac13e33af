"""`python -m unreader` is the command `unreader`."""

from unreader.cli import main

if __name__ == "__main__":
    main()
