-- Who may work on behalf of whom, and what was made so.
CREATE TABLE delegate (
    tenant_id   TEXT NOT NULL,
    delegate_id TEXT NOT NULL, -- who acts
    person_id   TEXT NOT NULL, -- for whom
    PRIMARY KEY (tenant_id, delegate_id, person_id),
    FOREIGN KEY (tenant_id, delegate_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    CHECK (delegate_id <> person_id)
);
-- For the list of who may act for a person.
CREATE INDEX delegate_person ON delegate (tenant_id, person_id, delegate_id);

-- Who made it on behalf of its owner; none: the owner did. SQLite adds no foreign key of two columns to a table that is there
-- (sqlite.org/lang_altertable.html, section 7); only the id of the person who asks is ever written here.
ALTER TABLE answer_set ADD COLUMN made_by TEXT;
ALTER TABLE document ADD COLUMN made_by TEXT;

-- For what was made on behalf of one person, newest first.
CREATE INDEX answer_set_on_behalf ON answer_set (tenant_id, person_id, id) WHERE made_by IS NOT NULL;
CREATE INDEX document_on_behalf ON document (tenant_id, person_id, id) WHERE made_by IS NOT NULL;
