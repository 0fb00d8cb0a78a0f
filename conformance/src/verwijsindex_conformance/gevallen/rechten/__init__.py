"""What a college does with requests of a jeugdige: RechtenService_v1."""
