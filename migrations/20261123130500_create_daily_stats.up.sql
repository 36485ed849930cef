-- The hours of each day (UTC), added up.
CREATE TABLE request_stats_daily (
    day             timestamptz NOT NULL,
    edge_kind       text        NOT NULL,
    route           text        NOT NULL,
    method          text        NOT NULL,
    status          integer     NOT NULL,
    cache           text        NOT NULL,
    requests        bigint      NOT NULL,
    duration_ms_sum bigint      NOT NULL,
    duration_ms_max bigint      NOT NULL,
    PRIMARY KEY (day, edge_kind, route, method, status, cache)
);

CREATE TABLE source_stats_daily (
    day             timestamptz NOT NULL,
    edge_kind       text        NOT NULL,
    source          text        NOT NULL,
    operation       text        NOT NULL,
    outcome         text        NOT NULL,
    calls           bigint      NOT NULL,
    duration_ms_sum bigint      NOT NULL,
    duration_ms_max bigint      NOT NULL,
    PRIMARY KEY (day, edge_kind, source, operation, outcome)
);

CREATE TABLE duration_stats_daily (
    day       timestamptz NOT NULL,
    edge_kind text        NOT NULL,
    subject   text        NOT NULL,
    name      text        NOT NULL,
    bound_ms  integer     NOT NULL,
    times     bigint      NOT NULL,
    PRIMARY KEY (day, edge_kind, subject, name, bound_ms)
);

CREATE TABLE playback_stats_daily (
    day         timestamptz NOT NULL,
    edge_kind   text        NOT NULL,
    source      text        NOT NULL,
    outcome     text        NOT NULL,
    substituted boolean     NOT NULL,
    plays       bigint      NOT NULL,
    PRIMARY KEY (day, edge_kind, source, outcome, substituted)
);

CREATE TABLE sms_stats_daily (
    day      timestamptz NOT NULL,
    vendor   text        NOT NULL,
    outcome  text        NOT NULL,
    messages bigint      NOT NULL,
    PRIMARY KEY (day, vendor, outcome)
);

-- When each day was last added up. One that was two days after its beginning or later is final: edges
-- may report for a day.
CREATE TABLE stat_days (
    day          timestamptz PRIMARY KEY,
    rolled_up_at timestamptz NOT NULL
);
