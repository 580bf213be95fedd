#include "failure.hpp"

#include <quern/core/position.hpp>
#include <quern/core/render.hpp>
#include <quern/json/diagnostics.hpp>
#include <quern/json/document.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace audit {

using quern::core::language;

failure plain_failure(fault f, language l) { return {f, std::string(describe(f).message(l)), {}}; }

quern::api::kept_json kept(quern::core::diagnostics const& found, std::string_view request, language l) {
    if (found.empty()) {
        return {};
    }
    std::string const text = boost::json::serialize(quern::json::to_json(found, quern::core::line_index(request), l));
    quern::json::document document;
    quern::core::diagnostics none;
    document.read(text, quern::api::record_limits, none);
    return quern::api::kept_json(document.root());
}

failure invalid_request(quern::core::diagnostics const& found, std::string_view request, language l) {
    failure made = plain_failure(fault::invalid_request, l);
    auto const is_error = [](quern::core::diagnostic const& d) { return d.severity() == quern::core::severity::error; };
    bool const chinese = l == language::chinese;
    if (auto const first = std::ranges::find_if(found, is_error); first != found.end()) {
        made.message.append(chinese ? "：" : ": ");
        quern::core::append_message(made.message, *first, l);
        auto const others = std::ranges::count_if(found, is_error) - 1;
        if (others != 0) {
            made.message.append(chinese ? "（另有" : " (and ").append(std::to_string(others));
            made.message.append(chinese ? "处错误）" : others == 1 ? " more error)" : " more errors)");
        }
    }
    made.diagnostics = kept(found, request, l);
    return made;
}

} // namespace audit
