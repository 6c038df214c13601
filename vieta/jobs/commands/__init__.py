"""One module per command: `add(parser)` declares its arguments, `run(args)` does it and answers the exit status."""
