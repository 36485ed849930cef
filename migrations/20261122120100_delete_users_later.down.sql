DROP INDEX idx_users_deletes_at;
ALTER TABLE users DROP COLUMN deletes_at;
