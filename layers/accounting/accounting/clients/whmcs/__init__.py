"""All that knows WHMCS: how its API is asked, what it answers, and what its refusals mean."""
