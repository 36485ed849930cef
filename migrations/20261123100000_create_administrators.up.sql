CREATE TABLE administrators (
    id                 uuid        PRIMARY KEY,
    -- In lower case.
    email              text        NOT NULL,
    name               text        NOT NULL,
    role               text        NOT NULL,
    -- Argon2id, a PHC string.
    password_hash      text        NOT NULL,
    -- The secret of the second factor, sealed and bound to the row's id; null until enrolled.
    totp_secret_sealed bytea,
    -- The step of the last code that was taken: neither it nor an older one is taken again.
    totp_last_step     bigint,
    disabled_at        timestamptz,
    created_at         timestamptz NOT NULL,
    last_signed_in_at  timestamptz,
    CONSTRAINT ck_administrators_role CHECK (role IN ('owner', 'operator', 'auditor'))
);

-- Sign-in: an address is one administrator's.
CREATE UNIQUE INDEX idx_administrators_email ON administrators (email);
