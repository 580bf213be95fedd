#include "harness.hpp"

#include "../../support/trees.hpp"

#include <quern/mongo/emit.hpp>

#include <boost/json/serialize.hpp>

#include <string>
#include <string_view>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(emit_limits)

/// The name of the first error, with its numbers; nothing where there is none.
static std::string refusal(expr::query const& q) {
    auto const made = mongo::emit(q);
    if (made) {
        return {};
    }
    core::diagnostic const d = made.error()[0];
    std::string text(name(d.code));
    for (core::argument const& a : d.arguments) {
        text += " " + *a.text();
    }
    return text;
}

static expr::query searched(schema::operation o, std::string const& needle) {
    return query_of(fields(schema::logic::two_valued), is("s", o, {std::string_view(needle)}));
}

static expr::query nested(std::size_t levels) {
    expr::query q(fields(schema::logic::two_valued));
    std::vector<std::uint32_t> opened;
    auto const leaf = [&] {
        q.filter.leaf(expr::node_kind::complement, *q.schema.find("s"), ends_with);
        q.filter.value("x");
    };
    for (std::size_t i = 0; i != levels; ++i) {
        opened.push_back(
            q.filter.open(i % 2 == 0 ? expr::node_kind::conjunction : expr::node_kind::disjunction, {3, 4}));
        leaf();
    }
    leaf();
    for (; !opened.empty(); opened.pop_back()) {
        q.filter.close(opened.back());
    }
    return q;
}

BOOST_AUTO_TEST_CASE(patterns_have_a_limit) {
    using enum schema::operation;
    struct row {
        schema::operation op;
        std::size_t letters; // the most
        std::string_view refusal;
    };
    row const rows[] = {
        {contains, 32'764, "pattern_too_long mongo 32764 32765"},
        {begins_with, 32'763, "pattern_too_long mongo 32764 32765"}, // and ^
        {ends_with, 32'761, "pattern_too_long mongo 32764 32765"},   // and an escaped line's end, and $
        {icontains, 1'975, "pattern_too_long mongo 7900 7904"},      // [Aa]
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(schema::name(r.op)) {
            BOOST_TEST(refusal(searched(r.op, std::string(r.letters, 'a'))) == "");
            BOOST_TEST(refusal(searched(r.op, std::string(r.letters + 1, 'a'))) == r.refusal);
        }
    }
    BOOST_TEST(refusal(searched(contains, std::string(16'382, '.'))) == "");
    BOOST_TEST(refusal(searched(contains, std::string(16'383, '.'))) == "pattern_too_long mongo 32764 32766");
    BOOST_TEST(refusal(searched(eq, std::string(1'000'000, 'a'))) == "");
}

/// The levels of BSON documents and arrays in a value.
static std::size_t levels(boost::json::value const& v) {
    std::size_t deepest = 0;
    if (auto const* o = v.if_object()) {
        for (auto const& member : *o) {
            deepest = std::max(deepest, levels(member.value()));
        }
        return deepest + 1;
    }
    if (auto const* a = v.if_array()) {
        for (boost::json::value const& element : *a) {
            deepest = std::max(deepest, levels(element));
        }
        return deepest + 1;
    }
    return 0;
}

BOOST_AUTO_TEST_CASE(groups_are_nested_as_deep_as_bson_is) {
    BOOST_TEST(refusal(nested(47)) == "");
    // a command around it: 100
    BOOST_TEST(levels(mongo::emit(nested(47)).value().filter) == 99U);
    BOOST_TEST(refusal(nested(48)) == "statement_too_deep mongo 47 48");
    BOOST_TEST((mongo::emit(nested(48)).error()[0].where == core::span{3, 4}));
    BOOST_TEST(refusal(nested(100'000)) == "statement_too_deep mongo 47 100000");
}

BOOST_AUTO_TEST_CASE(a_document_has_a_limit) {
    // {"s": {"$eq": …}}: 5 bytes, a type, `s` and its end, 5 bytes, a type, `$eq` and its end, 4 bytes, the string, its end
    std::size_t const most = 16'777'216 - 5 - 3 - 5 - 5 - 5;
    BOOST_TEST(refusal(searched(eq, std::string(most, 'a'))) == "");
    BOOST_TEST(refusal(searched(eq, std::string(most + 1, 'a'))) == "statement_too_long mongo 16777216 16777217");
}

BOOST_AUTO_TEST_CASE(an_order_has_a_limit) {
    schema::builder made("t");
    made.key("id").add({.name = "id"});
    for (int i = 0; i != 32; ++i) {
        made.add({.name = "f" + std::to_string(i)});
    }
    expr::query q(made.build().value());
    for (schema::field_index i = 1; i != 32; ++i) {
        q.page.sort.push_back({i, false});
    }
    BOOST_TEST(refusal(q) == ""); // the key is the last of 32
    q.page.sort.push_back({32, false});
    BOOST_TEST(refusal(q) == "too_many_sort_keys 33 32");
}

BOOST_AUTO_TEST_CASE(all_errors_are_found) {
    auto const schema = schema::builder("t")
                            .key("id")
                            .add({.name = "id"})
                            .add({.name = "s"})
                            .add({.name = "d", .path = "$d"})
                            .build()
                            .value();
    std::string const needle(40'000, 'a');
    expr::query q = query_of(
        schema, all_of({is("s", contains, {std::string_view(needle)}), is("d", eq, {"x"}), is("d", ne, {"x"})}));
    q.page.sort = {{2, false}};
    auto const made = mongo::emit(q);
    std::vector<core::code> found;
    core::diagnostics const all = made.error();
    for (core::diagnostic const& d : all) {
        found.push_back(d.code);
    }
    using enum core::code;
    BOOST_TEST((found ==
                std::vector{pattern_too_long, identifier_not_allowed, identifier_not_allowed, identifier_not_allowed}));
}

BOOST_AUTO_TEST_SUITE_END()
