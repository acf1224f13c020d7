-- Since when no answer of the set refers to the file. NULL while one does, and where an earlier release wrote last: which of a set's
-- files its answers refer to is encrypted with them, so the sweep looks there before it takes anything away.
ALTER TABLE answer_set_file ADD COLUMN unused_since BIGINT;

CREATE INDEX answer_set_file_by_unused ON answer_set_file (tenant_id, unused_since) WHERE unused_since IS NOT NULL;

-- Files whose row was taken away. They lie there for another day, for a backup that names them.
CREATE TABLE blob_gone (
    tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenant (id),
    id        TEXT COLLATE "C" NOT NULL,
    gone_at   BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CALL akte_close('blob_gone');
