#include "harness.hpp"

#include <quern/core/message.hpp>
#include <quern/core/render.hpp>

#include <fstream>
#include <iterator>
#include <set>

using namespace quern::core;

namespace {

// clang-format off
#define QUERN_TEST_CODES(X) \
    X(request_too_large) X(json_syntax) X(json_incomplete) X(json_trailing_text) X(json_byte_order_mark) \
    X(json_control_character) X(json_escape) X(json_number) X(invalid_utf8) X(lone_surrogate) X(nesting_too_deep) \
    X(duplicate_key) X(unknown_key) X(missing_key) X(wrong_type) X(ambiguous_rule) X(empty_group) \
    X(unknown_connective) X(unknown_operator) X(operator_alias) X(operator_retired) X(group_too_deep) \
    X(group_too_large) X(too_many_rules) X(unknown_field) X(operator_not_allowed) X(empty_string) X(empty_list) \
    X(list_too_long) X(string_too_long) X(null_character) X(unknown_enumerator) X(unlisted_enumerator) X(duplicate_element) X(repeated_element) X(number_not_exact) \
    X(number_out_of_range) X(decimal_text) X(time_layout) X(time_out_of_range) X(page_out_of_range) \
    X(page_with_count) X(order_without_sort) X(unknown_order) X(field_not_sortable) X(sort_empty_item) X(sort_sign) \
    X(sort_sign_with_suffix) X(sort_suffix) X(sort_field_twice) X(too_many_sort_keys) X(empty_argument) \
    X(range_empty) X(range_reversed) X(arguments_exclude) X(fuzzy_ignored) X(unknown_choice) X(schema_name) \
    X(schema_duplicate_field) X(schema_no_fields) X(schema_no_arguments) X(schema_unknown_field) \
    X(schema_key_nullable) X(schema_operator_type) X(schema_property_type) X(schema_enumerator) X(schema_limit) \
    X(schema_form) X(schema_reads_text) X(schema_guarded) X(schema_unguarded) X(guard_incomplete) \
    X(identifier_too_long) X(identifier_not_allowed) X(pattern_too_long) X(statement_too_deep) X(statement_too_long) \
    X(too_many_parameters) \
    X(not_expressible) X(no_member) X(member_type) X(text_syntax) X(text_incomplete) X(too_many_diagnostics)

#define QUERN_TEST_HINTS(X) \
    X(none) X(did_you_mean) X(expected_one_of) X(remove_one) X(use_lt) X(match_all) X(omit_instead) X(write_as) \
    X(use_list_operator) X(use_scalar_operator) X(split_request) X(nest_rules) X(encode_utf8) X(quote_text) X(unquote) X(add_sort) \
    X(select_everything)

#define QUERN_TEST_TERMS(X) \
    X(object) X(array) X(string) X(number) X(integer) X(boolean) X(null) X(scalar) X(array_of_scalars) \
    X(time) X(time_string) X(integer_text) X(year) X(month) X(day) X(hour) X(minute) X(second) X(fraction) X(zone) \
    X(negation) X(constant_filter) X(empty_group) X(no_limit) \
    X(field_name) X(value_token) X(end_of_text) X(bytes) X(characters)
// clang-format on

// The compiler warns where a list lacks an enumerator.
std::string_view spelling(code c) {
    switch (c) {
#define X(id)                                                                                                          \
    case code::id:                                                                                                     \
        return #id;
        QUERN_TEST_CODES(X)
#undef X
    }
    return {};
}

std::string_view spelling(hint h) {
    switch (h) {
#define X(id)                                                                                                          \
    case hint::id:                                                                                                     \
        return #id;
        QUERN_TEST_HINTS(X)
#undef X
    }
    return {};
}

std::string_view spelling(term t) {
    switch (t) {
#define X(id)                                                                                                          \
    case term::id:                                                                                                     \
        return #id;
        QUERN_TEST_TERMS(X)
#undef X
    }
    return {};
}

// The places of a template, such as "*" or "0" and "1"; an odd brace is a fault.
std::multiset<char> places(std::string_view text) {
    std::multiset<char> found;
    for (std::size_t at = 0; at != text.size(); ++at) {
        if (text[at] == '{') {
            bool const whole = at + 2 < text.size() && text[at + 2] == '}';
            BOOST_TEST_REQUIRE(whole);
            found.insert(text[at + 1]);
            at += 2;
        } else {
            BOOST_TEST(text[at] != '}');
        }
    }
    return found;
}

void check_places(message_text const& text) {
    std::multiset<char> const english = places(text.english);
    BOOST_TEST((english == places(text.chinese)));
    char expected = '0';
    for (char const place : english) {
        BOOST_TEST((place == '*' ? english.size() == 1 : place == expected));
        ++expected;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(message)

BOOST_AUTO_TEST_CASE(codes_are_spelt_as_their_enumerators) {
    std::set<std::string_view> seen;
    for (message_row const& row : messages) {
        BOOST_TEST(row.name == spelling(row.id));
        BOOST_TEST(name(row.id) == row.name);
        BOOST_TEST(seen.insert(row.name).second);
    }
    BOOST_TEST(seen.size() == static_cast<std::size_t>(code_count));
}

BOOST_AUTO_TEST_CASE(every_text_is_there_in_both_languages_with_the_same_places) {
    for (message_row const& row : messages) {
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST(!row.text.english.empty());
            BOOST_TEST(!row.text.chinese.empty());
            check_places(row.text);
        }
    }
    for (hint_row const& row : hints) {
        BOOST_TEST_CONTEXT(spelling(row.id)) {
            BOOST_TEST(row.text.english.empty() == (row.id == hint::none));
            BOOST_TEST(row.text.chinese.empty() == (row.id == hint::none));
            check_places(row.text);
        }
    }
    for (term_row const& row : terms) {
        BOOST_TEST_CONTEXT(spelling(row.id)) {
            BOOST_TEST(places(row.text.english).empty());
            BOOST_TEST(places(row.text.chinese).empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(severities) {
    for (message_row const& row : messages) {
        bool const warns = row.id == code::operator_alias || row.id == code::fuzzy_ignored ||
                           row.id == code::unlisted_enumerator || row.id == code::repeated_element;
        severity const expected = warns                                  ? severity::warning
                                  : row.id == code::too_many_diagnostics ? severity::note
                                                                         : severity::error;
        BOOST_TEST_CONTEXT(row.name) { BOOST_TEST((severity_of(row.id) == expected)); }
    }
}

BOOST_AUTO_TEST_CASE(the_golden_holds_every_text) {
    std::vector<argument> const arguments{"«0»", "«1»", "«2»", "«3»"};
    std::string all;
    for (message_row const& row : messages) {
        diagnostic const d{row.id, {}, arguments, hint::none, {}, {}, {}};
        all.append(name(row.severity)).append(" ").append(row.name).append("\n  ");
        append_message(all, d, language::english);
        all += "\n  ";
        append_message(all, d, language::chinese);
        all += '\n';
    }
    for (hint_row const& row : hints) {
        if (row.id != hint::none) {
            diagnostic const d{code::json_syntax, {}, {}, row.id, arguments, {}, {}};
            all.append("hint ").append(spelling(row.id)).append("\n  ");
            append_hint(all, d, language::english);
            all += "\n  ";
            append_hint(all, d, language::chinese);
            all += '\n';
        }
    }
    for (term_row const& row : terms) {
        all.append("term ").append(spelling(row.id)).append("\n  ").append(row.text.english);
        all.append("\n  ").append(row.text.chinese).append("\n");
    }
    std::ifstream file(QUERN_TEST_DATA "/core/messages.txt", std::ios::binary);
    std::string const golden{std::istreambuf_iterator<char>(file), {}};
    BOOST_TEST_REQUIRE(!golden.empty());
    BOOST_TEST(all == golden);
}

BOOST_AUTO_TEST_SUITE_END()
