//! The tree of an expression.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::{Code, Path, Step, library};

/// A parsed expression, or a part of one. Cheap to clone. It prints as normalised text, which parses
/// to an equal expression; two expressions are equal when they say the same, wherever they stand.
#[derive(Clone)]
pub struct Expr(Arc<Inner>);

struct Inner {
    node: Node,
    span: Range<usize>,
    depth: usize,
    path: Option<Path>,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A value as typed.
    Literal(Literal),
    /// A name: of an answer, a rule, a block-local name or an item of a repeat.
    Name(Arc<str>),
    /// `of.name`
    Member {
        /// The record.
        of: Expr,
        /// Its field.
        name: Arc<str>,
    },
    /// `of[key]`
    Index {
        /// The list or record.
        of: Expr,
        /// Which item, from 0 (from -1 for the last), or which field.
        key: Expr,
    },
    /// `of[start:end:step]`
    Slice {
        /// The list or text.
        of: Expr,
        /// The first that is taken.
        start: Option<Expr>,
        /// The first that is not taken.
        end: Option<Expr>,
        /// One in so many.
        step: Option<Expr>,
    },
    /// `name(args)`
    Call {
        /// The function.
        name: Arc<str>,
        /// What it works on.
        args: Args,
    },
    /// `of.name(args)`
    Method {
        /// What it is a method of.
        of: Expr,
        /// The method.
        name: Arc<str>,
        /// What it works with.
        args: Args,
    },
    /// `of | name(args)`
    Filter {
        /// What is filtered.
        of: Expr,
        /// The filter.
        name: Arc<str>,
        /// What it works with.
        args: Args,
    },
    /// `of is name(args)`; `is not` is this in a [`Node::Not`].
    Test {
        /// What is tested.
        of: Expr,
        /// The test.
        name: Arc<str>,
        /// What it compares with.
        args: Args,
    },
    /// `first < a <= b`: each with the one before it.
    Compare {
        /// The first operand.
        first: Expr,
        /// The others, at least one.
        rest: Vec<(Comparison, Expr)>,
    },
    /// Arithmetic and joining.
    Binary {
        /// What is done.
        op: Operator,
        /// With this.
        left: Expr,
        /// And this.
        right: Expr,
    },
    /// `left and right`, `left or right`; gives one of the operands.
    Logic {
        /// Which of the two.
        op: Logic,
        /// Evaluated first.
        left: Expr,
        /// Evaluated when the first does not decide.
        right: Expr,
    },
    /// `not x`
    Not(Expr),
    /// `-x`
    Negate(Expr),
    /// `then if condition else otherwise`
    IfElse {
        /// Decides.
        condition: Expr,
        /// When it is so.
        then: Expr,
        /// When it is not; nothing is printed when absent.
        otherwise: Option<Expr>,
    },
    /// `[a, b]`, and `(a, b)` as well.
    List(Vec<Expr>),
    /// `{a: b}`
    Map(Vec<(Expr, Expr)>),
}

/// A value as typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `none`
    None,
    /// `true`, `false`
    Bool(bool),
    /// `1000`, `1.5`
    Number(Decimal),
    /// `'text'`
    Text(Arc<str>),
}

/// Arguments between brackets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args {
    /// By their place.
    pub positional: Vec<Expr>,
    /// By their name: `width='2in'`.
    pub named: Vec<(Arc<str>, Expr)>,
}

impl Args {
    /// All of them, in the order they were typed.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        self.positional.iter().chain(self.named.iter().map(|(_, expr)| expr))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.positional.is_empty() && self.named.is_empty()
    }
}

/// A comparison of two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

impl Comparison {
    /// As it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
            Comparison::In => "in",
            Comparison::NotIn => "not in",
        }
    }
}

/// An operator that makes a value of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `//`: divided and rounded down.
    FloorDivide,
    /// `%`: what is left after `//`.
    Remainder,
    /// `**`
    Power,
    /// `~`: the texts of both, joined.
    Join,
}

impl Operator {
    /// As it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::FloorDivide => "//",
            Operator::Remainder => "%",
            Operator::Power => "**",
            Operator::Join => "~",
        }
    }
}

/// An operator that gives one of its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Logic {
    /// The first when it is false, else the second.
    And,
    /// The first when it is true, else the second.
    Or,
}

impl Logic {
    /// As it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Logic::And => "and",
            Logic::Or => "or",
        }
    }
}

impl Expr {
    /// Levels are counted here, so that no tree is too deep to walk.
    pub(crate) fn new(node: Node, span: Range<usize>) -> Expr {
        let mut depth = 0;
        node.each(&mut |child| depth = depth.max(child.0.depth));
        let path = node.path();
        Expr(Arc::new(Inner { node, span, depth: depth + 1, path }))
    }

    /// What it is.
    pub fn node(&self) -> &Node {
        &self.0.node
    }

    /// Where it stands in the text that was parsed, in characters.
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// Levels of the tree, itself counted.
    pub(crate) fn depth(&self) -> usize {
        self.0.depth
    }

    /// Calls back with each part one level down, in the order in which they are typed.
    pub fn each_part(&self, visit: &mut dyn FnMut(&Expr)) {
        self.0.node.each(visit);
    }

    /// Calls back with this expression and everything in it, outside first.
    pub fn walk(&self, visit: &mut dyn FnMut(&Expr)) {
        visit(self);
        self.0.node.each(&mut |part| part.walk(visit));
    }

    /// What a template author should look at though it can be evaluated: the code, a sentence, and
    /// where it stands in characters.
    pub fn warnings(&self) -> Vec<(Code, String, Range<usize>)> {
        library::warnings(self)
    }

    /// The name of an answer, when the expression is nothing else: `a.b`, `a[0]`, `a['x']`.
    pub fn path(&self) -> Option<Path> {
        self.0.path.clone()
    }

    /// As [`Expr::path`], to look at.
    pub(crate) fn known_path(&self) -> Option<&Path> {
        self.0.path.as_ref()
    }

    /// The step that a literal makes between square brackets.
    fn step(&self) -> Option<Step> {
        match self.node() {
            Node::Literal(Literal::Text(name)) => Some(Step::Name(name.clone())),
            Node::Literal(Literal::Number(number)) if number.is_integer() => {
                usize::try_from(*number).ok().map(Step::Index)
            }
            _ => None,
        }
    }
}

impl Node {
    /// The name of an answer, when it is nothing else.
    fn path(&self) -> Option<Path> {
        match self {
            Node::Name(name) => Some(Path::name(name.clone())),
            Node::Member { of, name } => Some(of.known_path()?.child(name.clone())),
            Node::Index { of, key } => Some(of.known_path()?.step(key.step()?)),
            _ => None,
        }
    }

    fn each(&self, visit: &mut dyn FnMut(&Expr)) {
        match self {
            Node::Literal(_) | Node::Name(_) => {}
            Node::Member { of, .. } | Node::Not(of) | Node::Negate(of) => visit(of),
            Node::Index { of, key } => {
                visit(of);
                visit(key);
            }
            Node::Slice { of, start, end, step } => {
                visit(of);
                [start, end, step].into_iter().flatten().for_each(visit);
            }
            Node::Call { args, .. } => args.exprs().for_each(visit),
            Node::Method { of, args, .. } | Node::Filter { of, args, .. } | Node::Test { of, args, .. } => {
                visit(of);
                args.exprs().for_each(visit);
            }
            Node::Compare { first, rest } => {
                visit(first);
                rest.iter().for_each(|(_, expr)| visit(expr));
            }
            Node::Binary { left, right, .. } | Node::Logic { left, right, .. } => {
                visit(left);
                visit(right);
            }
            Node::IfElse { condition, then, otherwise } => {
                visit(then);
                visit(condition);
                otherwise.iter().for_each(visit);
            }
            Node::List(items) => items.iter().for_each(visit),
            Node::Map(pairs) => pairs.iter().for_each(|(key, value)| {
                visit(key);
                visit(value);
            }),
        }
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.node == other.0.node
    }
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expr").field(&self.0.node).field(&self.0.span).finish()
    }
}
