//! Which value, condition or repeat of a template something is, however the text around it changes.

use std::collections::HashMap;
use std::fmt;

/// The identity of a node: a hash of its path. A step of a path is a kind, a normalised expression, and an ordinal among
/// equal ones under the same parent. It prints as 16 hexadecimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeKey(u64);

impl fmt::Display for NodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl NodeKey {
    /// The root of a part.
    fn root(part: &str) -> Self {
        Self(0xcbf2_9ce4_8422_2325).step(part)
    }

    /// FNV-1a, 64 bits: stable between versions and machines. The length keeps `ab`, `c` and `a`, `bc` apart.
    fn step(self, text: &str) -> Self {
        let length = (text.len() as u64).to_le_bytes();
        let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Self(text.as_bytes().iter().chain(&length).fold(self.0, hash))
    }
}

/// Hands out keys along the path that is open.
pub(crate) struct Keys {
    /// The open nodes, outermost first, each with how often its equal children came so far.
    open: Vec<(NodeKey, HashMap<NodeKey, u64>)>,
}

impl Keys {
    pub fn new(part: &str) -> Self {
        Self { open: vec![(NodeKey::root(part), HashMap::new())] }
    }

    /// The key of the next child of the innermost open node.
    pub fn next(&mut self, kind: &str, expr: &str) -> NodeKey {
        let Some((parent, seen)) = self.open.last_mut() else { return NodeKey::root(kind).step(expr) };
        let key = parent.step(kind).step(expr);
        let ordinal = seen.entry(key).or_insert(0);
        *ordinal += 1;
        key.step(&ordinal.to_string())
    }

    /// A branch of a condition with an expression of its own.
    pub fn branch(&self, condition: NodeKey, expr: &str) -> NodeKey {
        condition.step("branch").step(expr)
    }

    pub fn enter(&mut self, key: NodeKey) {
        self.open.push((key, HashMap::new()));
    }

    pub fn leave(&mut self) {
        self.open.pop();
    }
}
