CREATE TABLE users (
    id            uuid        PRIMARY KEY,
    -- AES-256-GCM of the E.164 number, bound to the row's id.
    phone_sealed  bytea       NOT NULL,
    -- Keyed HMAC-SHA256 of the E.164 number: finds the row without storing the number.
    phone_index   bytea       NOT NULL,
    phone_masked  text        NOT NULL,
    nickname      text        NOT NULL DEFAULT '',
    avatar_url    text        NOT NULL DEFAULT '',
    -- Carried by access tokens as `ver`; raising it makes every earlier one worthless.
    token_version bigint      NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

-- Sign-in: the user of a phone.
CREATE UNIQUE INDEX idx_users_phone_index ON users (phone_index);
