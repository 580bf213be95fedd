#include "log_line.hpp"

#include <quern/core/timestamp_text.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <array>
#include <cstdio>

namespace audit {

void append(std::string& out, log_line const& line, std::chrono::system_clock::time_point at) {
    using std::chrono::duration_cast;
    using std::chrono::microseconds;
    std::string when;
    quern::core::append_timestamp(when, {duration_cast<microseconds>(at.time_since_epoch()).count()},
                                  quern::core::time_layout::rfc3339);
    boost::json::object o;
    o.emplace("time", when);
    o.emplace("request_id", line.request_id);
    o.emplace("method", line.method);
    o.emplace("route", line.route);
    if (line.business) {
        o.emplace("bk_biz_id", *line.business);
    }
    o.emplace("status", line.status);
    if (!line.fault.empty()) {
        o.emplace("fault", line.fault);
    }
    if (!line.codes.empty()) {
        o.emplace("codes", line.codes);
    }
    if (!line.error.empty()) {
        o.emplace("error", line.error);
    }
    if (line.shape) {
        std::array<char, 17> digits{};
        std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(*line.shape));
        o.emplace("shape", digits.data());
    }
    if (line.rows) {
        o.emplace("rows", *line.rows);
    }
    o.emplace("received", line.received);
    o.emplace("sent", line.sent);
    o.emplace("us", duration_cast<microseconds>(line.time).count());
    out.append(boost::json::serialize(o)).push_back('\n');
}

void write_log(std::string_view text) noexcept {
    while (!text.empty()) {
        ssize_t const written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written <= 0) {
            return; // nobody reads it
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace audit
