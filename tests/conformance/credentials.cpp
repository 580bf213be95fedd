#include "schemas.hpp"

#include "harness.hpp"

#include <quern/bind/read.hpp>
#include <quern/core/position.hpp>
#include <quern/core/render.hpp>
#include <quern/expr/dump.hpp>
#include <quern/json/diagnostics.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

#include <boost/json/serialize.hpp>

// Nothing of a secret is in what is said of a request: every shape of secret in every place, beside every kind of mistake.

using namespace conformance;
using namespace quern;

namespace {

/// Values that hold a needle, which must not be shown. Each is JSON.
constexpr std::array<std::string_view, 13> secrets{
    R"("hunter2")",
    R"("\u0068unter2")",
    R"("x \"hunter2\" x")",
    R"("hunter2 ，密码")",
    "271828182845",
    "-271828182845.904e5",
    R"(["hunter2"])",
    R"([["hunter2", null], 271828182845])",
    R"({"value": "hunter2"})",
    R"({"hunter2": 271828182845})",
    R"({"hunter2": {"hunter2": ["hunter2"]}, "x": "hunter2"})",
    "{\n  \"a\": [\n    \"hunter2\"\n  ],\n\n  \"hunter2\": 1\n}",
    R"({"hunter2": 1, "hunter2": 2, "bk_token": "hunter2"})",
};

/// Values that are no JSON.
constexpr std::array<std::string_view, 16> broken_secrets{
    "hunter2",
    "'hunter2'",
    R"("hunter2)",
    R"(hunter2")",
    R"("hunter2" "hunter2")",
    R"("hunter2\q")",
    R"("hunter2\u12")",
    "\"hunter2\n\"",
    "\"hunter2\xff\"",
    R"("hunter2\ud800")",
    "271828182845.",
    "0271828182845",
    R"({"hunter2": )",
    R"({"hunter2": {"hunter2": [}})",
    R"({"hunter2", "hunter2"})",
    R"(["hunter2",])",
};

constexpr std::array<std::string_view, 2> needles{"hunter2", "27182"};

/// Keys of secrets: the common arguments, another spelling of one, and near misses.
constexpr std::array<std::string_view, 9> keys{"bk_app_code", "bk_app_secret",  "bk_username",
                                               "bk_token",    "bk_\\u0074oken", "bk_tokens",
                                               "BK_TOKEN",    "bk_app_sercet",  "bk_user_name"};

struct place {
    std::string_view schema;
    std::string_view frame; ///< `☐` is the member, `◇` its value again
};

/// Requests that are right where the key is one of the four.
constexpr std::array<place, 7> right{{
    {"monitor.event_log", R"({☐, "id": 1})"},
    {"monitor.event_log", R"({"id": "1", ☐})"},
    {"monitor.event_log", "{\n  \"id\": 1,\n  ☐\n}"},
    {"cmdb.audit", R"({☐, "page": {"limit": 1}})"},
    {"cmdb.audit", R"({"condition": {"operation_time": {"end": "2020-01-01 00:00:00"}}, ☐, "page": {"limit": 1}})"},
    {"cmdb.audit",
     R"({"condition": {"fuzzy_query": true, "operation_time": {"end": "2020-01-01 00:00:00"}}, "page": {"limit": 1}, ☐})"},
    {"card", R"({"open": true, ☐})"},
}};

/// Requests that are wrong, with a secret near to what is wrong.
constexpr std::array<place, 31> wrong{{
    {"monitor.event_log", R"({☐})"},
    {"monitor.event_log", R"({☐, "id": 1.5})"},
    {"monitor.event_log", R"({"id": null, ☐})"},
    {"monitor.event_log", R"({"id": 1, ☐, "status": "x"})"},
    {"monitor.event_log", R"({"id": 1, ☐, ☐})"},
    {"monitor.event_log", "{\n\"id\": 1, \"id\": 2, ☐\n}"},
    {"monitor.event_log", R"([{☐}])"},
    {"monitor.event_log", R"({"id": {☐}})"},
    {"monitor.event_log", R"({"id": [[{"x": [{☐}]}]]})"},
    {"monitor.event_log", R"({"id": 1, "token": ◇})"},
    {"monitor.event_log", R"({"id": 1, "password": {"x": ◇}})"},
    {"cmdb.audit", R"({☐})"},
    {"cmdb.audit", R"({"page": {"limit": 0}, ☐})"},
    {"cmdb.audit", R"({"condition": {}, ☐, "page": {"limit": 1}})"},
    {"cmdb.audit", R"({"condition": null, ☐, "page": {"limit": 1, "sort": "--id"}})"},
    {"cmdb.audit", R"({"condition": {☐}, "page": {"limit": 1}})"},
    {"cmdb.audit", R"({"condition": {"operation_time": {☐, "end": "2020-01-01 00:00:00"}}, "page": {"limit": 1}})"},
    {"cmdb.audit", R"({"condition": {"operation_time": {"end": "x"}, "user": {☐}}, "page": {"limit": 1}})"},
    {"cmdb.audit", R"({"condition": {"action": [{☐}], "condition": [{☐}, {☐}]}, "page": {"limit": 1}})"},
    {"cmdb.audit", R"({"page": {"limit": 1, ☐}})"},
    {"cmdb.audit", R"({"page": {"limit": 1}, "pgae": ◇})"},
    {"cmdb.audit", R"({"page": {"limit": 1}, "secret": ◇, ☐})"},
    {"hcm.async_flow", R"({"audit_id": 1, "flow_id": "1", ☐})"},
    {"hcm.async_flow", R"({☐, "audit_id": [], "flow_id": 1})"},
    {"hcm.async_flow", R"({"audit_id": {☐}, "flow_id": "1"})"},
    {"hcm.audit", R"({"filter": {"op": "and", "rules": []}, "page": {"count": true}, ☐})"},
    {"hcm.audit", R"({"filter": {"op": "and", "rules": [{☐}]}, "page": {"count": true}})"},
    {"hcm.audit", R"({☐, "filter": {"op": "xor", "rules": []}, "page": {"count": true, ☐}})"},
    {"hcm.audit", R"([[{☐}]])"},
    {"orders", R"({"condition": {"paid": 1}, ☐, "page": {"limit": 1}})"},
    {"card.small", R"({☐, "k1": 1, "k2": 1, "k3": 1, "k4": 1})"},
}};

/// Requests that are no JSON, before or behind a secret.
constexpr std::array<place, 16> not_json{{
    {"monitor.event_log", R"({☐, "id": 1)"},
    {"monitor.event_log", R"({☐ "id": 1})"},
    {"monitor.event_log", R"({☐, "id": 1,})"},
    {"monitor.event_log", R"({☐, "id": 1}})"},
    {"monitor.event_log", R"({"id": , ☐})"},
    {"monitor.event_log", R"({"id": 01, ☐})"},
    {"monitor.event_log", R"({"id": "\x", ☐})"},
    {"monitor.event_log", R"({id: 1, ☐})"},
    {"monitor.event_log", R"({"id": {☐, "x"}})"},
    {"monitor.event_log", "{\n\"id\": 1\n☐\n}"},
    {"monitor.event_log", "\xEF\xBB\xBF{☐}"},
    {"cmdb.audit", R"({"condition": {☐, "user": "a}, "page": {"limit": 1}})"},
    {"cmdb.audit", R"({"condition": {"user": a}, ☐})"},
    {"cmdb.audit", R"({"page": {"limit": 1}, ☐)"},
    {"hcm.audit", R"({"filter": {"op": "and" "rules": []}, ☐})"},
    {"hcm.async_flow", R"({☐, "audit_id": })"},
}};

std::string filled(std::string_view frame, std::string_view key, std::string_view value) {
    std::string out;
    while (!frame.empty()) {
        if (frame.starts_with("☐")) {
            out.append("\"").append(key).append("\": ").append(value);
            frame.remove_prefix(std::string_view("☐").size());
        } else if (frame.starts_with("◇")) {
            out.append(value);
            frame.remove_prefix(std::string_view("◇").size());
        } else {
            out.push_back(frame.front());
            frame.remove_prefix(1);
        }
    }
    return out;
}

/// All that is said of a request.
std::string said(core::result<expr::query> const& result, std::string_view request) {
    core::diagnostics const found = result ? result->warnings : result.error();
    core::line_index const lines(request);
    std::string out;
    for (core::language const l : {core::language::english, core::language::chinese}) {
        core::render(out, found, request, {.language = l});
        core::render(out, found, request, {.language = l, .color = true});
        out += boost::json::serialize(json::to_json(found, lines, l));
    }
    if (result) {
        out += expr::dump(*result);
        auto const statement = sql::emit(*result, sql::sqlite).value();
        out += statement.text;
        for (std::size_t i = 0; i != statement.parameters.size(); ++i) {
            core::value const v = statement.parameters[i];
            if (auto const* const s = std::get_if<std::string_view>(&v)) {
                out += *s;
            }
        }
    }
    return out;
}

void check_unsaid(std::string const& text, std::string_view request) {
    for (std::string_view const needle : needles) {
        BOOST_TEST_CONTEXT(request << "\n" << text) { BOOST_TEST((text.find(needle) == std::string::npos)); }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_credentials)

BOOST_AUTO_TEST_CASE(accepted_and_not_told) {
    for (place const& p : right) {
        schema::definition const& schema = schema_named(p.schema);
        std::string plain = filled(p.frame, "bk_token", "null");
        auto const expected = bind::read(schema, plain);
        BOOST_TEST_REQUIRE(expected.has_value());
        for (std::string_view const key : keys) {
            bool const common = key == "bk_\\u0074oken" || key == "bk_app_code" || key == "bk_app_secret" ||
                                key == "bk_username" || key == "bk_token";
            for (std::string_view const secret : secrets) {
                std::string const request = filled(p.frame, key, secret);
                auto const result = bind::read(schema, request);
                bool const twice = secret == secrets.back(); // a key twice is a mistake anywhere
                BOOST_TEST_CONTEXT(request) {
                    BOOST_TEST(result.has_value() == (common && !twice));
                    if (result) {
                        BOOST_TEST((*result == *expected));
                    }
                }
                check_unsaid(said(result, request), request);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(not_told_beside_a_mistake) {
    for (place const& p : wrong) {
        for (std::string_view const key : keys) {
            for (std::string_view const secret : secrets) {
                std::string const request = filled(p.frame, key, secret);
                auto const result = bind::read(schema_named(p.schema), request);
                BOOST_TEST_CONTEXT(request) { BOOST_TEST(result.has_error()); }
                check_unsaid(said(result, request), request);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(not_told_in_what_is_no_json) {
    auto const check_one = [](place const& p, std::string_view key, std::string_view secret) {
        std::string const request = filled(p.frame, key, secret);
        auto const result = bind::read(schema_named(p.schema), request);
        BOOST_TEST_CONTEXT(request) { BOOST_TEST(result.has_error()); }
        check_unsaid(said(result, request), request);
    };
    for (std::string_view const key : keys) {
        for (place const& p : not_json) {
            bool const taken = schema_named(p.schema).common_arguments();
            for (std::string_view const secret : secrets) {
                if (taken || key.starts_with("bk_token") || key.starts_with("bk_app")) {
                    check_one(p, key == "bk_app_sercet" && !taken ? "bk_token" : key, secret);
                }
            }
        }
        for (std::string_view const secret : broken_secrets) {
            for (place const& p : right) {
                check_one(p, key, secret);
            }
            for (place const& p : wrong) {
                if (schema_named(p.schema).common_arguments()) {
                    check_one(p, key, secret);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(not_told_where_a_pointer_is_too_long_to_reach_the_secret) {
    for (std::size_t const length : {1'000U, 1'010U, 1'013U, 1'014U, 1'015U, 1'022U, 1'023U, 2'000U}) {
        std::string const request =
            "{\"" + std::string(length, 'k') + R"(": {"bk_token": {"hunter2": 1, "hunter2": 2}}, )";
        auto const result = bind::read(schema_named("hcm.audit"), request);
        BOOST_TEST_REQUIRE(result.has_error());
        BOOST_TEST(result.error().size() == 2U);
        check_unsaid(said(result, request), request);
    }
}

BOOST_AUTO_TEST_CASE(not_told_where_a_request_is_too_large) {
    for (std::string_view const schema : {"monitor.event_log", "cmdb.audit", "hcm.async_flow", "hcm.audit"}) {
        std::size_t const limit = schema_named(schema).limits().bytes;
        for (std::size_t const before : {std::size_t{0}, limit - 40, limit - 12, limit - 1, limit + 20}) {
            std::string const request =
                "{\"x\": \"" + std::string(before, 'x') + "\", \"bk_token\": \"hunter2\"}" + std::string(limit, ' ');
            auto const result = bind::read(schema_named(schema), request);
            BOOST_TEST_REQUIRE(result.has_error());
            BOOST_TEST(core::name(result.error()[0].code) == "request_too_large");
            check_unsaid(said(result, request), schema);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_rest_is_told) {
    std::string const request = R"({"bk_token": "hunter2", "id": 1.5, "bk_app_secret": "hunter2"})";
    auto const result = bind::read(schema_named("monitor.event_log"), request);
    BOOST_TEST(core::render(result.error(), request) ==
               "error[wrong_type]: expected a string, found a number\n"
               " --> request:1:31 (/id)\n"
               "  |\n"
               "1 | {\"bk_token\": ********, \"id\": 1.5, \"bk_app_secret\": ********}\n"
               "  |                              ^^^\n"
               "  = hint: write it in quotes: \"1.5\"\n");
}

BOOST_AUTO_TEST_SUITE_END()
