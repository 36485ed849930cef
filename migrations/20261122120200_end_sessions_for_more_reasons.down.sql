UPDATE sessions SET end_reason = 'signed_out'
WHERE end_reason IN (
    'signed_out_everywhere', 'device_ended', 'account_banned', 'account_deleted', 'expired'
);
ALTER TABLE sessions DROP CONSTRAINT ck_sessions_end_reason;
ALTER TABLE sessions ADD CONSTRAINT ck_sessions_end_reason CHECK (
    (ended_at IS NULL) = (end_reason IS NULL)
    AND end_reason IN ('signed_out', 'signed_in_again', 'device_replaced', 'refresh_token_reused')
);
