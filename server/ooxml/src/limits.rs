//! How much a package may hold before it is refused.

/// The limits within which a package is read. [`Limits::default`] are the product's; they leave ordinary firm
/// documents alone (the largest seen: 38 entries, parts of 0.5 MB, a ratio of 33) and keep a refusal small and fast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Entries in the zip, directories included.
    pub entries: usize,
    /// Bytes of one part, inflated.
    pub part_size: u64,
    /// Bytes of all parts together, inflated.
    pub total_size: u64,
    /// Bytes of the content types and all relationships together, inflated: these are read before anything else.
    pub index_size: u64,
    /// How many times larger than its compressed data a part may be. Parts below [`Limits::RATIO_FREE`] are not
    /// measured: they do no harm.
    pub ratio: u64,
    /// Nesting of elements in one part.
    pub depth: usize,
    /// Attributes of one element, namespace declarations included.
    pub attributes: usize,
    /// Namespace declarations that hold in one place: its own element's and those around it.
    pub namespaces: usize,
    /// Elements, texts, comments and instructions in one part.
    pub nodes: usize,
}

impl Limits {
    /// Inflated bytes up to which a part may have any ratio.
    pub const RATIO_FREE: u64 = 1024 * 1024;
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            entries: 4096,
            part_size: 32 * MIB,
            total_size: 256 * MIB,
            index_size: 4 * MIB,
            ratio: 250,
            depth: 256,
            attributes: 256,
            namespaces: 256,
            nodes: 1_000_000,
        }
    }
}
