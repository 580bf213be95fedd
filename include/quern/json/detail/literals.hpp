#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/document.hpp>
#include <quern/syntax/tree.hpp>

#include <cstdint>
#include <string>

namespace quern::json::detail {

/// Appends a scalar to a predicate; false where the value is none.
[[nodiscard]] inline bool append_scalar(node written, syntax::request& out, syntax::node& into) {
    syntax::literal read{.where = written.where()};
    switch (written.type()) {
    case kind::boolean:
        read.type = syntax::literal::kind::boolean;
        read.truth = written.boolean();
        break;
    case kind::number:
        read.type = syntax::literal::kind::number;
        read.text = written.literal();
        break;
    case kind::string:
        read.text = written.text();
        break;
    case kind::array:
    case kind::object:
    case kind::null:
        return false;
    }
    out.literals.push_back(read);
    ++into.literal_count;
    return true;
}

/// Gives the elements of an array to `read`, but not those past the limit, whose number is reported.
template <class Read>
void read_elements(node list, core::limits const& limits, core::diagnostics& found, Read read) {
    if (list.size() > limits.list) {
        found.add(core::code::list_too_long, head(list), {std::to_string(list.size()), std::to_string(limits.list)})
            .advise(core::hint::split_request);
    }
    std::uint32_t left = limits.list;
    for (node const element : list.elements()) {
        if (left-- == 0) {
            return;
        }
        read(element);
    }
}

} // namespace quern::json::detail
