"""The project's template, deployed into this process: moto, and what moto lacks."""
