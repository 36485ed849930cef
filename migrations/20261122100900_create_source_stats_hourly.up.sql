CREATE TABLE source_stats_hourly (
    hour            timestamptz NOT NULL,
    edge_kind       text        NOT NULL,
    source          text        NOT NULL,
    operation       text        NOT NULL,
    outcome         text        NOT NULL,
    calls           bigint      NOT NULL,
    duration_ms_sum bigint      NOT NULL,
    duration_ms_max bigint      NOT NULL,
    PRIMARY KEY (hour, edge_kind, source, operation, outcome)
);
