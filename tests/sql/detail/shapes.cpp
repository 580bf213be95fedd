#include <quern/sql/detail/shapes.hpp>

#include "harness.hpp"

#include <quern/schema/builder.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>
#include <quern/sql/mysql.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>

#include <algorithm>
#include <array>
#include <random>

using namespace quern;

BOOST_AUTO_TEST_SUITE(sql_detail_shapes)

static schema::definition fields(schema::logic logic) {
    using enum schema::scalar;
    return schema::builder("t")
        .key("id")
        .logic(logic)
        .add({.name = "id", .type = uint64, .nullable = false})
        .add({.name = "i", .type = int64})
        .add({.name = "u", .type = uint64})
        .add({.name = "r", .type = real})
        .add({.name = "b", .type = boolean})
        .add({.name = "s"})
        .add({.name = "a", .folding = schema::case_folding::ascii})
        .add({.name = "n", .type = timestamp})
        .add({.name = "x",
              .type = timestamp,
              .layout = core::time_layout::datetime,
              .storage = schema::time_storage::text})
        .build()
        .value();
}

/// Queries of few shapes and many values: some are not in normal form, some cannot be said, some fold.
class queries {
public:
    explicit queries(schema::definition of) : schema_(std::move(of)) {}

    expr::query next() {
        expr::query q(schema_);
        if (below(8) != 0) {
            add(q.filter, 2);
        }
        if (below(2) == 0) {
            q.page.sort.push_back({static_cast<schema::field_index>(below(3)), below(2) == 0});
        }
        if (below(3) != 0) {
            q.page.limit = below(2) == 0 ? 10 : std::uint64_t{1} << 63U;
        }
        q.page.offset = below(2) == 0 ? 0 : below(100);
        q.page.count = below(6) == 0;
        return q;
    }

private:
    std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }

    void add(expr::tree& to, std::uint32_t depth) {
        std::uint32_t const what = depth == 0 ? 9 : below(10);
        if (what > 3) {
            add_leaf(to);
            return;
        }
        std::array const kinds{expr::node_kind::conjunction, expr::node_kind::disjunction, expr::node_kind::conjunction,
                               expr::node_kind::negation};
        std::uint32_t const group = to.open(kinds.at(what));
        for (std::uint32_t n = kinds.at(what) == expr::node_kind::negation ? 1 : 2; n != 0; --n) {
            add(to, depth - 1);
        }
        to.close(group);
    }

    void add_leaf(expr::tree& to) {
        using enum schema::operation;
        auto const field = static_cast<schema::field_index>(below(static_cast<std::uint32_t>(schema_.fields().size())));
        std::array const any{eq, ne, in, not_in, is_null};
        std::array const ordered{lt, ge};
        std::array const searches{contains, icontains, begins_with, ends_with};
        schema::scalar const type = schema_[field].type;
        bool const of_text = type == schema::scalar::string;
        schema::operation const operation = of_text && below(2) == 0                           ? searches.at(below(4))
                                            : type != schema::scalar::boolean && below(3) == 0 ? ordered.at(below(2))
                                                                                               : any.at(below(5));
        to.leaf(expr::node_kind::predicate, field, operation);
        std::uint32_t const constants = operation == is_null ? 0 : operation == in || operation == not_in ? 2 : 1;
        for (std::uint32_t n = 0; n != constants; ++n) {
            to.value(constant(type));
        }
    }

    core::value constant(schema::scalar type) {
        static std::string const long_needle(70'000, 'k');
        switch (type) {
        case schema::scalar::boolean:
            return below(2) == 0;
        case schema::scalar::int64:
            return std::array<core::value, 4>{std::int64_t{-1}, std::int64_t{7}, 1.5, std::uint64_t{1} << 63U}.at(
                below(4));
        case schema::scalar::uint64:
            return std::array<core::value, 3>{std::uint64_t{7}, std::uint64_t{1} << 63U, std::int64_t{-1}}.at(below(3));
        case schema::scalar::real:
            return std::array<double, 4>{0, -0.0, 1.5, 1e300}.at(below(4));
        case schema::scalar::string:
            if (below(12) == 0) {
                return std::string_view(long_needle);
            }
            return std::array<std::string_view, 5>{"", "a", "K*[", "\xEF\xBF\xBE", "\xC3\x9F"}.at(below(5));
        case schema::scalar::timestamp:
            return core::timestamp{
                std::array<std::int64_t, 4>{0, 1'675'610'955'000'000, -99'000'000'000'000'000, 1'675'610'955'123'456}
                    .at(below(4))};
        }
        return false;
    }

    schema::definition schema_;
    std::mt19937_64 random_{20'261'130};
};

BOOST_AUTO_TEST_CASE(statements_of_kept_shapes_are_those_of_a_new_emitter) {
    for (sql::dialect const* const dialect :
         {&sql::sqlite, &sql::postgresql, &sql::mysql, &sql::mariadb, &sql::duckdb, &sql::clickhouse}) {
        for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
            queries made(fields(logic));
            sql::emitter emitter(*dialect);
            sql::statement out;
            std::size_t refused = 0;
            for (int n = 0; n != 2'000; ++n) {
                expr::query const q = made.next();
                core::diagnostics found;
                core::result<sql::statement> const fresh = sql::emit(q, *dialect);
                // Each is asked three times: its shape is seen, kept and found.
                for (int again = 0; again != 3; ++again) {
                    found.clear();
                    bool const emitted = emitter.emit(q, out, found);
                    BOOST_REQUIRE(emitted == fresh.has_value());
                    BOOST_REQUIRE(emitted ? out == *fresh && found.empty() : std::ranges::equal(found, fresh.error()));
                }
                refused += fresh ? 0U : 1U;
            }
            BOOST_TEST((refused > 0) == (dialect->pattern_bytes != 0), dialect->name);
        }
    }
}

BOOST_AUTO_TEST_CASE(values_of_one_shape_follow_each_other) {
    schema::definition const schema = fields(schema::logic::two_valued);
    sql::emitter emitter(sql::sqlite);
    sql::statement out;
    for (std::int64_t n = 0; n != 5; ++n) {
        expr::query q(schema);
        q.filter.leaf(expr::node_kind::predicate, 1, schema::operation::eq);
        q.filter.value(n);
        q.page.limit = static_cast<std::uint64_t>(n + 1);
        core::diagnostics found;
        BOOST_TEST(emitter.emit(q, out, found));
        BOOST_TEST(out.where() == R"("t"."i" = ?1)");
        BOOST_TEST((out.parameters[0] == core::value(n)));
        BOOST_TEST((out.parameters[1] == core::value(n + 1)));
        BOOST_TEST((out.parameters[2] == core::value(std::int64_t{0})));
    }
}

BOOST_AUTO_TEST_CASE(large_filters_stand_beside_shapes_that_are_kept) {
    schema::definition const schema = fields(schema::logic::two_valued);
    sql::emitter emitter(sql::sqlite);
    sql::statement out;
    core::diagnostics found;
    for (std::uint32_t const leaves : {1U, 1U, 1U, 100U, 1U, 100U, 64U, 63U}) {
        expr::query q(schema);
        std::uint32_t const group = q.filter.open(expr::node_kind::disjunction);
        for (std::uint32_t i = 0; i != leaves; ++i) {
            q.filter.leaf(expr::node_kind::predicate, 1, schema::operation::gt);
            q.filter.value(std::int64_t{i});
        }
        q.filter.close(group);
        BOOST_TEST(emitter.emit(q, out, found));
        BOOST_TEST((out == sql::emit(q, sql::sqlite).value()));
        BOOST_TEST(out.parameters.size() >= leaves);
    }
}

BOOST_AUTO_TEST_CASE(a_shape_of_another_schema_is_another) {
    sql::emitter emitter(sql::sqlite);
    sql::statement out;
    core::diagnostics found;
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        for (int n = 0; n != 3; ++n) {
            expr::query q(fields(logic));
            q.filter.leaf(expr::node_kind::predicate, 1, schema::operation::ne);
            q.filter.value(std::int64_t{n});
            BOOST_TEST(emitter.emit(q, out, found));
            BOOST_TEST(out.where() == (logic == schema::logic::two_valued ? R"(("t"."i" <> ?1 OR "t"."i" IS NULL))"
                                                                          : R"("t"."i" <> ?1)"));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
