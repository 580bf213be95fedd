#include "case_file.hpp"
#include "schemas.hpp"

#include "harness.hpp"

#include <quern/bind/read.hpp>
#include <quern/core/render.hpp>

#include <fstream>
#include <set>

// What a person reads when a request is wrong: tests/data/conformance/messages.txt holds a request for every code that
// forms 1 and 2 can produce, and its renderings in both languages.

using namespace quern;
using core::code;

namespace {

struct golden {
    std::string title;
    std::string schema;
    std::string request;
    std::array<std::string, 2> renderings; // by language
};

// Blocks of `== title`, `schema name`, the request, `-- english`, a rendering, `-- chinese`, a rendering.
std::vector<golden> load_goldens() {
    std::ifstream in(QUERN_TEST_DATA "/conformance/messages.txt", std::ios::binary);
    std::vector<golden> all;
    std::string* into = nullptr;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("== ")) {
            all.push_back({line.substr(3), {}, {}, {}});
            into = nullptr;
        } else if (all.empty()) {
            continue; // the comment at the top
        } else if (into == nullptr) {
            all.back().schema = line.substr(std::string_view("schema ").size());
            into = &all.back().request;
        } else if (line == "-- english" || line == "-- chinese") {
            into = &all.back().renderings[line == "-- english" ? 0 : 1];
        } else {
            into->append(line).append("\n");
        }
    }
    for (golden& g : all) {
        g.request.pop_back(); // the last line's end
        g.request = conformance::expand(g.request);
        g.renderings[1].pop_back(); // the empty line between two blocks
    }
    return all;
}

constexpr code codes_of_forms_1_and_2[] = {
    code::request_too_large,    code::json_syntax,          code::json_incomplete,
    code::json_trailing_text,   code::json_byte_order_mark, code::json_control_character,
    code::json_escape,          code::json_number,          code::invalid_utf8,
    code::lone_surrogate,       code::nesting_too_deep,     code::duplicate_key,
    code::unknown_key,          code::missing_key,          code::wrong_type,
    code::ambiguous_rule,       code::empty_group,          code::unknown_connective,
    code::unknown_operator,     code::operator_alias,       code::operator_retired,
    code::group_too_deep,       code::group_too_large,      code::too_many_rules,
    code::unknown_field,        code::operator_not_allowed, code::empty_string,
    code::empty_list,           code::list_too_long,        code::string_too_long,
    code::null_character,       code::unknown_enumerator,   code::number_not_exact,
    code::number_out_of_range,  code::decimal_text,         code::time_layout,
    code::time_out_of_range,    code::page_out_of_range,    code::page_with_count,
    code::order_without_sort,   code::unknown_order,        code::field_not_sortable,
    code::too_many_diagnostics,
};

core::diagnostics diagnose(golden const& g) {
    auto const result = bind::read(conformance::schema_named(g.schema), g.request);
    return result ? result->warnings : result.error();
}

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_messages)

BOOST_AUTO_TEST_CASE(every_rendering_is_as_it_was_read_and_found_clear) {
    auto const all = load_goldens();
    BOOST_TEST(all.size() >= std::size(codes_of_forms_1_and_2));
    for (golden const& g : all) {
        core::diagnostics const found = diagnose(g);
        BOOST_TEST_CONTEXT(g.title) {
            BOOST_TEST(core::render(found, g.request, {.language = core::language::english}) == g.renderings[0]);
            BOOST_TEST(core::render(found, g.request, {.language = core::language::chinese}) == g.renderings[1]);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_code_is_shown) {
    std::set<code> shown;
    for (golden const& g : load_goldens()) {
        core::diagnostics const found = diagnose(g);
        BOOST_TEST_REQUIRE(!found.empty());
        std::string const first(core::name(found[0].code));
        for (core::diagnostic const& d : found) {
            shown.insert(d.code);
        }
        bool const titled = g.title.starts_with(first) || g.title == "too_many_diagnostics";
        BOOST_TEST(titled, g.title);
    }
    for (code const c : codes_of_forms_1_and_2) {
        BOOST_TEST(shown.contains(c), core::name(c));
    }
}

BOOST_AUTO_TEST_SUITE_END()
