"""The register of persons over HTTP, held against a fake of both APIs that is built from their own descriptions."""
