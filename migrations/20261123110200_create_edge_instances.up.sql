-- Which release each edge instance goes by, as it last said.
CREATE TABLE edge_instances (
    edge_instance text        PRIMARY KEY,
    edge_kind     text        NOT NULL,
    -- Zero for none.
    release       bigint      NOT NULL,
    -- The one that is rolled out to some of its users.
    candidate     bigint,
    -- Why it goes by no later one; empty when it was told of none that it refused.
    refused       text        NOT NULL,
    seen_at       timestamptz NOT NULL
);

-- Administration and pruning: those seen lately, and those that were not.
CREATE INDEX idx_edge_instances_seen_at ON edge_instances (seen_at);
