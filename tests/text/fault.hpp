#pragma once

#include "harness.hpp"

#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/core/message.hpp>
#include <quern/core/term.hpp>
#include <quern/text/query.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Texts with one mistake, and what is said of it.
namespace quern::test {

inline constexpr core::limits wide{.bytes = 100'000'000,
                                   .depth = 64,
                                   .rules_per_group = 1'000,
                                   .rules = 1'000'000,
                                   .list = 1'000'000,
                                   .string = 1'000'000,
                                   .page = 1'000'000};

struct fault {
    std::string_view text; ///< `«` and `»` enclose the bytes at fault
    core::code code;
    std::string_view arguments;
    std::string_view hint; ///< and its arguments
};

inline core::span take_marks(std::string& text) {
    std::size_t const first = text.find("«");
    text.erase(first, std::string_view("«").size());
    std::size_t const last = text.find("»");
    text.erase(last, std::string_view("»").size());
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)};
}

inline std::string_view name_of(core::hint h) {
    switch (h) {
    case core::hint::none:
        return "";
    case core::hint::did_you_mean:
        return "did_you_mean";
    case core::hint::expected_one_of:
        return "expected_one_of";
    case core::hint::omit_instead:
        return "omit_instead";
    case core::hint::write_as:
        return "write_as";
    case core::hint::use_list_operator:
        return "use_list_operator";
    case core::hint::use_scalar_operator:
        return "use_scalar_operator";
    case core::hint::split_request:
        return "split_request";
    case core::hint::nest_rules:
        return "nest_rules";
    case core::hint::encode_utf8:
        return "encode_utf8";
    case core::hint::quote_text:
        return "quote_text";
    case core::hint::unquote:
        return "unquote";
    case core::hint::select_everything:
        return "select_everything";
    default:
        return "another";
    }
}

inline std::string join(std::vector<core::argument> const& arguments) {
    std::string out;
    for (core::argument const& a : arguments) {
        out.append(out.empty() ? "" : ", ");
        std::string const* const text = a.text();
        out.append(text != nullptr ? *text : core::terms[static_cast<std::size_t>(*a.term())].text.english);
    }
    return out;
}

inline void check(fault const& row, core::limits const& limits, bool stops) {
    BOOST_TEST_CONTEXT(row.text) {
        std::string text(row.text);
        core::span const where = take_marks(text);
        syntax::request out;
        core::diagnostics found;
        BOOST_TEST(text::read_query(text, limits, out, found) != stops);
        BOOST_TEST_REQUIRE(found.size() == 1U);
        BOOST_TEST(core::name(found[0].code) == core::name(row.code));
        BOOST_TEST(found[0].where.offset == where.offset);
        BOOST_TEST(found[0].where.length == where.length);
        BOOST_TEST(found[0].pointer == "");
        BOOST_TEST(join(found[0].arguments) == row.arguments);
        std::string hint(name_of(found[0].hint));
        if (!found[0].hint_arguments.empty()) {
            hint.append(" ").append(join(found[0].hint_arguments));
        }
        BOOST_TEST(hint == row.hint);
    }
}

} // namespace quern::test
