DROP INDEX idx_users_nickname_lower;
