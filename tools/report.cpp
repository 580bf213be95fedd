#include "report.hpp"

#include "input.hpp"

#include <quern/core/position.hpp>
#include <quern/core/render.hpp>
#include <quern/json/diagnostics.hpp>

#include <boost/json/serialize.hpp>

#include <utility>

namespace quern::tool {

std::string reporter::outcome(bool valid, std::string_view members, core::diagnostics const& found,
                              std::string_view text) const {
    return line(valid, members, found, text, 1);
}

void reporter::write(bool valid, core::diagnostics const& found, std::string_view text, std::string const& name,
                     std::uint32_t first_line) {
    if (found.empty()) {
        return;
    }
    if (asked_.format == format::json) {
        out_.write_error(line(valid, {}, found, text, first_line));
        return;
    }
    std::string rendered(std::exchange(separator_, "\n"));
    std::string const shown = input::shown_name(name);
    core::render(rendered, found, text,
                 {.language = asked_.language, .color = asked_.color, .name = shown, .first_line = first_line});
    out_.write_error(rendered);
}

std::string reporter::line(bool valid, std::string_view members, core::diagnostics const& found, std::string_view text,
                           std::uint32_t first_line) const {
    std::string made = valid ? "{\"ok\":true" : "{\"ok\":false";
    made.append(members.empty() ? "" : ",").append(members);
    if (!found.empty()) {
        made.append(",\"diagnostics\":");
        made.append(boost::json::serialize(json::to_json(found, core::line_index(text, first_line), asked_.language)));
    }
    return made.append("}\n");
}

} // namespace quern::tool
