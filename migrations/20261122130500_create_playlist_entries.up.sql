CREATE TABLE playlist_entries (
    -- Version 7.
    id          uuid        PRIMARY KEY,
    playlist_id uuid        NOT NULL,
    -- The playlist's, so that changes of a whole library are one index away.
    user_id     uuid        NOT NULL,
    -- Digits of base 62: between any two there is another, so that a move writes one row.
    rank        text        NOT NULL COLLATE "C",
    track_id    text        NOT NULL,
    -- Null for an entry that is gone, which stays for a while so that devices hear of it.
    snapshot    jsonb,
    added_at    timestamptz NOT NULL,
    revision    bigint      NOT NULL,
    deleted_at  timestamptz,
    CONSTRAINT fk_playlist_entries_playlists FOREIGN KEY (playlist_id) REFERENCES playlists (id)
        ON DELETE CASCADE,
    CONSTRAINT ck_playlist_entries_deleted_at CHECK (deleted_at IS NULL = (snapshot IS NOT NULL))
);

-- Listing a playlist in its order, and finding an entry's neighbours, also of one that is gone.
CREATE INDEX idx_playlist_entries_playlist_id_rank_id
    ON playlist_entries (playlist_id, rank, id);

-- Changes since a revision.
CREATE INDEX idx_playlist_entries_user_id_revision ON playlist_entries (user_id, revision);

-- Pruning: the deletions that everybody has heard of.
CREATE INDEX idx_playlist_entries_deleted_at ON playlist_entries (deleted_at)
    WHERE deleted_at IS NOT NULL;
