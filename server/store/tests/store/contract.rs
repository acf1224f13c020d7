// The store through its public face, on a real database of its own per test: one suite for every engine. The file that includes
// this one says which, as `POSTGRES`.

mod answer_files;
mod answers;
mod at_rest;
mod audit;
mod bearers;
mod behalf;
mod bucket;
mod cancelled;
mod chain;
mod destroyed;
mod documents;
mod enrolment;
mod idempotency;
mod isolation;
mod jobs;
mod library;
mod life;
mod machines;
mod matters;
mod networks;
mod permissions;
mod plans;
mod restart;
mod rotation;
mod samples;
mod seeded;
mod sessions;
mod support;
mod sweep;
mod walls;
