-- Files that answers refer to: pictures that documents show, and attachments. A copy of an answer set has the same files, so which
-- sets have a file stands apart.
CREATE TABLE answer_file (
    tenant_id       TEXT COLLATE "C" NOT NULL,
    id              TEXT COLLATE "C" NOT NULL,
    blob_id         TEXT COLLATE "C" NOT NULL,
    is_picture      SMALLINT NOT NULL CHECK (is_picture IN (0, 1)),
    name            BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
);

CREATE TABLE answer_set_file (
    tenant_id     TEXT COLLATE "C" NOT NULL,
    answer_set_id TEXT COLLATE "C" NOT NULL,
    file_id       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, answer_set_id, file_id),
    FOREIGN KEY (tenant_id, answer_set_id) REFERENCES answer_set (tenant_id, id),
    FOREIGN KEY (tenant_id, file_id) REFERENCES answer_file (tenant_id, id)
);

CALL akte_close('answer_file');
CALL akte_close('answer_set_file');
