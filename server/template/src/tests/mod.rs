mod fixtures;
mod inline;
mod mistakes;
mod paragraphs;
mod parts;
mod random;
mod rows;
mod support;
