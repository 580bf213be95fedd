#include <quern/adapt/bson.hpp>

#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/mongo/command.hpp>
#include <quern/mongo/emit.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using namespace quern;
using namespace quern::test;
using namespace std::string_view_literals;
using adapt::bson_document;
using adapt::bson_fault;
using enum schema::operation;

static_assert(!std::is_copy_constructible_v<bson_document>);
static_assert(std::is_nothrow_move_constructible_v<bson_document>);

BOOST_AUTO_TEST_SUITE(bson)

namespace {

std::string canonical(::bson_t const& document) {
    std::size_t length = 0;
    char* const text = bson_as_canonical_extended_json(&document, &length);
    std::string made(text, length);
    bson_free(text);
    return made;
}

/// libbson's text without the blanks that it puts between tokens; no string here holds any.
std::string compact(::bson_t const& document) {
    std::string made = canonical(document);
    std::erase(made, ' ');
    return made;
}

/// A text with another name for `$regex`, which libbson takes for a regular expression of BSON's own, of one meaning.
std::string renamed(std::string text) {
    constexpr std::string_view name = "\"$regex\"";
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        text.replace(at, name.size(), "\"$r\"");
    }
    return text;
}

/// What libbson reads from the same text, as text.
std::string read_by_libbson(boost::json::object const& document) {
    std::string const text = renamed(boost::json::serialize(document));
    ::bson_error_t error;
    ::bson_t* const read = bson_new_from_json(reinterpret_cast<std::uint8_t const*>(text.data()),
                                              static_cast<ssize_t>(text.size()), &error);
    BOOST_TEST_REQUIRE(read != nullptr, text);
    std::string made = canonical(*read);
    bson_destroy(read);
    return made;
}

bson_fault fault(boost::json::value const& document) { return adapt::to_bson(document.get_object()).error(); }

/// Queries with every operator, type and edge, but doubles with fractions: libbson writes more digits of those.
std::vector<expr::query> queries() {
    using limits64 = std::numeric_limits<std::int64_t>;
    std::vector<subtree> roots{constant(true), constant(false)};
    std::vector<core::value> const strings{"", "$where", R"({"$gt":""})", "a.b\"\\", "\n", "中\U0001F600", "(?i)^"};
    for (core::value const& s : strings) {
        for (schema::operation const o : {eq, ne, lt, ge, contains, icontains, begins_with, ends_with}) {
            roots.push_back(is("s", o, {s}));
            roots.push_back(isnt("s", o, {s}));
        }
        roots.push_back(is("s", in, {s, s}));
        roots.push_back(is("s", not_in, {s}));
    }
    for (std::int64_t const i :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{2'147'483'647}, std::int64_t{2'147'483'648},
          std::int64_t{-2'147'483'649}, std::int64_t{9'007'199'254'740'993}, limits64::min(), limits64::max()}) {
        roots.push_back(all_of({is("i", ne, {i}), is("i", lt, {i})}));
        roots.push_back(is("t", in, {core::timestamp{i}, core::timestamp{i / 1'000 * 1'000}}));
        roots.push_back(is("e", ge, {core::timestamp{i}}));
    }
    for (double const d : {0.0, -0.0, 5.0, 1e300, -9007199254740992.0}) {
        roots.push_back(is("r", eq, {d}));
    }
    roots.push_back(any_of({is("b", eq, {true}), is("b", is_null), is("u", le, {std::uint64_t{7}})}));
    std::vector<expr::query> made;
    for (subtree const& root : roots) {
        for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
            made.push_back(query_of(fields(logic), root));
            made.back().page = {.sort = {{1, true}}, .limit = 10, .offset = 5'000'000'000};
        }
    }
    return made;
}

} // namespace

BOOST_AUTO_TEST_CASE(what_libbson_reads_from_the_text) {
    std::vector<expr::query> const all = queries();
    BOOST_TEST(all.size() > 200U);
    for (expr::query const& q : all) {
        for (mongo::notation const in : {mongo::notation::relaxed, mongo::notation::canonical}) {
            BOOST_TEST_CONTEXT(shown(q)) {
                mongo::document const document = mongo::emit(q, in).value();
                adapt::bson_find const made = adapt::to_bson(document).value();
                BOOST_TEST(renamed(canonical(*made.filter)) == read_by_libbson(document.filter));
                BOOST_TEST(bson_validate(made.filter.get(), BSON_VALIDATE_UTF8, nullptr));
                boost::json::object const command = mongo::command(q, in).value();
                BOOST_TEST(renamed(canonical(*adapt::to_bson(command).value())) == read_by_libbson(command));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(canonical_text_comes_back) {
    using enum schema::logic;
    std::int64_t const five = 5;
    subtree const roots[] = {
        is("i", not_in, {five, std::numeric_limits<std::int64_t>::min()}),
        all_of({isnt("i", lt, {five}), is("s", contains, {"中.\U0001F600"}), is("b", eq, {true})}),
        is("t", le, {core::timestamp{1'675'610'955'007'000}}),
        is("t", ge, {core::timestamp{-1'000}}),
        is("s", ends_with, {"x"}),
        is("s", is_null),
        constant(false),
    };
    for (subtree const& root : roots) {
        expr::query q = query_of(fields(two_valued), root);
        q.page = {.sort = {{2, true}}, .limit = 10, .offset = 20};
        mongo::document const document = mongo::emit(q, mongo::notation::canonical).value();
        adapt::bson_find const made = adapt::to_bson(document).value();
        BOOST_TEST(compact(*made.filter) == boost::json::serialize(document.filter));
        BOOST_TEST(compact(*made.options) == R"({"sort":{"i":{"$numberInt":"-1"},"id":{"$numberInt":"1"}},)"
                                             R"("skip":{"$numberLong":"20"},"limit":{"$numberLong":"10"}})");
    }
}

BOOST_AUTO_TEST_CASE(fractions_are_kept) {
    for (double const d : {0.1, -0.5, 5e-324, 1.7976931348623157e308, 2.5}) {
        for (mongo::notation const in : {mongo::notation::relaxed, mongo::notation::canonical}) {
            expr::query const q = query_of(fields(schema::logic::two_valued), is("r", eq, {d}));
            bson_document const made = adapt::to_bson(mongo::emit(q, in).value().filter).value();
            ::bson_iter_t at, found;
            BOOST_TEST_REQUIRE(bson_iter_init(&at, made.get()));
            BOOST_TEST_REQUIRE(bson_iter_find_descendant(&at, "r.$eq", &found));
            BOOST_TEST_REQUIRE(BSON_ITER_HOLDS_DOUBLE(&found));
            BOOST_TEST(bson_iter_double(&found) == d);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_count_has_no_options) {
    expr::query q(fields(schema::logic::two_valued));
    q.page.count = true;
    adapt::bson_find const made = adapt::to_bson(mongo::emit(q).value()).value();
    BOOST_TEST(compact(*made.filter) == "{}");
    BOOST_TEST(compact(*made.options) == "{}");
}

BOOST_AUTO_TEST_CASE(every_type_of_extended_json) {
    struct row {
        std::string_view relaxed;
        std::string_view canonical;
    };
    row const rows[] = {
        {R"({})", R"({})"},
        {R"({"a":null,"b":[true,false,[],{}]})", R"({"a":null,"b":[true,false,[],{}]})"},
        {R"({"a":2147483647,"b":-2147483649})",
         R"({"a":{"$numberInt":"2147483647"},"b":{"$numberLong":"-2147483649"}})"},
        {R"({"a":9223372036854775807})", R"({"a":{"$numberLong":"9223372036854775807"}})"},
        {R"({"a":{"$numberInt":"-2147483648"}})", R"({"a":{"$numberInt":"-2147483648"}})"},
        {R"({"a":{"$numberDouble":"-0.0"}})", R"({"a":{"$numberDouble":"-0.0"}})"},
        {R"({"a":{"$date":"1970-01-01T00:00:00.001Z"}})", R"({"a":{"$date":{"$numberLong":"1"}}})"},
        {R"({"a":{"$date":"1969-12-31T23:59:59.5+00:00"}})", R"({"a":{"$date":{"$numberLong":"-500"}}})"},
        {R"({"a":{"$eq":"$date"},"$numberLong":"1"})", R"({"a":{"$eq":"$date"},"$numberLong":"1"})"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.relaxed) {
            auto const made = adapt::to_bson(boost::json::parse(r.relaxed).get_object());
            BOOST_TEST_REQUIRE(made.has_value());
            BOOST_TEST(compact(**made) == r.canonical);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_extended_json) {
    for (std::string_view const v : {
             R"({"$numberInt":"2147483648"})",
             R"({"$numberInt":1})",
             R"({"$numberInt":""})",
             R"({"$numberInt":"1 "})",
             R"({"$numberInt":"1","a":1})",
             R"({"$numberLong":"9223372036854775808"})",
             R"({"$numberLong":"0x1"})",
             R"({"$numberDouble":"NaN"})",
             R"({"$numberDouble":"Infinity"})",
             R"({"$numberDouble":"1e999"})",
             R"({"$numberDouble":null})",
             R"({"$date":0})",
             R"({"$date":"today"})",
             R"({"$date":{"$numberInt":"1"}})",
             R"({"$date":{"$numberLong":"1","a":1}})",
             R"({"$date":"1970-01-01T00:00:00.0001Z"})",
             "9223372036854775808",
         }) {
        BOOST_TEST_CONTEXT(v) {
            boost::json::object document;
            document.emplace("a", boost::json::parse(v));
            BOOST_TEST((fault(document) == bson_fault::not_extended_json));
        }
    }
}

BOOST_AUTO_TEST_CASE(strings_and_keys_are_utf_8_without_a_null_character) {
    for (std::string_view const bad : {"\xff"sv, "\xc0\x80"sv, "a\xed\xa0\x80"sv, "\xe4\xb8"sv}) {
        boost::json::object as_value, as_key;
        as_value.emplace("a", bad);
        as_key.emplace(bad, 1);
        BOOST_TEST((fault(as_value) == bson_fault::not_utf8));
        BOOST_TEST((fault(as_key) == bson_fault::not_utf8));
    }
    boost::json::object as_value, as_key;
    as_value.emplace("a", boost::json::array{"x", "a\0"sv});
    as_key.emplace("\0a"sv, 1);
    BOOST_TEST((fault(as_value) == bson_fault::null_character));
    BOOST_TEST((fault(as_key) == bson_fault::null_character));
}

BOOST_AUTO_TEST_CASE(nesting_has_a_limit) {
    auto const nested = [](std::size_t levels, bool arrays) {
        boost::json::value v = 1;
        for (std::size_t i = 1; i != levels; ++i) {
            v = arrays ? boost::json::value(boost::json::array(1, v)) : boost::json::value{{"a", v}};
        }
        boost::json::object made;
        made.emplace("a", std::move(v));
        return made;
    };
    for (bool const arrays : {false, true}) {
        BOOST_TEST(adapt::to_bson(nested(100, arrays)).has_value());
        BOOST_TEST((fault(nested(101, arrays)) == bson_fault::too_deep));
    }
}

BOOST_AUTO_TEST_CASE(size_has_a_limit) {
    // 4 bytes of length, a type, `a` and its end, 4 bytes, the string, its end, the document's end
    std::size_t const most = 16'777'216 + 16'384 - 4 - 3 - 4 - 1 - 1;
    boost::json::object document;
    document.emplace("a", std::string(most, 'x'));
    BOOST_TEST(adapt::to_bson(document).has_value());
    document["a"] = std::string(most + 1, 'x');
    BOOST_TEST((fault(document) == bson_fault::too_large));
    document["a"] = 1;
    document.emplace(std::string(most, 'x'), 1);
    BOOST_TEST((fault(document) == bson_fault::too_large));
}

BOOST_AUTO_TEST_CASE(faults_have_messages) {
    boost::json::object document;
    document.emplace("a", "\xff");
    BOOST_CHECK_EXCEPTION(adapt::to_bson(document).value(), std::runtime_error,
                          [](std::runtime_error const& e) { return e.what() == "BSON: a string is not UTF-8"sv; });
}

BOOST_AUTO_TEST_CASE(a_document_may_be_moved) {
    bson_document a;
    BOOST_TEST(bson_append_int32(a.get(), "n", 1, 7));
    bson_document b = std::move(a);
    BOOST_TEST(bson_count_keys(&*b) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
