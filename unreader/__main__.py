"""`python -m unreader` is the command `unreader`."""

from unreader.start import main

if __name__ == "__main__":
    main()
