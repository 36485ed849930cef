-- How each source stands with each edge that reported lately.
CREATE TABLE source_states (
    edge_instance text        NOT NULL,
    source        text        NOT NULL,
    edge_kind     text        NOT NULL,
    breaker       text        NOT NULL,
    credential    text        NOT NULL,
    seen_at       timestamptz NOT NULL,
    PRIMARY KEY (edge_instance, source)
);

-- Health: the states seen lately. Pruning: those of edges that are gone.
CREATE INDEX idx_source_states_seen_at ON source_states (seen_at);
