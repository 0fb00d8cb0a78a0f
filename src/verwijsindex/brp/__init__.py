"""The person register: adapters of the port in domain.ports."""
