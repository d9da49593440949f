//! Whether an expression is a list of all that it refers to: what a plan's references do not tell.

use hcl_edit::expr::{Expression, TraversalOperator};

/// Functions that leave out nothing that is known only after apply.
const KEEPING: &[&str] = &["compact", "distinct", "flatten", "sort", "tolist", "toset", "values"];

/// True only when nothing is filtered, chosen or added: resources with attributes and splats, lists of them, `for`
/// expressions without condition over them, and functions that keep every item. `variable` says it of a module's
/// variable: what the call gives it.
pub fn is_whole(e: &Expression, variable: &dyn Fn(&str) -> bool) -> bool {
    match e {
        Expression::Parenthesis(inner) => is_whole(inner.inner(), variable),
        // Whatever else has a name may be known, and is no reference to a resource of this module.
        Expression::Variable(name) => !matches!(
            name.as_str(),
            "var" | "local" | "module" | "each" | "count" | "data" | "path" | "terraform"
        ),
        Expression::Traversal(t) => {
            let named = t.operators.iter().all(|o| {
                matches!(
                    o.value(),
                    TraversalOperator::GetAttr(_)
                        | TraversalOperator::AttrSplat(_)
                        | TraversalOperator::FullSplat(_)
                )
            });
            match (&t.expr, t.operators.first().map(|o| o.value())) {
                (Expression::Variable(base), Some(TraversalOperator::GetAttr(name)))
                    if base.as_str() == "var" =>
                {
                    t.operators.len() == 1 && variable(name.as_str())
                }
                (base, _) => named && is_whole(base, variable),
            }
        }
        Expression::Array(items) => items.iter().all(|i| is_whole(i, variable)),
        Expression::FuncCall(call) => {
            let core = call.name.namespace.is_empty() && !call.args.expand_final();
            core && KEEPING.contains(&call.name.name.as_str())
                && call.args.iter().all(|a| is_whole(a, variable))
        }
        Expression::ForExpr(f) => {
            f.cond.is_none()
                && f.key_expr.is_none()
                && is_whole(&f.intro.collection_expr, variable)
                && is_whole(&f.value_expr, variable)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leaves_out_and_adds_nothing_is_whole() {
        for (text, whole) in [
            ("aws_x.y.arn", true),
            ("aws_x.y[*].arn", true),
            ("aws_x.y.*.arn", true),
            ("values(aws_x.y)[*].arn", true),
            ("[for x in aws_x.y : x.arn]", true),
            ("toset([for k, x in aws_x.y : x.arn])", true),
            ("[aws_x.y.arn, aws_x.z.arn]", true),
            ("[for x in aws_x.y : x.arn if x.tags != null]", false),
            ("[for x in var.names : aws_x.y[x].arn]", false),
            ("[aws_x.y.arn, var.more]", false),
            ("concat([aws_x.y.arn], var.more)", false),
            ("var.on ? [aws_x.y.arn] : []", false),
            ("slice(aws_x.y[*].arn, 0, 1)", false),
            ("aws_x.y[0].arn", false),
            ("local.arns", false),
            ("var.given", true),
            ("toset(var.given)", true),
            ("var.given[0]", false),
            ("var.other", false),
            ("module.m.arns", false),
            ("\"${aws_x.y.arn}\"", false),
        ] {
            let e: Expression = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(is_whole(&e, &|name| name == "given"), whole, "{text}");
        }
    }
}
