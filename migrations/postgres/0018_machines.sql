-- Keys that programs come with. A machine itself is a row of `person`, by the issuer 'machine': what it makes belongs to it as to a
-- person. Looked at before the firm is known; holds no content.
CREATE TABLE api_key (
    key_hash   TEXT PRIMARY KEY, -- of the whole secret, which is kept nowhere
    tenant_id  TEXT COLLATE "C" NOT NULL,
    machine_id TEXT COLLATE "C" NOT NULL,
    id         TEXT COLLATE "C" NOT NULL,
    prefix     TEXT NOT NULL, -- how the secret begins, to know it by
    scopes     TEXT NOT NULL, -- actions of the table of permissions
    networks   TEXT NOT NULL, -- where it may come from; anywhere when empty
    created_at BIGINT NOT NULL,
    ends       BIGINT NOT NULL,
    used_at    BIGINT,
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, machine_id) REFERENCES person (tenant_id, id)
);

-- For the keys of a machine, and to end them all.
CREATE INDEX api_key_machine ON api_key (tenant_id, machine_id);
