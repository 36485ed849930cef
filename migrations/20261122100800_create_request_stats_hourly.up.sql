CREATE TABLE request_stats_hourly (
    hour            timestamptz NOT NULL,
    edge_kind       text        NOT NULL,
    route           text        NOT NULL,
    method          text        NOT NULL,
    status          integer     NOT NULL,
    cache           text        NOT NULL,
    requests        bigint      NOT NULL,
    duration_ms_sum bigint      NOT NULL,
    duration_ms_max bigint      NOT NULL,
    PRIMARY KEY (hour, edge_kind, route, method, status, cache)
);
