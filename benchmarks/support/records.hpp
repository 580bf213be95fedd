#pragma once

#include <quern/adapt/describe.hpp>
#include <quern/schema/definition.hpp>
#include <quern/syntax/filter.hpp>

#include <boost/describe/class.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace quern_benchmarks {

/// A record as a log keeps it. No value is absent.
struct event {
    std::uint64_t id{};
    std::int64_t size{};    ///< below 1,000,000
    std::int64_t created{}; ///< seconds of 2023, in no order
    double load{};          ///< below 1
    std::string zone{};     ///< one of 16
    std::string author{};   ///< one of 1,000
    std::string message{};  ///< some 40 bytes; "timeout" stands in one of 50
};
BOOST_DESCRIBE_STRUCT(event, (), (id, size, created, load, zone, author, message))

inline quern::schema::definition const& events() {
    static quern::schema::definition const built = quern::schema::of<event>("events").key("id").build().value();
    return built;
}

/// The same records each time, for each number of them.
inline std::vector<event> make_events(std::size_t count) {
    std::uint64_t state = 1;
    auto const below = [&state](std::uint64_t end) { // SplitMix64
        std::uint64_t z = state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (z ^ (z >> 31)) % end;
    };
    std::vector<event> made;
    made.reserve(count);
    for (std::size_t i = 0; i != count; ++i) {
        event& e = made.emplace_back();
        e.id = i;
        e.size = static_cast<std::int64_t>(below(1'000'000));
        e.created = 1'672'531'200 + static_cast<std::int64_t>(below(31'536'000));
        e.load = static_cast<double>(below(1'000)) / 1'000;
        e.zone = "zone-" + std::to_string(below(16));
        e.author = "user-" + std::to_string(below(1'000));
        e.message = "request " + std::to_string(below(100'000)) + " ended in " +
                    (below(50) == 0 ? "a timeout" : "an answer") + " after " + std::to_string(below(10'000)) + " ms";
    }
    return made;
}

/// A filter, and the same as a C++ programmer would write it.
struct wanted {
    char const* name;
    quern::syntax::filter filter;
    bool (*by_hand)(event const&);
};

inline std::vector<wanted> wanted_events() {
    using quern::field;
    return {
        {"range", field("size") >= 250'000 && field("size") < 500'000,
         [](event const& e) { return e.size >= 250'000 && e.size < 500'000; }},
        {"list", field("zone").in("zone-1", "zone-5", "zone-11", "zone-15") && field("load") > 0.5,
         [](event const& e) {
             return (e.zone == "zone-1" || e.zone == "zone-5" || e.zone == "zone-11" || e.zone == "zone-15") &&
                    e.load > 0.5;
         }},
        {"nested",
         field("created") >= 1'680'000'000 &&
             (field("author") == "user-7" || field("size") < 10'000 || !(field("zone") != "zone-3")),
         [](event const& e) {
             return e.created >= 1'680'000'000 && (e.author == "user-7" || e.size < 10'000 || e.zone == "zone-3");
         }},
        {"contains", field("message").contains("timeout"),
         [](event const& e) { return e.message.find("timeout") != std::string::npos; }},
    };
}

} // namespace quern_benchmarks
