-- Files, and the templates that are kept in them.
CREATE TABLE blob (
    tenant_id       TEXT NOT NULL REFERENCES tenant (id),
    id              TEXT NOT NULL UNIQUE, -- the name of the file; unique for the sweep of files without a row
    size            BIGINT NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE category (
    tenant_id       TEXT NOT NULL REFERENCES tenant (id),
    id              TEXT NOT NULL,
    name_mac        TEXT NOT NULL,
    name            BLOB NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name_mac)
);

CREATE TABLE template (
    tenant_id         TEXT NOT NULL REFERENCES tenant (id),
    id                TEXT NOT NULL,
    slug_mac          TEXT, -- for samples: which
    language          TEXT NOT NULL,
    category_id       TEXT,
    owner_id          TEXT,
    published_version TEXT,
    title             BLOB NOT NULL,
    key_id            TEXT NOT NULL,
    sealed_key        BLOB NOT NULL,
    content_version   BIGINT NOT NULL,
    rev               BIGINT NOT NULL,
    created_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug_mac),
    FOREIGN KEY (tenant_id, category_id) REFERENCES category (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, published_version) REFERENCES template_version (tenant_id, id)
);

CREATE TABLE template_version (
    tenant_id       TEXT NOT NULL,
    id              TEXT NOT NULL,
    template_id     TEXT NOT NULL,
    number          BIGINT NOT NULL CHECK (number >= 1),
    state           TEXT NOT NULL CHECK (state IN ('draft', 'in_review', 'approved', 'published', 'retired')),
    author_id       TEXT,
    blob_id         TEXT NOT NULL,
    questions       BIGINT NOT NULL,
    sha256          BLOB NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, template_id, number),
    FOREIGN KEY (tenant_id, template_id) REFERENCES template (tenant_id, id),
    FOREIGN KEY (tenant_id, author_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
);

-- Exactly one version is published at a time.
CREATE UNIQUE INDEX template_version_published ON template_version (tenant_id, template_id) WHERE state = 'published';
