"""Who does something: a person or a script by the name that its token gives it, or one of these."""

SCHEDULE = "schedule"
HOOK = "hook"  # Of a WHMCS, when its daily cron is done.
EXECUTION = "execution"  # Started in Step Functions, where nobody tells us who it was.
UNKNOWN = "unknown"  # Recorded by a version that did not ask.

MACHINES = frozenset({SCHEDULE, HOOK, EXECUTION, UNKNOWN})
LONGEST = 200
