-- Each track of a history once, with its latest play.
CREATE TABLE recent_tracks (
    user_id        uuid        NOT NULL,
    track_id       text        NOT NULL COLLATE "C",
    snapshot       jsonb       NOT NULL,
    last_played_at timestamptz NOT NULL,
    progress_ms    bigint      NOT NULL,
    completed      boolean     NOT NULL,
    play_count     integer     NOT NULL,
    PRIMARY KEY (user_id, track_id),
    CONSTRAINT fk_recent_tracks_users FOREIGN KEY (user_id) REFERENCES users (id)
        ON DELETE CASCADE
);

-- Listing, last played first.
CREATE INDEX idx_recent_tracks_user_id_last_played_at_track_id
    ON recent_tracks (user_id, last_played_at, track_id);

-- Pruning: history past its time.
CREATE INDEX idx_recent_tracks_last_played_at ON recent_tracks (last_played_at);
