"""Messages of other toolkits: recorded by `.ci/interop/run.sh`, and zeep's live."""
