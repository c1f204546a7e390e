"""What API Gateway and the OpenID Connect provider do at AWS, on loopback ports."""
