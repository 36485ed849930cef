CREATE TABLE administrator_sessions (
    id                       uuid        PRIMARY KEY,
    administrator_id         uuid        NOT NULL,
    -- SHA-256 of the cookie's token, which is new at every step of sign-in.
    token_hash               bytea       NOT NULL,
    state                    text        NOT NULL,
    -- A second factor that is being set up, sealed and bound to the row's id.
    enrolment_secret_sealed  bytea,
    created_at               timestamptz NOT NULL,
    last_seen_at             timestamptz NOT NULL,
    expires_at               timestamptz NOT NULL,
    step_up_until            timestamptz,
    address_masked           text        NOT NULL,
    user_agent               text        NOT NULL,
    CONSTRAINT fk_administrator_sessions_administrators FOREIGN KEY (administrator_id)
        REFERENCES administrators (id) ON DELETE CASCADE,
    CONSTRAINT ck_administrator_sessions_state CHECK (
        state IN ('totp_required', 'enrolment_required', 'signed_in')
    )
);

-- Every call: the session of a cookie.
CREATE UNIQUE INDEX idx_administrator_sessions_token_hash ON administrator_sessions (token_hash);

-- Listing and ending an administrator's sessions.
CREATE INDEX idx_administrator_sessions_administrator_id
    ON administrator_sessions (administrator_id);
