#pragma once

#include <quern/json/detail/arguments.hpp>
#include <quern/json/detail/common_arguments.hpp>
#include <quern/json/lookup.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace quern::json {

inline void lookup_reader::read(node request, schema::definition const& schema, syntax::request& out,
                                core::diagnostics& found) {
    if (request.type() != kind::object) {
        detail::report_type(found, request, core::term::object);
        return;
    }
    detail::argument_reader arguments(schema, out, found);
    out.nodes.push_back({.kind = syntax::node_kind::conjunction, .where = request.where()});
    for (member const m : request.members()) {
        if ((schema.common_arguments() && detail::conceal_common(m, found)) || arguments.take(m)) {
            continue;
        }
        std::vector<std::string_view> legal;
        arguments.append_names(legal);
        detail::advise_spelling(found.add(core::code::unknown_key, m.key_where(), {core::quote_name(m.key())}), m.key(),
                                legal);
    }
    arguments.append_predicates(request);
    out.nodes.front().end = static_cast<std::uint32_t>(out.nodes.size());
}

} // namespace quern::json
