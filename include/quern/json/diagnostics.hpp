#pragma once

#include <quern/core/diagnostic.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/language.hpp>
#include <quern/core/position.hpp>
#include <quern/core/render.hpp>
#include <quern/core/span.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <utility>

namespace quern::json {

namespace detail {

inline void emplace_place(boost::json::object& out, core::span where, core::line_index const& lines) {
    core::position const p = lines.locate(where.offset);
    out.emplace("offset", where.offset);
    out.emplace("length", where.length);
    out.emplace("line", p.line);
    out.emplace("column", p.column);
}

} // namespace detail

/// A diagnostic as an object: `code`, `severity`, `pointer`, `offset`, `length`, `line`, `column`, `message`, `hint`.
///
/// The hint is empty where there is none. `related`, an array of `offset`, `length`, `line` and `column`, is there only
/// where the diagnostic speaks of other places. Requires: the lines are those of the text that it was found in.
[[nodiscard]] inline boost::json::object to_json(core::diagnostic const& d, core::line_index const& lines,
                                                 core::language l) {
    boost::json::object out;
    out.emplace("code", name(d.code));
    out.emplace("severity", name(d.severity()));
    out.emplace("pointer", d.pointer);
    detail::emplace_place(out, d.where, lines);
    std::string text;
    core::append_message(text, d, l);
    out.emplace("message", text);
    text.clear();
    core::append_hint(text, d, l);
    out.emplace("hint", text);
    if (!d.related.empty()) {
        boost::json::array places;
        for (core::span const where : d.related) {
            detail::emplace_place(places.emplace_back(boost::json::object_kind).get_object(), where, lines);
        }
        out.emplace("related", std::move(places));
    }
    return out;
}

/// All diagnostics in their order.
[[nodiscard]] inline boost::json::array to_json(core::diagnostics const& found, core::line_index const& lines,
                                                core::language l) {
    boost::json::array out;
    out.reserve(found.size());
    for (core::diagnostic const& d : found) {
        out.push_back(to_json(d, lines, l));
    }
    return out;
}

/// Appends a diagnostic as the text of that object, on one line.
inline void append_json(std::string& out, core::diagnostic const& d, core::line_index const& lines, core::language l) {
    out += boost::json::serialize(to_json(d, lines, l));
}

} // namespace quern::json
