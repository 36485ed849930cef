-- Set while the account may not be used.
ALTER TABLE users ADD COLUMN banned_at timestamptz;
