#include "harness.hpp"

#include "chains.hpp"
#include "differential.hpp"
#include "documents.hpp"
#include "mongodb.hpp"

#include <quern/adapt/libmongoc.hpp>
#include <quern/mongo/emit.hpp>

#include <boost/json/serialize.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(ferretdb_engine, *boost::unit_test::disabled())

namespace {

class engine {
public:
    engine(schema::definition const& schema, std::vector<record> const& records) : schema_(with_paths(schema)) {
        std::vector<bson> all;
        for (boost::json::object const& d : documents_of(schema_, records)) {
            all.push_back(bson_of(boost::json::serialize(d)));
        }
        session_.insert(all);
    }

    [[nodiscard]] answer operator()(expr::query q) {
        q.schema = schema_;
        core::result<mongo::document> const d = mongo::emit(q);
        if (!d) {
            return {.failure = "it is not emitted"};
        }
        answer out{.asked = boost::json::serialize(d->filter) + " " + boost::json::serialize(d->sort)};
        auto query = adapt::mongodb_query::prepare(*d);
        if (!query) {
            out.failure = query.error().message;
            return out;
        }
        if (d->count) {
            adapt::mongodb_result<std::uint64_t> const number = query->count(session_.get());
            if (number) {
                out.keys = {*number};
            } else {
                out.failure = number.error().message;
            }
            return out;
        }
        for (auto const& row : query->rows(session_.get())) {
            if (!row) {
                out.failure = row.error().message;
                return out;
            }
            out.keys.push_back(row->get<std::uint64_t>(schema_[schema_.key()].path).value());
        }
        return out;
    }

private:
    schema::definition schema_;
    mongodb_session session_;
};

/// A query costs it as much as there are documents.
constexpr capacity ferretdb_capacity{.native_step = bson_capacity.native_step, .records = 100};

auto const make_engine = [](schema::definition const& schema, std::vector<record> const& records) {
    return engine(schema, records);
};

} // namespace

BOOST_AUTO_TEST_CASE(random_queries_in_two_valued_logic) {
    compare_random_queries(schema::logic::two_valued, query_count(5'000) / 2, make_engine, ferretdb_capacity);
}

BOOST_AUTO_TEST_CASE(random_queries_in_three_valued_logic) {
    compare_random_queries(schema::logic::three_valued, query_count(5'000) / 2, make_engine, ferretdb_capacity);
}

BOOST_AUTO_TEST_CASE(chains_of_a_thousand_rules) { compare_chains({1, 2, 4, 20, 47}, make_engine, ferretdb_capacity); }

BOOST_AUTO_TEST_CASE(a_thousand_values_of_one_field) { compare_equalities(make_engine, ferretdb_capacity); }

// Where FerretDB 1.24 does not do as MongoDB does: what the data above has to do without.

BOOST_AUTO_TEST_CASE(no_name_of_a_field_has_a_quotation_mark) {
    mongodb_session const session;
    bson const document = bson_of(R"({"a\"b":1})");
    BOOST_TEST(!mongoc_collection_insert_one(session.get(), document.get(), nullptr, nullptr, nullptr));
}

BOOST_AUTO_TEST_CASE(no_name_of_a_field_has_a_backslash) {
    mongodb_session const session;
    session.insert({R"({"a\\b":1})"}); // and now the collection cannot be read
    auto const all = adapt::mongodb_query::prepare({}).value();
    BOOST_TEST(all.rows(session.get()).begin()->has_error());
}

BOOST_AUTO_TEST_CASE(no_zero_is_negative) {
    mongodb_session const session;
    session.insert({R"({"d":{"$numberDouble":"-0.0"}})"});
    auto const all = adapt::mongodb_query::prepare({}).value();
    adapt::mongodb_rows rows = all.rows(session.get());
    BOOST_TEST(!std::signbit(rows.begin()->value().get<double>("d").value()));
}

BOOST_AUTO_TEST_SUITE_END()
