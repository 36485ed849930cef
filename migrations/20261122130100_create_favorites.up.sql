-- What listeners like. What they no longer do stays for a while, emptied, so that devices hear of it.
CREATE TABLE favorites (
    user_id    uuid        NOT NULL,
    kind       text        NOT NULL COLLATE "C",
    -- `{source}:{source id}`
    item_id    text        NOT NULL COLLATE "C",
    snapshot   jsonb,
    created_at timestamptz NOT NULL,
    revision   bigint      NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (user_id, kind, item_id),
    CONSTRAINT fk_favorites_users FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ck_favorites_kind CHECK (kind IN ('track', 'album', 'artist', 'playlist')),
    CONSTRAINT ck_favorites_deleted_at CHECK (deleted_at IS NULL = (snapshot IS NOT NULL))
);

-- Listing all kinds, newest first.
CREATE INDEX idx_favorites_user_id_created_at_kind_item_id
    ON favorites (user_id, created_at, kind, item_id) WHERE deleted_at IS NULL;

-- Listing one kind, newest first.
CREATE INDEX idx_favorites_user_id_kind_created_at_item_id
    ON favorites (user_id, kind, created_at, item_id) WHERE deleted_at IS NULL;

-- Changes since a revision.
CREATE INDEX idx_favorites_user_id_revision ON favorites (user_id, revision);

-- Pruning: the deletions that everybody has heard of.
CREATE INDEX idx_favorites_deleted_at ON favorites (deleted_at) WHERE deleted_at IS NOT NULL;
