ALTER TABLE users
    DROP COLUMN library_revision,
    DROP COLUMN library_floor,
    DROP COLUMN plays_cleared_revision;
