mod fixtures;
mod inline;
mod mistakes;
mod paragraphs;
mod parts;
mod rows;
mod support;
