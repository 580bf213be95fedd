#include "harness.hpp"

#include "differential.hpp"
#include "json_records.hpp"

#include <quern/bind/text.hpp>
#include <quern/expr/dump.hpp>
#include <quern/json/schema.hpp>
#include <quern/text/print.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

using namespace quern;
using schema::operation;
using enum expr::node_kind;

namespace engines {

namespace {

std::vector<std::uint64_t> only_in(std::vector<std::uint64_t> const& a, std::vector<std::uint64_t> const& b) {
    std::vector<std::uint64_t> result;
    std::ranges::copy_if(a, std::back_inserter(result),
                         [&](std::uint64_t key) { return std::ranges::find(b, key) == b.end(); });
    return result;
}

/// The records that matter: all where they are few, else those of some keys.
std::vector<record> telling(difference const& d, std::vector<std::uint64_t> const& keys) {
    constexpr std::size_t few = 8;
    if (d.records.size() <= few) {
        return d.records;
    }
    std::vector<record> some;
    std::ranges::copy_if(d.records, std::back_inserter(some), [&](record const& r) {
        return some.size() != few &&
               std::ranges::find(keys, std::get<std::uint64_t>(*r[d.query.schema.key()])) != keys.end();
    });
    return some;
}

} // namespace

std::string report(difference const& d) {
    std::vector<std::uint64_t> const missing = only_in(d.wanted, d.found.keys);
    std::vector<std::uint64_t> const wrong = only_in(d.found.keys, d.wanted);
    std::vector<std::uint64_t> keys = missing;
    keys.insert(keys.end(), wrong.begin(), wrong.end());
    std::ostringstream out;
    out << "  " << text::print(d.query) << "\n" << expr::dump(d.query) << "  " << d.found.asked << "\n";
    if (d.found.failure.empty()) {
        out << "missing:" << show(missing) << "\nwrong:" << show(wrong) << "\nexpected:" << show(d.wanted)
            << "\nfound:" << show(d.found.keys) << "\n";
    } else {
        out << d.found.failure << "\n";
    }
    std::string declared;
    json::append_schema(declared, without_limits(d.query.schema));
    out << "quern match -s SCHEMA --text -q REQUEST RECORDS tells what it means, where these are\nSCHEMA\n"
        << declared << "\nREQUEST\n"
        << text::print(d.query) << "\nRECORDS\n";
    for (boost::json::value const& document : as_documents(d.query.schema, telling(d, keys))) {
        out << document << "\n";
    }
    return out.str();
}

} // namespace engines

using namespace engines;

/// The comparison itself, by engines that are wrong on purpose.
BOOST_AUTO_TEST_SUITE(differential)

namespace {

/// A mistake that engines make.
struct mistake {
    std::string name;
    std::vector<std::uint64_t> (*keys)(expr::query const&, std::vector<record> const&);
    std::size_t nodes;   ///< at most, of a query that shows it and cannot be made smaller
    std::size_t records; ///< that it needs
};

std::ostream& operator<<(std::ostream& out, mistake const& m) { return out << m.name; }

expr::query with_logic(expr::query const& q, schema::logic logic) {
    expr::query other(hostile_schema(logic));
    other.filter = q.filter;
    other.page = q.page;
    return other;
}

std::vector<mistake> const mistakes{
    {"an absent value is unknown",
     [](expr::query const& q, std::vector<record> const& records) {
         return expected_keys(with_logic(q, schema::logic::three_valued), records);
     },
     2, 1},
    {"a letter is as good as its capital",
     [](expr::query const& q, std::vector<record> const& records) {
         expr::query wrong(q.schema);
         wrong.page = q.page;
         subtree s = q.filter.size() == 0 ? subtree{} : subtree_of(q.filter, 0);
         auto const lenient = [](auto&& self, subtree& t) -> void {
             t.operation = t.operation == operation::contains ? operation::icontains : t.operation;
             for (subtree& child : t.children) {
                 self(self, child);
             }
         };
         lenient(lenient, s);
         append(wrong.filter, s);
         return expected_keys(wrong, records);
     },
     2, 1},
    {"an offset is forgotten",
     [](expr::query const& q, std::vector<record> const& records) {
         expr::query wrong = q;
         wrong.page.offset = 0;
         return expected_keys(wrong, records);
     },
     0, 1},
    {"the order is not kept",
     [](expr::query const& q, std::vector<record> const& records) {
         expr::query wrong = q;
         wrong.page.sort.clear();
         return expected_keys(wrong, records);
     },
     0, 2},
};

std::string between(std::string const& told, std::string_view begin, std::string_view end) {
    std::size_t const first = told.find(begin) + begin.size();
    return told.substr(first, end.empty() ? told.npos : told.find(end, first) - first);
}

#ifdef QUERN_TOOL

/// The keys of the records that `quern match` gives, asked as a report says.
std::vector<std::uint64_t> selected_by_the_tool(std::string const& told) {
    namespace fs = std::filesystem;
    std::string folder = (fs::temp_directory_path() / "quern-replay-XXXXXX").string();
    BOOST_TEST_REQUIRE(::mkdtemp(folder.data()) != nullptr);
    std::ofstream(folder + "/schema.json") << between(told, "\nSCHEMA\n", "\nREQUEST\n");
    std::ofstream(folder + "/request.txt") << between(told, "\nREQUEST\n", "\nRECORDS\n");
    std::ofstream(folder + "/records.jsonl") << between(told, "\nRECORDS\n", "");
    std::string const command =
        "cd " + folder + " && '" QUERN_TOOL "' match -s schema.json --text -q request.txt records.jsonl >out";
    BOOST_TEST(std::system(command.c_str()) == 0, told); // NOLINT(concurrency-mt-unsafe)
    std::vector<std::uint64_t> keys;
    std::ifstream out(folder + "/out");
    for (std::string line; std::getline(out, line);) {
        keys.push_back(boost::json::parse(line).at("id").to_number<std::uint64_t>());
    }
    fs::remove_all(folder);
    return keys;
}

#endif

} // namespace

BOOST_DATA_TEST_CASE(a_mistake_is_found_and_made_small, mistakes, m) {
    schema::definition const schema = hostile_schema(schema::logic::two_valued);
    std::vector<record> const records = hostile_records(schema, 64);
    random_query make(schema, records);
    std::vector<record> stored = records;
    std::size_t found = 0;
    [[maybe_unused]] std::size_t replayed = 0;
    for (std::uint64_t number = 0; number != 2'000 && found != 5; ++number) {
        expr::query const q = make(number);
        auto const d =
            find_difference([&](expr::query const& other) { return answer{m.keys(other, stored)}; }, q, records,
                            expected_keys(q, records), [&](std::vector<record> const& some) { stored = some; });
        if (!d) {
            continue;
        }
        ++found;
        BOOST_TEST(d->query.filter.size() <= m.nodes, expr::dump(d->query));
        BOOST_TEST(d->records.size() == m.records);
        BOOST_TEST((d->found.keys != d->wanted));
        BOOST_TEST((stored == records)); // the next query is asked of all
        std::string const told = report(*d);
        BOOST_TEST(between(told, "\nREQUEST\n", "\nRECORDS\n") == text::print(d->query));
#ifdef QUERN_TOOL
        if (!d->query.page.count && bind::read_text(without_limits(schema), text::print(d->query))) {
            BOOST_TEST(selected_by_the_tool(told) == d->wanted, boost::test_tools::per_element());
            ++replayed;
        }
#endif
    }
    BOOST_TEST(found == 5U);
#ifdef QUERN_TOOL
    BOOST_TEST(replayed > 0U);
#endif
}

BOOST_AUTO_TEST_SUITE_END()
