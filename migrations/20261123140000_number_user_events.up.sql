-- How many events the user has had: the number of the last of them.
ALTER TABLE users ADD COLUMN event_seq bigint NOT NULL DEFAULT 0;
