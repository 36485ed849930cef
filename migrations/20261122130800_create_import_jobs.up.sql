-- Lists that are being taken over into playlists, line by line.
CREATE TABLE import_jobs (
    -- Version 7.
    id          uuid        PRIMARY KEY,
    user_id     uuid        NOT NULL,
    -- No reference: what became of the job outlives the playlist.
    playlist_id uuid        NOT NULL,
    state       text        NOT NULL,
    -- As they were given; none once the job is over.
    lines       text[]      NOT NULL,
    total       integer     NOT NULL,
    done        integer     NOT NULL DEFAULT 0,
    matched     integer     NOT NULL DEFAULT 0,
    -- The first of those that no source has.
    unmatched   text[]      NOT NULL DEFAULT '{}',
    failure     text        NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT fk_import_jobs_users FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ck_import_jobs_state CHECK (state IN ('running', 'done', 'failed'))
);

-- Exporting and deleting a user: their jobs.
CREATE INDEX idx_import_jobs_user_id ON import_jobs (user_id);

-- Giving up: those that nobody goes on with. Pruning: the old ones.
CREATE INDEX idx_import_jobs_updated_at ON import_jobs (updated_at);
