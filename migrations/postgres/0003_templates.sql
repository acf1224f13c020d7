-- Files, and the templates that are kept in them.
CREATE TABLE blob (
    tenant_id       TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id              TEXT COLLATE "C" NOT NULL UNIQUE, -- the name of the file; unique for the sweep of files without a row
    size            BIGINT NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE category (
    tenant_id       TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id              TEXT COLLATE "C" NOT NULL,
    name_mac        TEXT NOT NULL,
    name            BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name_mac)
);

CREATE TABLE template (
    tenant_id         TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id                TEXT COLLATE "C" NOT NULL,
    slug_mac          TEXT, -- for samples: which
    language          TEXT NOT NULL,
    category_id       TEXT COLLATE "C",
    owner_id          TEXT COLLATE "C",
    published_version TEXT COLLATE "C",
    title             BYTEA NOT NULL,
    key_id            TEXT NOT NULL,
    sealed_key        BYTEA NOT NULL,
    content_version   BIGINT NOT NULL,
    rev               BIGINT NOT NULL,
    created_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug_mac),
    FOREIGN KEY (tenant_id, category_id) REFERENCES category (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES person (tenant_id, id)
);

CREATE TABLE template_version (
    tenant_id       TEXT COLLATE "C" NOT NULL,
    id              TEXT COLLATE "C" NOT NULL,
    template_id     TEXT COLLATE "C" NOT NULL,
    number          BIGINT NOT NULL CHECK (number >= 1),
    state           TEXT NOT NULL CHECK (state IN ('draft', 'in_review', 'approved', 'published', 'retired')),
    author_id       TEXT COLLATE "C",
    blob_id         TEXT COLLATE "C" NOT NULL,
    questions       BIGINT NOT NULL,
    sha256          BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, template_id, number),
    FOREIGN KEY (tenant_id, template_id) REFERENCES template (tenant_id, id),
    FOREIGN KEY (tenant_id, author_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
);

ALTER TABLE template ADD FOREIGN KEY (tenant_id, published_version) REFERENCES template_version (tenant_id, id);

-- Exactly one version is published at a time.
CREATE UNIQUE INDEX template_version_published ON template_version (tenant_id, template_id) WHERE state = 'published';

CALL akte_close('blob');
CALL akte_close('category');
CALL akte_close('template');
CALL akte_close('template_version');
