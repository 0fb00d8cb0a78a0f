"""What the archive tells who reports anew: HaalHistorieOp."""
