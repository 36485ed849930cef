-- What signs in once in place of the second factor.
CREATE TABLE administrator_recovery_codes (
    administrator_id uuid        NOT NULL,
    -- HMAC-SHA256 under a key derived from the secret key.
    code_hash        bytea       NOT NULL,
    used_at          timestamptz,
    PRIMARY KEY (administrator_id, code_hash),
    CONSTRAINT fk_administrator_recovery_codes_administrators FOREIGN KEY (administrator_id)
        REFERENCES administrators (id) ON DELETE CASCADE
);
