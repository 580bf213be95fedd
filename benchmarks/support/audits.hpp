#pragma once

#include <quern/adapt/describe.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/schema/definition.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace quern_benchmarks {

/// The part of an audit record that the requests of the document ask for.
struct audit {
    std::uint64_t id;
    std::string res_type;
    std::string res_name;
    std::string action;
    std::int64_t bk_biz_id;
    std::string vendor;
    std::string user;
    double load;
    quern::core::timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(audit, (), (id, res_type, res_name, action, bk_biz_id, vendor, user, load, created_at))

inline constexpr auto res_types = std::to_array<std::string_view>(
    {"cvm", "disk", "vpc", "subnet", "security_group", "eip", "route_table", "network_interface"});
inline constexpr auto actions = std::to_array<std::string_view>({"create", "update", "delete", "assign"});
inline constexpr auto vendors = std::to_array<std::string_view>({"tcloud", "aws", "huawei", "gcp", "azure"});
inline constexpr auto users = std::to_array<std::string_view>(
    {"Jim", "Ann", "administrator", "li.wei", "operations-team", "Tom", "zhang.min", "scheduler"});

/// Records that are the same on every machine, without order.
inline std::vector<audit> make_audits(std::size_t count) {
    std::mt19937_64 random(7);
    auto const below = [&random](std::uint64_t most) { return random() % most; };
    auto const one_of = [&below](auto const& words) { return std::string(words[below(words.size())]); };
    constexpr std::int64_t year_2023 = 1'672'531'200'000'000;
    constexpr std::uint64_t year = 31'536'000'000'000;
    std::vector<audit> made;
    made.reserve(count);
    for (std::size_t i = 0; i != count; ++i) {
        std::string name = one_of(std::to_array<std::string_view>({"web", "api", "db", "cache", "queue"}));
        name.append("-").append(std::to_string(below(10'000)));
        made.push_back({.id = i,
                        .res_type = one_of(res_types),
                        .res_name = std::move(name),
                        .action = one_of(actions),
                        .bk_biz_id = static_cast<std::int64_t>(below(1'000)),
                        .vendor = one_of(vendors),
                        .user = one_of(users),
                        .load = static_cast<double>(below(1'000)) / 1'000,
                        .created_at = {year_2023 + static_cast<std::int64_t>(below(year))}});
    }
    return made;
}

/// Their schema, for queries in the text language.
inline quern::schema::definition audit_schema() {
    return quern::schema::of<audit>("audit").form(quern::schema::form::text).key("id").build().value();
}

} // namespace quern_benchmarks
