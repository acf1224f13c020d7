-- People, their roles and their sessions.
CREATE TABLE person (
    tenant_id       TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id              TEXT COLLATE "C" NOT NULL,
    issuer          TEXT NOT NULL,
    subject         TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
    name            BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, issuer, subject)
);

CREATE TABLE role (
    tenant_id TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL,
    role      TEXT NOT NULL CHECK (role IN ('lawyer', 'knowledge_manager', 'administrator')),
    source    TEXT NOT NULL CHECK (source IN ('issuer')),
    PRIMARY KEY (tenant_id, person_id, role),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
);

-- A person's session has a person; a visitor's, before sign-in, has data.
CREATE TABLE session (
    token_hash      TEXT PRIMARY KEY,
    tenant_id       TEXT COLLATE "C",
    person_id       TEXT COLLATE "C",
    data            BYTEA,
    key_id          TEXT,
    sealed_key      BYTEA,
    content_version BIGINT,
    ends            BIGINT NOT NULL,
    CHECK ((person_id IS NULL) <> (data IS NULL)),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
);

-- For the sweep of ended sessions.
CREATE INDEX session_ends ON session (ends);

CALL akte_close('person');
CALL akte_close('role');
