#include "allocations.hpp"
#include "schemas.hpp"

#include "harness.hpp"

#include <quern/bind/read.hpp>
#include <quern/bind/text.hpp>
#include <quern/core/render.hpp>
#include <quern/json/schema.hpp>
#include <quern/schema/definition.hpp>

#include <algorithm>
#include <ctime>
#include <functional>
#include <limits>

// Requests of every form that are nothing but mistakes: what is told of them is capped, and says so; neither time nor
// memory grows faster than they do.

using namespace conformance;
using namespace quern;

namespace {

constexpr std::size_t many = 100'000;
constexpr std::size_t some = many / 4;
constexpr std::size_t few = some / 4;
constexpr std::size_t shown = core::limits{}.diagnostics;

/// A schema under limits that let the requests through.
schema::definition roomy(std::string_view name, schema::form form) {
    schema::declaration d = schema_named(name).declaration();
    d.form = form;
    d.limits = {.bytes = 16'000'000, .depth = 4, .rules_per_group = many, .rules = many, .list = many};
    return schema::define(std::move(d)).value();
}

struct row {
    std::string_view name;
    std::string before;
    std::string mistake; ///< one of many, which stand between commas, or what else joins them
    std::string joint;
    std::string behind;
    core::code code;
    std::size_t at; ///< of what is wrong in the mistake
    std::function<core::diagnostics(std::string const&)> read;
};

std::vector<row> rows() {
    auto const reads = [](schema::definition of) {
        return [schema = std::move(of)](std::string const& text) { return bind::read(schema, text).error(); };
    };
    using enum schema::form;
    return {
        {"rules", R"({"filter":{"op":"or","rules":[)", R"({"field":"age","op":"eq","value":"x"})", ",",
         R"(]},"page":{"count":true}})", core::code::wrong_type, 33, reads(roomy("people", rules))},
        {"condition", R"({"condition":{"amount":[)", R"("x")", ",", R"(]},"page":{"limit":1}})", core::code::wrong_type,
         0, reads(roomy("orders", condition))},
        {"items", R"({"condition":{"condition":[)", R"({"field":"code","operator":"in","value":true})", ",",
         R"(]},"page":{"limit":1}})", core::code::wrong_type, 40, reads(roomy("orders", condition))},
        {"lookup", R"({"owner":[)", "7", ",", "]}", core::code::wrong_type, 0, reads(roomy("card", lookup))},
        {"text", "", R"(age = "x")", " or ", "", core::code::wrong_type, 6,
         [schema = roomy("people", text)](std::string const& t) { return bind::read_text(schema, t).error(); }},
        {"a schema", R"({"name":"t","key":"id","fields":[)", "7", ",", "]}", core::code::wrong_type, 0,
         [](std::string const& t) { return json::read_schema(t).error(); }},
    };
}

std::string request_of(row const& r, std::size_t mistakes) {
    std::string text = r.before;
    for (std::size_t i = 0; i != mistakes; ++i) {
        text.append(i == 0 ? std::string_view() : r.joint).append(r.mistake);
    }
    return text + r.behind;
}

struct cost {
    std::clock_t time = std::numeric_limits<std::clock_t>::max(); ///< the least of three
    std::size_t peak = 0;
    std::size_t allocations = 0;
};

cost cost_of(row const& r, std::size_t mistakes) {
    std::string const text = request_of(r, mistakes);
    cost made;
    for (int round = 0; round != 3; ++round) {
        std::clock_t const begin = std::clock();
        allocation_meter const meter;
        core::diagnostics const found = r.read(text);
        made.time = std::min(made.time, std::clock() - begin);
        made.peak = meter.peak();
        made.allocations = meter.count();
    }
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_mistakes)

BOOST_AUTO_TEST_CASE(a_hundred_thousand_are_capped_and_counted) {
    for (row const& r : rows()) {
        BOOST_TEST_CONTEXT(r.name) {
            std::string const text = request_of(r, many);
            core::diagnostics const found = r.read(text);
            BOOST_TEST_REQUIRE(found.size() == shown + 1);
            std::size_t const step = r.mistake.size() + r.joint.size();
            for (std::size_t i = 0; i != shown; ++i) {
                BOOST_TEST(core::name(found[i].code) == core::name(r.code));
                BOOST_TEST(found[i].where.offset == r.before.size() + i * step + r.at);
            }
            BOOST_TEST(core::name(found[shown].code) == "too_many_diagnostics");
            std::string message;
            core::append_message(message, found[shown], core::language::english);
            BOOST_TEST(message == "diagnostics not shown: 99900");
            BOOST_TEST(core::render(found, text, {}).find(message) != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(four_times_the_mistakes_cost_four_times_as_much) {
    for (row const& r : rows()) {
        BOOST_TEST_CONTEXT(r.name) {
            cost const less = cost_of(r, few);
            cost const more = cost_of(r, some);
            BOOST_TEST(more.peak <= 5 * less.peak);
            BOOST_TEST(more.allocations <= 5 * less.allocations);
            BOOST_TEST(more.time <= 8 * less.time); // by the square it would be sixteen times
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
