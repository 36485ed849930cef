-- When the account goes, once its listener has asked for that. Signing in before takes it back.
ALTER TABLE users ADD COLUMN deletes_at timestamptz;

-- Deleting accounts: those that are due.
CREATE INDEX idx_users_deletes_at ON users (deletes_at) WHERE deletes_at IS NOT NULL;
