-- Listeners who asked where to play a track.
CREATE TABLE playback_stats_hourly (
    hour        timestamptz NOT NULL,
    edge_kind   text        NOT NULL,
    -- Who plays; empty where nobody does.
    source      text        NOT NULL,
    -- 'ok', or the code of the problem.
    outcome     text        NOT NULL,
    -- Whether another track plays than the one asked for.
    substituted boolean     NOT NULL,
    plays       bigint      NOT NULL,
    PRIMARY KEY (hour, edge_kind, source, outcome, substituted)
);
