-- What changed of that which the index of templates, or of matters, keeps in memory: a line for each number of `titles_rev` or
-- `matters_rev`. Where a line is missing, as after a change by an earlier release, the index is read anew.
CREATE TABLE index_change (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    kind      TEXT NOT NULL CHECK (kind IN ('template', 'matter')),
    rev       BIGINT NOT NULL,
    object_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, kind, rev)
);
