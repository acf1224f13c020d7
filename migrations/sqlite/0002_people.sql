-- People, their roles and their sessions.
CREATE TABLE person (
    tenant_id       TEXT NOT NULL REFERENCES tenant (id),
    id              TEXT NOT NULL,
    issuer          TEXT NOT NULL,
    subject         TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
    name            BLOB NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, issuer, subject)
);

CREATE TABLE role (
    tenant_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    role      TEXT NOT NULL CHECK (role IN ('lawyer', 'knowledge_manager', 'administrator')),
    source    TEXT NOT NULL CHECK (source IN ('issuer')),
    PRIMARY KEY (tenant_id, person_id, role),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
);

-- A person's session has a person; a visitor's, before sign-in, has data.
CREATE TABLE session (
    token_hash      TEXT PRIMARY KEY,
    tenant_id       TEXT,
    person_id       TEXT,
    data            BLOB,
    key_id          TEXT,
    sealed_key      BLOB,
    content_version BIGINT,
    ends            BIGINT NOT NULL,
    CHECK ((person_id IS NULL) <> (data IS NULL)),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
);

-- For the sweep of ended sessions.
CREATE INDEX session_ends ON session (ends);
