-- Firms, and which binaries may use this database.
CREATE TABLE schema_meta (
    one        SMALLINT PRIMARY KEY CHECK (one = 1),
    version    BIGINT NOT NULL,
    min_binary BIGINT NOT NULL
);
INSERT INTO schema_meta (one, version, min_binary) VALUES (1, 1, 1);

CREATE TABLE tenant (
    id              TEXT PRIMARY KEY,
    issuer          TEXT NOT NULL,
    tid             TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
    -- the firm's key, wrapped by a master key of the keyring
    master_id       TEXT NOT NULL,
    firm_key_id     TEXT NOT NULL,
    wrapped_key     BLOB NOT NULL,
    name            BLOB NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    -- counts the changes of anything that the library's index shows
    titles_rev      BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    UNIQUE (issuer, tid)
);
