-- Answers that moving a set to a newer version left. Encrypted with the others; none when none were.
ALTER TABLE answer_set ADD COLUMN set_aside BYTEA;
