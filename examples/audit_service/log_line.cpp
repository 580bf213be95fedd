#include "log_line.hpp"

#include <quern/core/timestamp_text.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <poll.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <mutex>

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
        static constexpr std::size_t most = 512;
        o.emplace("error", std::string_view(line.error).substr(0, most));
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
    static std::mutex one_at_a_time;
    static std::uint64_t left_out = 0;
    std::lock_guard const lock(one_at_a_time);
    ::pollfd reader{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
    auto const take = [&reader](std::string_view line) { // a pipe that has room takes so much without a wait
        return line.size() <= PIPE_BUF && ::poll(&reader, 1, 0) == 1 &&
               ::write(STDERR_FILENO, line.data(), line.size()) >= 0;
    };
    if (left_out != 0) {
        std::array<char, 64> told{};
        int const size = std::snprintf(told.data(), told.size(), "{\"lines_left_out\":%llu}\n",
                                       static_cast<unsigned long long>(left_out));
        if (take({told.data(), static_cast<std::size_t>(size)})) {
            left_out = 0;
        }
    }
    if (left_out != 0 || !take(text)) {
        ++left_out;
    }
}

} // namespace audit
