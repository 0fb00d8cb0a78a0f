"""Follow-up and policy information (RegieService_v1, BeleidsinformatieService_v1), as far as a black box sees them when they are off."""
