-- The life of a version: what was done to it, and what is planned.
ALTER TABLE template_version ADD COLUMN publish_at BIGINT; -- planned
ALTER TABLE template_version ADD COLUMN published_at BIGINT; -- the last time
ALTER TABLE template_version ADD COLUMN review_by BIGINT;
UPDATE template_version SET published_at = created_at WHERE state = 'published';

-- For what is to be published now.
CREATE INDEX template_version_planned ON template_version (tenant_id, publish_at) WHERE publish_at IS NOT NULL;
-- For what waits for a decision.
CREATE INDEX template_version_in_review ON template_version (tenant_id, id) WHERE state = 'in_review';
-- For what someone should look at again.
CREATE INDEX template_version_review_by ON template_version (tenant_id, review_by) WHERE state = 'published';

-- With a comment there is an envelope, without there is none.
CREATE TABLE version_step (
    tenant_id       TEXT COLLATE "C" NOT NULL,
    id              TEXT COLLATE "C" NOT NULL,
    version_id      TEXT COLLATE "C" NOT NULL,
    person_id       TEXT COLLATE "C", -- none: a planned moment had come, or it came with the product
    step            TEXT NOT NULL CHECK (step IN
        ('submit', 'withdraw', 'approve', 'reject', 'schedule', 'unschedule', 'publish', 'retire')),
    at              BIGINT NOT NULL,
    comment         BYTEA,
    key_id          TEXT,
    sealed_key      BYTEA,
    content_version BIGINT,
    version_rev     BIGINT NOT NULL, -- the revision of the version that it led to
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, version_id, version_rev),
    FOREIGN KEY (tenant_id, version_id) REFERENCES template_version (tenant_id, id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
);

-- What a firm decided for itself; without a row everything is as it comes.
CREATE TABLE setting (
    tenant_id TEXT COLLATE "C" PRIMARY KEY REFERENCES tenant (id),
    four_eyes SMALLINT NOT NULL CHECK (four_eyes IN (0, 1)),
    rev       BIGINT NOT NULL
);

CALL akte_close('version_step');
CALL akte_close('setting');
