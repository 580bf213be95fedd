#include <quern/expr/guarded.hpp>

#include "harness.hpp"

#include <quern/bind/guarded.hpp>
#include <quern/schema/builder.hpp>

#include <concepts>
#include <type_traits>

using namespace quern;

BOOST_AUTO_TEST_SUITE(guarded_queries)

static schema::guarded_definition const& rows() {
    static schema::guarded_definition const built = schema::builder("rows")
                                                        .key("id")
                                                        .guard("tenant")
                                                        .add({.name = "id", .type = schema::scalar::uint64})
                                                        .add({.name = "tenant"})
                                                        .build()
                                                        .value();
    return built;
}

BOOST_AUTO_TEST_CASE(what_a_client_asked_shows_its_page_and_no_query) {
    auto const asked = bind::bind_filter(rows(), syntax::field("id") > 5, {.sort = "-id", .limit = 10}).value();
    BOOST_TEST(asked.page().limit.value() == 10U);
    BOOST_TEST(asked.page().sort.size() == 1U);
    BOOST_TEST(asked.warnings().empty());
    BOOST_TEST((asked == bind::bind_filter(rows(), syntax::field("id") > 5, {.sort = "-id", .limit = 10}).value()));
    BOOST_TEST(!(asked == bind::bind_filter(rows(), syntax::field("id") > 6, {.sort = "-id", .limit = 10}).value()));
    static_assert(!std::is_convertible_v<expr::unguarded_query, expr::query const&>);
    static_assert(!std::is_constructible_v<expr::query, expr::unguarded_query>);
    static_assert(!std::is_constructible_v<expr::guarded_query, expr::unguarded_query>);
    static_assert(!std::is_constructible_v<expr::guarded_query, expr::query>);
    static_assert(!std::is_constructible_v<expr::unguarded_query, expr::query>);
}

BOOST_AUTO_TEST_CASE(a_guarded_query_is_a_query) {
    static_assert(std::is_convertible_v<expr::guarded_query const&, expr::query const&>);
    auto const asked = bind::bind_filter(rows(), syntax::field("id") > 5).value();
    auto const both = bind::guarded(asked, syntax::field("tenant") == "t1").value();
    expr::query const& q = both;
    BOOST_TEST(&q == &both.get());
    BOOST_TEST((both == bind::guarded(asked, syntax::field("tenant") == "t1").value()));
    BOOST_TEST(!(both == bind::guarded(asked, syntax::field("tenant") == "t2").value()));
}

BOOST_AUTO_TEST_SUITE_END()
