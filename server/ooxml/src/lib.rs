//! A .docx package read within limits, its XML without loss, written back.
