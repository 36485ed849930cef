-- What is to be published next, one row.
CREATE TABLE settings_drafts (
    id           boolean     PRIMARY KEY DEFAULT true,
    -- Rises with every change, also when the draft is discarded or published.
    version      bigint      NOT NULL,
    -- As in `settings_releases`; null while there is no draft.
    document     jsonb,
    secrets      jsonb,
    -- What its release will say of where it came from.
    kind         text        NOT NULL,
    -- The release that was in force when it was last saved.
    base_release bigint,
    updated_by   text,
    updated_at   timestamptz,
    CONSTRAINT ck_settings_drafts_id CHECK (id),
    CONSTRAINT ck_settings_drafts_kind CHECK (kind IN ('publish', 'import')),
    CONSTRAINT ck_settings_drafts_document CHECK (
        (document IS NULL) = (secrets IS NULL) AND (document IS NULL) = (base_release IS NULL)
        AND (document IS NULL) = (updated_by IS NULL) AND (document IS NULL) = (updated_at IS NULL)
    )
);

INSERT INTO settings_drafts (version, kind) VALUES (0, 'publish');
