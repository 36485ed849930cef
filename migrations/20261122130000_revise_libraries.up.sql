ALTER TABLE users
    -- Of the user's library: rises with every row of it that changes, and is the row's from then on.
    ADD COLUMN library_revision       bigint NOT NULL DEFAULT 0,
    -- Deletions up to this revision may be forgotten.
    ADD COLUMN library_floor          bigint NOT NULL DEFAULT 0,
    -- When the history was last cleared, as a revision; 0 for never.
    ADD COLUMN plays_cleared_revision bigint NOT NULL DEFAULT 0;
