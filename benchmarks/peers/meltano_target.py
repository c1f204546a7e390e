# /// script
# requires-python = "==3.13.*"
# dependencies = ["target-jsonl==0.1.4"]
# ///
"""Writes what a tap says as JSON lines; it does not go into one environment with the SDK."""

from target_jsonl import main

if __name__ == "__main__":
    main()
