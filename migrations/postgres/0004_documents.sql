-- Answers, and the documents that are made of them.
CREATE TABLE answer_set (
    tenant_id       TEXT COLLATE "C" NOT NULL,
    id              TEXT COLLATE "C" NOT NULL,
    person_id       TEXT COLLATE "C" NOT NULL,
    version_id      TEXT COLLATE "C" NOT NULL,
    name            BYTEA,
    answers         BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, version_id) REFERENCES template_version (tenant_id, id)
);

-- For the list of one's own, newest first.
CREATE INDEX answer_set_person ON answer_set (tenant_id, person_id, id);
-- For reading the file of a version that an own answer set is pinned to.
CREATE INDEX answer_set_version ON answer_set (tenant_id, version_id, person_id);

CREATE TABLE document (
    tenant_id       TEXT COLLATE "C" NOT NULL,
    id              TEXT COLLATE "C" NOT NULL,
    person_id       TEXT COLLATE "C" NOT NULL,
    version_id      TEXT COLLATE "C" NOT NULL,
    answer_set_id   TEXT COLLATE "C" NOT NULL,
    answer_set_rev  BIGINT NOT NULL,
    blob_id         TEXT COLLATE "C" NOT NULL,
    title           BYTEA NOT NULL,
    hashes          BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    made_at         BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, version_id) REFERENCES template_version (tenant_id, id),
    FOREIGN KEY (tenant_id, answer_set_id) REFERENCES answer_set (tenant_id, id),
    FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
);

-- For the list of one's own, newest first.
CREATE INDEX document_person ON document (tenant_id, person_id, id);

CALL akte_close('answer_set');
CALL akte_close('document');
