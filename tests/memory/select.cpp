#include "harness.hpp"

#include <quern/memory/select.hpp>

#include <quern/adapt/describe.hpp>
#include <quern/bind/filter.hpp>
#include <quern/schema/builder.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

using namespace quern;
using syntax::field;

namespace {

struct row {
    std::int64_t n = 0;
    std::string word{};
    std::optional<double> weight{};
};
BOOST_DESCRIBE_STRUCT(row, (), (n, word, weight))

/// Rows whose values repeat with periods that are prime to each other.
std::vector<row> rows(std::int64_t count) {
    constexpr std::string_view words[] = {"", "a", "aws", "gcp", "azure", "tencent cloud", "a word of some length"};
    std::vector<row> made;
    for (std::int64_t n = 0; n != count; ++n) {
        auto const weight = n % 11 == 0 ? std::nullopt : std::optional(static_cast<double>(n % 11) / 4);
        made.push_back({n, std::string(words[n % 7]), weight});
    }
    return made;
}

schema::definition row_schema() {
    return schema::of<row>("rows").form(schema::form::text).key("n").logic(schema::logic::two_valued).build().value();
}

/// The rows that are selected from a span, after it was seen that one by one, and in a list, the same ones are.
template <class Filter>
std::vector<std::size_t> selected(std::vector<row> const& records, Filter const& filter) {
    auto const wanted = memory::compile<row>(bind::bind_filter(row_schema(), filter).value()).value();
    std::vector<std::size_t> one_by_one;
    for (std::size_t i = 0; i != records.size(); ++i) {
        if (wanted(records[i])) {
            one_by_one.push_back(i);
        }
    }
    auto const places = memory::select(records, wanted);
    BOOST_TEST(places == one_by_one);
    BOOST_TEST(memory::count(records, wanted) == places.size());
    std::list<row> const chained(records.begin(), records.end());
    BOOST_TEST(memory::select(chained, wanted) == places);
    BOOST_TEST(memory::count(chained, wanted) == places.size());
    BOOST_TEST(memory::select(std::span(records), wanted) == places);
    return places;
}

} // namespace

BOOST_AUTO_TEST_SUITE(selection)

BOOST_AUTO_TEST_CASE(places_in_order) {
    auto const numbers =
        schema::builder("numbers").key("n").add({.name = "n", .type = schema::scalar::int64}).build().value();
    auto const wanted = memory::compile<memory::cells>(bind::bind_filter(numbers, field("n") >= 3).value()).value();
    std::list<std::vector<memory::cell>> records;
    for (std::int64_t const n : {1, 5, 3, 2, 4}) {
        records.push_back({core::value(n)});
    }
    BOOST_TEST(memory::select(records, wanted) == (std::vector<std::size_t>{1, 2, 4}),
               boost::test_tools::per_element());
    records.clear();
    BOOST_TEST(memory::select(records, wanted).empty());
    BOOST_TEST(memory::count(records, wanted) == 0U);
}

BOOST_AUTO_TEST_CASE(spans_of_any_length) {
    for (std::int64_t const count : {0, 1, 7, 63, 64, 65, 1'023, 1'024, 1'025, 5'000}) {
        BOOST_TEST_CONTEXT(count << " rows") {
            std::vector<std::size_t> expected;
            for (std::int64_t n = 3; n < count; n += 7) {
                if (n >= 10 && n % 11 != 0 && n % 11 < 8) {
                    expected.push_back(static_cast<std::size_t>(n));
                }
            }
            BOOST_TEST(selected(rows(count), field("n") >= 10 && field("word") == "gcp" && field("weight") < 2) ==
                       expected);
        }
    }
}

/// So many that they are asked for before they are read.
BOOST_AUTO_TEST_CASE(more_than_a_cache_holds) {
    std::vector<row> const records = rows(80'000);
    BOOST_TEST_REQUIRE(sizeof(row) * records.size() > std::size_t{1} << 22U);
    std::vector<std::size_t> expected;
    for (std::size_t n = 73; n < records.size(); n += 7 * 11) { // the same word, the same weight
        expected.push_back(n);
    }
    BOOST_TEST(selected(records, field("word") == "gcp" && field("weight") == 1.75) == expected);
}

BOOST_AUTO_TEST_CASE(disjunctions_keep_the_order) {
    std::vector<row> const records = rows(3'000);
    std::vector<std::size_t> expected;
    for (std::size_t n = 0; n != records.size(); ++n) {
        if (n % 7 == 4 || (n % 7 == 5 && n % 11 == 2) || n >= 2'900) {
            expected.push_back(n);
        }
    }
    BOOST_TEST(selected(records, field("word") == "azure" ||
                                     (field("word") == "tencent cloud" && field("weight") == 0.5) ||
                                     field("n") >= 2'900) == expected);
    auto const everything = selected(records, field("n") >= 0 || field("word") == "a");
    BOOST_TEST(everything.size() == records.size());
    BOOST_TEST(selected(records, field("n") < 0 && field("word") == "a").empty());
}

BOOST_AUTO_TEST_CASE(words_of_each_length) {
    std::vector<row> const records = rows(70);
    std::size_t place = 0;
    for (std::string_view const word :
         std::to_array<std::string_view>({"a", "aws", "gcp", "azure", "tencent cloud", "a word of some length"})) {
        std::vector<std::size_t> expected;
        for (std::size_t n = ++place; n < records.size(); n += 7) {
            expected.push_back(n);
        }
        BOOST_TEST(selected(records, field("word") == word) == expected);
        BOOST_TEST(selected(records, field("word") != word).size() == 60U);
        BOOST_TEST(selected(records, field("word").in(word, "none", "of", "these", "others", "is")) == expected);
        BOOST_TEST(selected(records, !field("word").begins_with(word)).size() == (place == 1 ? 30U : 60U));
    }
}

BOOST_AUTO_TEST_CASE(absent_values_in_spans) {
    std::vector<row> const records = rows(1'100);
    BOOST_TEST(selected(records, field("weight").is_null()).size() == 100U);
    BOOST_TEST(selected(records, field("weight") != 0.25).size() == 1'000U); // absent ones too
    BOOST_TEST(selected(records, field("weight") < 0.5 || field("weight") > 2).size() == 300U);
    BOOST_TEST(selected(records, !(field("weight") >= 0.5 && field("weight") <= 2)).size() == 400U);
}

/// Each kind of test as the first one, and behind one that leaves few records or many.
BOOST_AUTO_TEST_CASE(tests_in_each_place) {
    std::vector<row> const records = rows(1'000);
    auto const n = field("n"), word = field("word"), weight = field("weight");
    auto const by_hand = [&](auto const& holds) {
        std::vector<std::size_t> expected;
        for (std::size_t at = 0; at != records.size(); ++at) {
            if (holds(records[at])) {
                expected.push_back(at);
            }
        }
        return expected;
    };
    auto const each = [&](auto const& filter, auto const& holds) {
        BOOST_TEST(selected(records, filter) == by_hand(holds));
        BOOST_TEST(selected(records, filter && n < 500) ==
                   by_hand([&](row const& r) { return holds(r) && r.n < 500; }));
        BOOST_TEST(selected(records, filter && n.in(3, 4, 5, 6, 7, 65, 100, 901)) == by_hand([&](row const& r) {
                       return holds(r) && (r.n == 65 || r.n == 100 || r.n == 901 || (r.n >= 3 && r.n <= 7));
                   }));
        BOOST_TEST(selected(records, !filter) == by_hand([&](row const& r) { return !holds(r); }));
    };
    each(word == "aws", [](row const& r) { return r.word == "aws"; });
    each(word.in("aws", "gcp"), [](row const& r) { return r.word == "aws" || r.word == "gcp"; });
    each(word == "azure", [](row const& r) { return r.word == "azure"; });
    each(word == "tencent cloud", [](row const& r) { return r.word == "tencent cloud"; });
    each(word == "a word of some length", [](row const& r) { return r.word == "a word of some length"; });
    each(word.begins_with("a"), [](row const& r) { return r.word.starts_with("a"); });
    each(word.ends_with("h"), [](row const& r) { return r.word.ends_with("h"); });
    each(word < "b", [](row const& r) { return r.word < "b"; });
    each(word.contains("en"), [](row const& r) { return r.word.find("en") != std::string::npos; });
    each(word.icontains("EN"), [](row const& r) { return r.word.find("en") != std::string::npos; });
    each(weight < 1, [](row const& r) { return r.weight && *r.weight < 1; });
    each(weight.is_null(), [](row const& r) { return !r.weight; });
}

BOOST_AUTO_TEST_CASE(more_tests_than_a_block_is_given) {
    std::vector<row> const records = rows(3'000);
    expr::query q(row_schema());
    auto const any = q.filter.open(expr::node_kind::disjunction);
    for (std::int64_t n = 0; n != 200; ++n) { // n = 15 i and word = …
        auto const all = q.filter.open(expr::node_kind::conjunction);
        q.filter.leaf(expr::node_kind::predicate, q.schema.find("n").value(), schema::operation::eq);
        q.filter.value(15 * n);
        q.filter.leaf(expr::node_kind::predicate, q.schema.find("word").value(), schema::operation::begins_with);
        q.filter.value(core::value("a"));
        q.filter.close(all);
    }
    q.filter.close(any);
    auto const wanted = memory::compile<row>(q).value();
    std::vector<std::size_t> expected;
    for (std::size_t n = 0; n < records.size(); n += 15) {
        if (records[n].word.starts_with("a")) {
            expected.push_back(n);
        }
    }
    BOOST_TEST(memory::select(records, wanted) == expected);
    BOOST_TEST(memory::count(records, wanted) == expected.size());
}

BOOST_AUTO_TEST_SUITE_END()
