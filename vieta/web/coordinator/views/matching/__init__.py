"""The matching meeting and its rules, by noun."""
