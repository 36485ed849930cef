-- How many requests of a route, or calls of a source, took how long; percentiles are read from sums.
CREATE TABLE duration_stats_hourly (
    hour      timestamptz NOT NULL,
    edge_kind text        NOT NULL,
    subject   text        NOT NULL,
    -- The route's pattern or the source.
    name      text        NOT NULL,
    -- Milliseconds that they took at most, and more than the bound before this; 2147483647 for those
    -- above all bounds.
    bound_ms  integer     NOT NULL,
    times     bigint      NOT NULL,
    PRIMARY KEY (hour, edge_kind, subject, name, bound_ms),
    CONSTRAINT ck_duration_stats_hourly_subject CHECK (subject IN ('route', 'source'))
);
