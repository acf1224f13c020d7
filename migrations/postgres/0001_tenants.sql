-- Firms, and which binaries may use this database.
CREATE TABLE schema_meta (
    one        SMALLINT PRIMARY KEY CHECK (one = 1),
    version    BIGINT NOT NULL,
    min_binary BIGINT NOT NULL
);
INSERT INTO schema_meta (one, version, min_binary) VALUES (1, 1, 1);

CREATE TABLE tenant (
    id              TEXT COLLATE "C" PRIMARY KEY,
    issuer          TEXT NOT NULL,
    tid             TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
    -- the firm's key, wrapped by a master key of the keyring
    master_id       TEXT NOT NULL,
    firm_key_id     TEXT NOT NULL,
    wrapped_key     BYTEA NOT NULL,
    name            BYTEA NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BYTEA NOT NULL,
    content_version BIGINT NOT NULL,
    -- counts the changes of anything that the library's index shows
    titles_rev      BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    UNIQUE (issuer, tid)
);

-- The firm that this transaction works for. Raises when there is none, so that nothing is ever read without one.
CREATE FUNCTION akte_tenant() RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
DECLARE
    firm TEXT := current_setting('akte.tenant', true);
BEGIN
    IF firm IS NULL OR firm = '' THEN
        RAISE EXCEPTION 'no firm is set for this transaction';
    END IF;
    RETURN firm;
END $$;

-- Closes a table: the application's role sees and writes the rows of the transaction's firm only.
CREATE PROCEDURE akte_close(closed regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', closed);
    EXECUTE format('CREATE POLICY firm ON %s USING (tenant_id = (SELECT akte_tenant()))', closed);
END $$;
