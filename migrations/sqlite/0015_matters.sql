-- Matters, the people and teams that work on them, and the walls around the closed ones.
ALTER TABLE tenant ADD COLUMN matters_rev BIGINT NOT NULL DEFAULT 0; -- counts the changes of what the index of matters shows

CREATE TABLE matter (
    tenant_id       TEXT NOT NULL REFERENCES tenant (id),
    id              TEXT NOT NULL,
    closed          SMALLINT NOT NULL CHECK (closed IN (0, 1)), -- to its members
    number_mac      TEXT NOT NULL,
    name            BLOB NOT NULL,
    number          BLOB NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number_mac)
);

CREATE TABLE team (
    tenant_id       TEXT NOT NULL REFERENCES tenant (id),
    id              TEXT NOT NULL,
    name_mac        TEXT NOT NULL,
    name            BLOB NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name_mac)
);

-- The keys begin with who asks: every query that looks over a wall begins with the matters of one person.
CREATE TABLE matter_member (
    tenant_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, matter_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES matter (tenant_id, id)
);
-- For the list of a matter's members.
CREATE INDEX matter_member_matter ON matter_member (tenant_id, matter_id, person_id);

CREATE TABLE matter_team (
    tenant_id TEXT NOT NULL,
    team_id   TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, team_id, matter_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES matter (tenant_id, id)
);
-- For the list of a matter's teams.
CREATE INDEX matter_team_matter ON matter_team (tenant_id, matter_id, team_id);

CREATE TABLE team_member (
    tenant_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    team_id   TEXT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, team_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id)
);
-- For the list of a team's members.
CREATE INDEX team_member_team ON team_member (tenant_id, team_id, person_id);

-- Templates that someone wants at hand.
CREATE TABLE favourite (
    tenant_id   TEXT NOT NULL,
    person_id   TEXT NOT NULL,
    template_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, template_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, template_id) REFERENCES template (tenant_id, id)
);

-- Answers, and the documents made of them, may belong to a matter. SQLite adds no foreign key of two columns to a table that is
-- there (sqlite.org/lang_altertable.html, section 7): both are made again, the new ones first, so that no reference ever dangles.
CREATE TABLE answer_set_next (
    tenant_id       TEXT NOT NULL,
    id              TEXT NOT NULL,
    person_id       TEXT NOT NULL,
    version_id      TEXT NOT NULL,
    matter_id       TEXT,
    name            BLOB,
    answers         BLOB NOT NULL,
    set_aside       BLOB,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, version_id) REFERENCES template_version (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES matter (tenant_id, id)
);
INSERT INTO answer_set_next (tenant_id, id, person_id, version_id, name, answers, set_aside, key_id, sealed_key, content_version,
    rev, created_at)
SELECT tenant_id, id, person_id, version_id, name, answers, set_aside, key_id, sealed_key, content_version, rev, created_at
FROM answer_set;

CREATE TABLE document_next (
    tenant_id       TEXT NOT NULL,
    id              TEXT NOT NULL,
    person_id       TEXT NOT NULL,
    version_id      TEXT NOT NULL,
    answer_set_id   TEXT NOT NULL,
    answer_set_rev  BIGINT NOT NULL,
    matter_id       TEXT,
    blob_id         TEXT NOT NULL,
    title           BLOB NOT NULL,
    hashes          BLOB NOT NULL,
    key_id          TEXT NOT NULL,
    sealed_key      BLOB NOT NULL,
    content_version BIGINT NOT NULL,
    rev             BIGINT NOT NULL,
    made_at         BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, version_id) REFERENCES template_version (tenant_id, id),
    FOREIGN KEY (tenant_id, answer_set_id) REFERENCES answer_set_next (tenant_id, id),
    FOREIGN KEY (tenant_id, matter_id) REFERENCES matter (tenant_id, id),
    FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
);
INSERT INTO document_next (tenant_id, id, person_id, version_id, answer_set_id, answer_set_rev, blob_id, title, hashes, key_id,
    sealed_key, content_version, rev, made_at)
SELECT tenant_id, id, person_id, version_id, answer_set_id, answer_set_rev, blob_id, title, hashes, key_id, sealed_key,
    content_version, rev, made_at
FROM document;

DROP TABLE document;
DROP TABLE answer_set;
ALTER TABLE answer_set_next RENAME TO answer_set;
ALTER TABLE document_next RENAME TO document;

-- As they were in 0004.
CREATE INDEX answer_set_person ON answer_set (tenant_id, person_id, id);
CREATE INDEX answer_set_version ON answer_set (tenant_id, version_id, person_id);
CREATE INDEX document_person ON document (tenant_id, person_id, id);

-- Whom a change let in or out of a matter or a team.
ALTER TABLE audit_event ADD COLUMN member_kind TEXT;
ALTER TABLE audit_event ADD COLUMN member_id TEXT;

-- For what belongs to one matter, newest first.
CREATE INDEX answer_set_matter ON answer_set (tenant_id, matter_id, id) WHERE matter_id IS NOT NULL;
CREATE INDEX document_matter ON document (tenant_id, matter_id, id) WHERE matter_id IS NOT NULL;
-- Documents follow their answers to another matter.
CREATE INDEX document_answer_set ON document (tenant_id, answer_set_id);
