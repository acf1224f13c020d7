//! Definition and usage to questions; answers to the state of an interview.
