DROP TABLE telemetry_batches;
