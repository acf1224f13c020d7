//! Wrong code that does not compile: each file in `misuse/` is a mistake that the types of gate and door rule out.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/misuse/*.rs");
}
