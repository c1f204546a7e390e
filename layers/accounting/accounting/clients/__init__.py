"""Everything outside that is no table: WHMCS, HTTP, Secrets Manager, Step Functions."""
