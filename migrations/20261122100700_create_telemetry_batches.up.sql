-- The batches taken in lately, so that one sent twice counts once.
CREATE TABLE telemetry_batches (
    edge_instance text        NOT NULL,
    sequence      bigint      NOT NULL,
    edge_kind     text        NOT NULL,
    received_at   timestamptz NOT NULL,
    PRIMARY KEY (edge_instance, sequence)
);

-- Pruning: batches that no edge sends again.
CREATE INDEX idx_telemetry_batches_received_at ON telemetry_batches (received_at);
