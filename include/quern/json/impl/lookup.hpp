#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/json/detail/arguments.hpp>
#include <quern/json/detail/common_arguments.hpp>
#include <quern/json/lookup.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace quern::json {

QUERN_INLINE void lookup_reader::read(node request, schema::definition const& schema, syntax::request& out,
                                      core::diagnostics& found) {
    if (request.type() != kind::object) {
        detail::report_type(found, request, core::term::object);
        return;
    }
    std::size_t const before = found.size();
    detail::argument_reader arguments(schema, given_, out, found);
    out.nodes.push_back({.kind = syntax::node_kind::conjunction, .where = request.where()});
    std::vector<std::string_view> legal; // once a key is unknown
    std::uint32_t unknown = 0;
    for (member const m : request.members()) {
        if (detail::is_common(m.key(), schema) || arguments.take(m)) {
            continue;
        }
        if (unknown++ == 0) {
            legal = arguments.names();
        } else if (unknown > schema.limits().diagnostics) {
            legal.clear(); // a hint that is not kept would cost more than the key
        }
        arguments.misspelt(detail::report_unknown_at_top(m, legal, schema, found));
    }
    arguments.append_predicates(request);
    if (out.nodes.size() == 1 && found.size() == before) {
        legal = arguments.names();
        found.add(core::code::missing_key, detail::head(request), {core::quote_name(legal.front())})
            .advise(core::hint::expected_one_of, detail::quoted(legal));
    }
    out.nodes.front().end = static_cast<std::uint32_t>(out.nodes.size());
}

} // namespace quern::json
