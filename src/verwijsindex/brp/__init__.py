"""The person register: adapters of the ports in domain.ports_register."""
