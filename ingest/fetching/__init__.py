"""Documents from addresses, fetched with care for this machine and for theirs."""
