#include "check.hpp"

#include "harness.hpp"

#include <quern/bind/read.hpp>
#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/render.hpp>
#include <quern/core/utf8.hpp>
#include <quern/expr/dump.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

namespace conformance {

namespace {

using namespace quern;
using core::span;

constexpr std::array<std::string_view, core::term_count> term_names{
    "object",           "array",  "string",      "number",       "integer", "boolean", "null", "scalar",
    "array_of_scalars", "time",   "time_string", "integer_text", "year",    "month",   "day",  "hour",
    "minute",           "second", "fraction",    "zone"};

constexpr std::array<std::string_view, core::hint_count> hint_names{
    "none",          "did_you_mean", "expected_one_of", "remove_one",        "use_lt",
    "match_all",     "omit_instead", "write_as",        "use_list_operator", "use_scalar_operator",
    "split_request", "nest_rules",   "encode_utf8",     "quote_text",        "unquote",
    "add_sort"};

std::string text_of(std::vector<core::argument> const& arguments) {
    std::string out;
    for (core::argument const& a : arguments) {
        out.append(out.empty() ? "" : ", ");
        if (auto const t = a.term()) {
            out.append(term_names[static_cast<std::size_t>(*t)]);
        } else {
            out.append(*a.text());
        }
    }
    return out;
}

std::string text_of(span s, std::string_view request) {
    std::string out = "[" + std::to_string(s.offset) + "," + std::to_string(s.length) + "]";
    if (s.end() <= request.size()) {
        core::append_quoted_text(out, request.substr(s.offset, s.length));
    } else {
        out += "behind the end";
    }
    return out;
}

std::string line(expected_diagnostic const& e, std::string_view request) {
    std::string out = e.code + " " + e.pointer + " " + text_of(e.where, request);
    out += " (" + e.arguments + ")";
    if (!e.hint.empty()) {
        out += "; " + e.hint + " (" + e.hint_arguments + ")";
    }
    for (span const other : e.related) {
        out += "; also " + text_of(other, request);
    }
    return out;
}

expected_diagnostic as_expected(core::diagnostic const& d) {
    return {.code = std::string(core::name(d.code)),
            .pointer = d.pointer,
            .where = d.where,
            .arguments = text_of(d.arguments),
            .hint = d.hint == core::hint::none ? "" : std::string(hint_names[static_cast<std::size_t>(d.hint)]),
            .hint_arguments = text_of(d.hint_arguments),
            .related = d.related};
}

std::vector<std::string> lines(core::diagnostics const& found, std::vector<expected_diagnostic> const& expected,
                               std::string_view request) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i != found.size(); ++i) {
        expected_diagnostic actual = as_expected(found[i]);
        if (i < expected.size() && expected[i].arguments == "…") {
            actual.arguments = "…";
        }
        if (i < expected.size() && expected[i].hint_arguments == "…") {
            actual.hint_arguments = "…";
        }
        if (i < expected.size() && expected[i].hint == "…") {
            actual.hint = "…";
            actual.hint_arguments.clear();
        }
        out.push_back(line(actual, request));
    }
    return out;
}

// No byte that a terminal obeys but the line's end, no template left unfilled, and a line for the diagnostic itself.
void check_rendering(core::diagnostics const& found, std::string_view request) {
    for (core::language const l : {core::language::english, core::language::chinese}) {
        std::string const text = core::render(found, request, {.language = l});
        BOOST_TEST(core::is_utf8(text));
        bool const visible = std::ranges::none_of(
            text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; });
        BOOST_TEST(visible);
        for (core::diagnostic const& d : found) {
            std::string message;
            core::append_message(message, d, l);
            BOOST_TEST(!message.empty());
            bool const filled =
                message.find('?') == std::string::npos || text_of(d.arguments).find('?') != std::string::npos;
            BOOST_TEST(filled);
            BOOST_TEST(text.find(message) != std::string::npos);
        }
    }
}

std::string text_of(core::values const& parameters, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i != count && i != parameters.size(); ++i) {
        out.append(i == 0 ? "" : ", ");
        core::value const v = parameters[i];
        if (auto const* const s = std::get_if<std::string_view>(&v)) {
            core::append_quoted_text(out, *s);
        } else if (auto const* const b = std::get_if<bool>(&v)) {
            out.append(*b ? "true" : "false");
        } else if (auto const* const t = std::get_if<core::timestamp>(&v)) {
            out.append(std::to_string(t->microseconds)).append(" us");
        } else {
            core::append_number(out, v);
        }
    }
    return out;
}

void check_sql(expr::query const& query, expectation const& expected) {
    auto const statement = sql::emit(query, sql::sqlite);
    BOOST_TEST_REQUIRE(statement.has_value());
    if (expected.where) {
        BOOST_TEST(std::string(statement->where()) == *expected.where);
    }
    if (expected.parameters) {
        std::size_t const page = query.page.limit ? 2 : 0; // the limit and the offset
        BOOST_TEST_REQUIRE(statement->parameters.size() >= page);
        BOOST_TEST(text_of(statement->parameters, statement->parameters.size() - page) == *expected.parameters);
    }
}

} // namespace

std::string describe(core::diagnostic const& d, std::string_view request) { return line(as_expected(d), request); }

void check(schema::definition const& schema, std::string_view request, expectation const& expected) {
    auto const result = bind::read(schema, request);
    core::diagnostics const& found = result ? result->warnings : result.error();

    std::vector<std::string> wanted;
    for (expected_diagnostic const& e : expected.diagnostics) {
        wanted.push_back(line(e, request));
    }
    auto const came = lines(found, expected.diagnostics, request);
    BOOST_TEST(came == wanted, boost::test_tools::per_element());
    BOOST_TEST(result.has_value() == expected.dump.has_value());
    BOOST_TEST(found.has_errors() == !expected.dump.has_value());
    check_rendering(found, request);
    if (result && expected.dump) {
        BOOST_TEST(expr::dump(*result) == *expected.dump);
        check_sql(*result, expected);
    }

    // A reader that has read other requests, valid ones and bad ones, says the same.
    static std::vector<bind::reader> readers;
    auto reused = std::ranges::find_if(readers, [&](bind::reader const& r) { return r.schema() == schema; });
    if (reused == readers.end()) {
        reused = readers.insert(readers.end(), bind::reader(schema));
    }
    expr::query again(schema);
    core::diagnostics found_again;
    BOOST_TEST(reused->read(request, again, found_again) == result.has_value());
    bool const same_diagnostics = std::ranges::equal(found, found_again);
    BOOST_TEST(same_diagnostics);
    if (result) {
        bool const same_query = again == *result;
        BOOST_TEST(same_query);
    }
}

} // namespace conformance
