#pragma once

#include <quern/core/case_folding.hpp>
#include <quern/core/code.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/regex.hpp>
#include <quern/core/span.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/view.hpp>
#include <quern/mongo/detail/extended_json.hpp>
#include <quern/mongo/detail/limits.hpp>
#include <quern/mongo/detail/path.hpp>
#include <quern/mongo/notation.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace quern::mongo::detail {

/// Writes the filter of a query that is normalised, and whose groups are not nested deeper than `most_groups`.
class filter_writer {
public:
    filter_writer(expr::query const& q, notation in, core::diagnostics& found) noexcept
        : query_(q),
          notation_(in),
          found_(found) {}

    [[nodiscard]] boost::json::object write() {
        auto const nodes = query_.filter.nodes();
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            if (nodes[i].end > i + 1) {
                bool const all = nodes[i].kind == expr::node_kind::conjunction;
                groups_.push_back({nodes[i].end, all ? "$and" : "$or", {}});
            } else {
                place(leaf({query_, i}), i + 1);
            }
        }
        return std::move(root_);
    }

    /// What no document matches.
    [[nodiscard]] static boost::json::object nothing() {
        return object_of("_id", object_of("$in", boost::json::array()));
    }

private:
    using array = boost::json::array;
    using object = boost::json::object;

    struct group {
        std::uint32_t end;
        std::string_view connective;
        array operands;
    };

    /// Puts a condition into the group that it stands in, and into theirs the groups that end before the node `next`.
    void place(object made, std::uint32_t next) {
        while (!groups_.empty()) {
            group& parent = groups_.back();
            parent.operands.push_back(std::move(made));
            if (parent.end != next) {
                return;
            }
            made = object_of(parent.connective, std::move(parent.operands));
            groups_.pop_back();
        }
        root_ = std::move(made);
    }

    [[nodiscard]] object leaf(expr::view v) {
        switch (v.get().kind) {
        case expr::node_kind::everything:
            return {};
        case expr::node_kind::nothing:
        case expr::node_kind::conjunction: // an empty group cannot be left by `normalise`
        case expr::node_kind::disjunction:
        case expr::node_kind::negation:
            return nothing();
        case expr::node_kind::predicate:
        case expr::node_kind::complement:
            break;
        }
        place_ = v.place();
        return predicate(v.predicate());
    }

    [[nodiscard]] object predicate(expr::predicate_view const& p) {
        using enum schema::operation;
        if (!is_path(p.field.path)) {
            found_.add(core::code::identifier_not_allowed, place_,
                       {std::string(target), core::quote_name(p.field.path)});
            return {};
        }
        bool const two_valued = query_.schema.logic() == schema::logic::two_valued;
        bool const negative = p.operation == ne || p.operation == not_in;
        bool const absent_too = two_valued && negative != p.complement;
        switch (p.complement ? schema::opposite(p.operation) : p.operation) {
        case eq:
            return comparison(p, "$eq", absent_too);
        case lt:
            return comparison(p, "$lt", absent_too);
        case le:
            return comparison(p, "$lte", absent_too);
        case gt:
            return comparison(p, "$gt", absent_too);
        case ge:
            return comparison(p, "$gte", absent_too);
        case ne:
            if (absent_too || !p.field.nullable) {
                return of(p.field, "$ne", constant(p));
            }
            return of(p.field, "$nin", constants(p, absent_too));
        case in:
            return of(p.field, "$in", constants(p, true));
        case not_in:
            return of(p.field, "$nin", constants(p, absent_too));
        case contains:
        case icontains:
        case begins_with:
        case ends_with:
            return search(p, absent_too);
        case is_null:
            return absent(p.field);
        case not_null:
            break;
        }
        return of(p.field, "$ne", nullptr);
    }

    /// `{path: {operator: operand}}`.
    [[nodiscard]] static object of(schema::field const& f, std::string_view operation, boost::json::value operand) {
        return object_of(f.path, object_of(operation, std::move(operand)));
    }

    /// What matches documents without the field, and those where it is null.
    [[nodiscard]] static object absent(schema::field const& f) { return object_of(f.path, nullptr); }

    [[nodiscard]] static object pair(std::string_view connective, object a, object b) {
        array operands;
        operands.push_back(std::move(a));
        operands.push_back(std::move(b));
        return object_of(connective, std::move(operands));
    }

    [[nodiscard]] boost::json::value constant(expr::predicate_view const& p) const {
        return stored(p.constants.front(), p.field, notation_);
    }

    /// All constants, and null where documents without the field are not to be among what is left by `$nin`.
    [[nodiscard]] array constants(expr::predicate_view const& p, bool absent_too) const {
        array made;
        made.reserve(p.constants.size() + 1);
        for (core::value const& v : p.constants) {
            made.push_back(stored(v, p.field, notation_));
        }
        if (p.field.nullable && !absent_too) {
            made.push_back(nullptr);
        }
        return made;
    }

    [[nodiscard]] object comparison(expr::predicate_view const& p, std::string_view operation, bool absent_too) const {
        object made = of(p.field, operation, constant(p));
        return absent_too && p.field.nullable ? pair("$or", std::move(made), absent(p.field)) : made;
    }

    [[nodiscard]] object search(expr::predicate_view const& p, bool absent_too) {
        auto const needle = std::get<std::string_view>(p.constants.front());
        bool const ends = p.operation == schema::operation::ends_with;
        std::string pattern = p.operation == schema::operation::begins_with ? "^" : "";
        std::size_t most = most_pattern_bytes;
        if (p.operation != schema::operation::icontains) {
            core::append_regex(pattern, needle, core::itself);
        } else if (p.field.folding == schema::case_folding::ascii) {
            core::append_regex(pattern, needle, core::equivalents_ascii);
            most = most_folded_pattern_bytes;
        } else {
            core::append_regex(pattern, needle, core::equivalents);
            most = most_folded_pattern_bytes;
        }
        // `$` matches before a line's end at the end of the text too, so what has one more is taken out.
        std::string longer;
        if (ends && needle.find_first_not_of('\n') != std::string_view::npos) {
            longer = pattern + "\\\n$";
        }
        pattern.append(ends ? "$" : "");
        if (std::size_t const bytes = std::max(pattern.size(), longer.size()); bytes > most) {
            found_.add(core::code::pattern_too_long, place_,
                       {std::string(target), std::to_string(most), std::to_string(bytes)});
            return {};
        }
        object const wanted = object_of("$regex", text(pattern));
        object const unwanted = object_of("$regex", text(longer));
        // a condition of its own each: readers of Extended JSON take `$regex` and what stands beside it for one value
        if (!p.complement) {
            object made = object_of(p.field.path, wanted);
            return longer.empty() ? made : pair("$and", std::move(made), of(p.field, "$not", unwanted));
        }
        object negated = object_of("$not", wanted);
        if (p.field.nullable && !absent_too) {
            negated.emplace("$ne", nullptr);
        }
        object made = object_of(p.field.path, std::move(negated));
        return longer.empty() ? made : pair("$or", std::move(made), object_of(p.field.path, unwanted));
    }

    expr::query const& query_;
    notation notation_;
    core::diagnostics& found_;
    std::vector<group> groups_;
    object root_;
    core::span place_;
};

} // namespace quern::mongo::detail
