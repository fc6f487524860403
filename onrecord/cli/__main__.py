"""``python -m onrecord.cli`` is ``onrecord``."""

from onrecord.cli.program import main

main()
