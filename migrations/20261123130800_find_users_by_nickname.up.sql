-- Administration: users whose nickname begins so.
CREATE INDEX idx_users_nickname_lower ON users (lower(nickname) text_pattern_ops);
