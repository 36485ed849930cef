-- Why the account may not be used, in an operator's words; null for bans of before they were asked for one.
ALTER TABLE users ADD COLUMN ban_reason text;
