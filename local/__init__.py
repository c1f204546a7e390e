"""The system on one machine: template.yaml in moto, handlers in process, a real OIDC provider."""
