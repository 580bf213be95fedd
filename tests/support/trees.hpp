#pragma once

#include <quern/expr/dump.hpp>
#include <quern/expr/query.hpp>
#include <quern/schema/builder.hpp>

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Typed trees, written down as they are meant.
namespace quern::test {

/// Appends a subtree to a query.
using subtree = std::function<void(expr::query&)>;

/// One nullable field of each type, `b i u r s t`, one more time that is stored in seconds, `e`, and for each one that is
/// never absent, `nb ni nu nr ns nt ne`; the key is `id`.
[[nodiscard]] inline schema::definition fields(schema::logic logic) {
    using enum schema::scalar;
    schema::builder made("t");
    made.logic(logic).key("id").add({.name = "id", .type = uint64});
    for (bool const nullable : {true, false}) {
        std::string const prefix = nullable ? "" : "n";
        made.add({.name = prefix + "b", .type = boolean, .nullable = nullable});
        made.add({.name = prefix + "i", .type = int64, .nullable = nullable});
        made.add({.name = prefix + "u", .type = uint64, .nullable = nullable});
        made.add({.name = prefix + "r", .type = real, .nullable = nullable});
        made.add({.name = prefix + "s", .type = string, .nullable = nullable});
        made.add({.name = prefix + "t", .type = timestamp, .nullable = nullable});
        made.add({.name = prefix + "e",
                  .type = timestamp,
                  .nullable = nullable,
                  .layout = core::time_layout::rfc3339,
                  .storage = schema::time_storage::epoch_seconds});
    }
    return made.build().value();
}

[[nodiscard]] inline subtree leaf(expr::node_kind kind, std::string_view field, schema::operation o,
                                  std::vector<core::value> constants) {
    return [=](expr::query& q) {
        q.filter.leaf(kind, q.schema.find(field).value(), o);
        for (core::value const& v : constants) {
            q.filter.value(v);
        }
    };
}

/// A predicate: the field, the operator, the constants.
[[nodiscard]] inline subtree is(std::string_view field, schema::operation o, std::vector<core::value> constants = {}) {
    return leaf(expr::node_kind::predicate, field, o, std::move(constants));
}

/// A complement.
[[nodiscard]] inline subtree isnt(std::string_view field, schema::operation o,
                                  std::vector<core::value> constants = {}) {
    return leaf(expr::node_kind::complement, field, o, std::move(constants));
}

[[nodiscard]] inline subtree group(expr::node_kind kind, std::vector<subtree> operands) {
    return [=](expr::query& q) {
        std::uint32_t const opened = q.filter.open(kind);
        for (subtree const& operand : operands) {
            operand(q);
        }
        q.filter.close(opened);
    };
}

[[nodiscard]] inline subtree all_of(std::vector<subtree> operands) {
    return group(expr::node_kind::conjunction, std::move(operands));
}

[[nodiscard]] inline subtree any_of(std::vector<subtree> operands) {
    return group(expr::node_kind::disjunction, std::move(operands));
}

[[nodiscard]] inline subtree not_(subtree operand) { return group(expr::node_kind::negation, {std::move(operand)}); }

[[nodiscard]] inline subtree constant(bool truth) {
    return [=](expr::query& q) { q.filter.constant(truth); };
}

[[nodiscard]] inline expr::query query_of(schema::definition const& schema, subtree const& root) {
    expr::query made(schema);
    root(made);
    return made;
}

/// A query as `dump` shows it, without the last line's end.
[[nodiscard]] inline std::string shown(expr::query const& q) {
    std::string text = expr::dump(q);
    text.pop_back();
    return text;
}

} // namespace quern::test
