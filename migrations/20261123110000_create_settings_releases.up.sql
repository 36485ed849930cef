-- What was published of the settings document. Only state and percentage change afterwards.
CREATE TABLE settings_releases (
    -- Without gaps: `settings_heads` gives them.
    number          bigint      PRIMARY KEY,
    kind            text        NOT NULL,
    state           text        NOT NULL,
    -- What differs from the defaults; secrets are sealed.
    document        jsonb       NOT NULL,
    -- When each secret was set, by its dotted name.
    secrets         jsonb       NOT NULL,
    rollout_percent smallint    NOT NULL,
    -- An administrator's e-mail address, `cli` or `system`.
    author          text        NOT NULL,
    reason          text        NOT NULL,
    -- The release that a rollback went back to.
    restores        bigint,
    created_at      timestamptz NOT NULL,
    CONSTRAINT ck_settings_releases_kind CHECK (kind IN ('publish', 'rollback', 'import')),
    CONSTRAINT ck_settings_releases_state
        CHECK (state IN ('active', 'rolling_out', 'superseded', 'withdrawn')),
    CONSTRAINT ck_settings_releases_rollout_percent CHECK (rollout_percent BETWEEN 1 AND 100),
    CONSTRAINT ck_settings_releases_restores CHECK ((kind = 'rollback') = (restores IS NOT NULL))
);

-- One release is in force, and one at most is being rolled out.
CREATE UNIQUE INDEX idx_settings_releases_state ON settings_releases (state)
    WHERE state IN ('active', 'rolling_out');

-- What is to be in force, one row. Its lock puts those who change settings in order.
CREATE TABLE settings_heads (
    id       boolean PRIMARY KEY DEFAULT true,
    -- Of the last release.
    number   bigint  NOT NULL,
    -- Rises with every change of what is to be in force.
    revision bigint  NOT NULL,
    CONSTRAINT ck_settings_heads_id CHECK (id)
);

INSERT INTO settings_heads (number, revision) VALUES (0, 0);
