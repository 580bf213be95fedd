#include "differential.hpp"
#include "json_records.hpp"

#include <quern/bind/text.hpp>
#include <quern/json/schema.hpp>
#include <quern/memory/columns.hpp>
#include <quern/memory/page.hpp>
#include <quern/memory/select.hpp>
#include <quern/text/print.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <tuple>
#include <type_traits>

using namespace quern;
using namespace engines;

namespace {

/// A hostile record as a struct: each type of member that holds a field.
struct hostile {
    std::optional<bool> b;
    bool b_set;
    std::optional<std::int64_t> i;
    long long i_set;
    std::uint64_t id;
    std::optional<std::uint64_t> u;
    unsigned long long u_set;
    std::optional<double> d;
    double d_set;
    std::optional<std::string> s;
    std::string s_set;
    std::optional<std::string_view> s_ascii;
    std::string_view s_ascii_set;
    std::optional<core::timestamp> t;
    std::chrono::sys_time<std::chrono::microseconds> t_set;
    std::optional<std::chrono::sys_time<std::chrono::milliseconds>> t_ms;
    std::chrono::sys_seconds t_s;
    std::optional<std::chrono::sys_seconds> t_text;
    std::chrono::sys_seconds t_local;
    std::optional<core::timestamp> t_us;
};
BOOST_DESCRIBE_STRUCT(hostile, (),
                      (b, b_set, i, i_set, id, u, u_set, d, d_set, s, s_set, s_ascii, s_ascii_set, t, t_set, t_us, t_ms,
                       t_s, t_text, t_local))

template <class Member>
void assign(Member& to, cell const& from) {
    constexpr auto type = static_cast<std::size_t>(*schema::detail::scalar_of<Member>());
    auto const& held = std::get<type>(from.value());
    if constexpr (std::is_constructible_v<Member, decltype(held)>) {
        to = Member(held);
    } else {
        using namespace std::chrono;
        to = floor<typename Member::duration>(sys_time<microseconds>(microseconds(held.microseconds)));
    }
}
template <class Member>
void assign(std::optional<Member>& to, cell const& from) {
    if (from) {
        assign(to.emplace(), from);
    }
}

std::vector<hostile> as_structs(schema::definition const& schema, std::vector<record> const& records) {
    std::vector<hostile> all(records.size());
    for (std::size_t n = 0; n != records.size(); ++n) {
        boost::mp11::mp_for_each<schema::detail::public_members<hostile>>(
            [&](auto member) { assign(all[n].*member.pointer, records[n][schema.find(member.name).value()]); });
    }
    return all;
}

std::vector<std::vector<memory::cell>> as_cells(std::vector<record> const& records) {
    std::vector<std::vector<memory::cell>> all;
    for (record const& r : records) {
        auto& made = all.emplace_back();
        for (cell const& c : r) {
            made.push_back(c ? memory::cell(std::visit([](auto const& v) { return core::value(v); }, *c))
                             : std::nullopt);
        }
    }
    return all;
}

/// A hostile record's fields as columns; strings in both ways.
struct hostile_columns {
    memory::column<bool> b, b_set;
    memory::column<std::int64_t> i, i_set;
    memory::column<std::uint64_t> id, u, u_set;
    memory::column<double> d, d_set;
    memory::dictionary s;
    memory::column<std::string_view> s_set;
    memory::column<std::string_view> s_ascii;
    memory::dictionary s_ascii_set;
    memory::column<core::timestamp> t, t_set, t_us, t_ms, t_s, t_text, t_local;
};
BOOST_DESCRIBE_STRUCT(hostile_columns, (),
                      (b, b_set, i, i_set, id, u, u_set, d, d_set, s, s_set, s_ascii, s_ascii_set, t, t_set, t_us, t_ms,
                       t_s, t_text, t_local))

/// The cells of records as columns.
class column_store {
public:
    column_store(schema::definition const& schema, std::vector<record> const& records) {
        boost::mp11::mp_for_each<schema::detail::public_members<hostile_columns>>(
            [&](auto member) { fill(columns_.*member.pointer, schema.find(member.name).value(), records); });
    }
    column_store(column_store const&) = delete;
    column_store& operator=(column_store const&) = delete;

    [[nodiscard]] hostile_columns const& view() const noexcept { return columns_; }

private:
    [[nodiscard]] std::span<std::uint64_t const> present(std::size_t field, std::vector<record> const& records) {
        auto& words = present_.emplace_back((records.size() + 63) / 64);
        for (std::size_t n = 0; n != records.size(); ++n) {
            words[n / 64] |= std::uint64_t{records[n][field].has_value()} << n % 64;
        }
        return words;
    }

    template <class Value>
    void fill(memory::column<Value>& c, std::size_t field, std::vector<record> const& records) {
        using stored = std::conditional_t<std::is_same_v<Value, std::string_view>, std::string, Value>;
        auto& values = std::get<std::deque<std::unique_ptr<Value[]>>>(values_).emplace_back(
            std::make_unique<Value[]>(records.size()));
        for (std::size_t n = 0; n != records.size(); ++n) {
            if (auto const& held = records[n][field]) {
                values[n] = std::get<stored>(*held);
            }
        }
        c = {std::span<Value const>(values.get(), records.size()), present(field, records)};
    }

    void fill(memory::dictionary& c, std::size_t field, std::vector<record> const& records) {
        auto& words = words_.emplace_back();
        auto& codes = codes_.emplace_back();
        for (record const& r : records) {
            std::string_view const word = r[field] ? std::string_view(std::get<std::string>(*r[field])) : "";
            auto const place = std::ranges::find(words, word) - words.begin();
            if (place == std::ssize(words)) {
                words.push_back(word);
            }
            codes.push_back(static_cast<std::uint32_t>(place));
        }
        c = {words, codes, present(field, records)};
    }

    hostile_columns columns_{};
    std::deque<std::vector<std::uint64_t>> present_;
    std::tuple<std::deque<std::unique_ptr<bool[]>>, std::deque<std::unique_ptr<std::int64_t[]>>,
               std::deque<std::unique_ptr<std::uint64_t[]>>, std::deque<std::unique_ptr<double[]>>,
               std::deque<std::unique_ptr<std::string_view[]>>, std::deque<std::unique_ptr<core::timestamp[]>>>
        values_;
    std::deque<std::vector<std::string_view>> words_;
    std::deque<std::vector<std::uint32_t>> codes_;
};

/// One data set as every type of record; an answer is one only where all of them give it.
class memory_engine {
public:
    memory_engine(schema::definition const& schema, std::vector<record> const& records)
        : key_(schema.key()),
          records_(records),
          structs_(as_structs(schema, records)),
          documents_(as_documents(schema, records)),
          cells_(as_cells(records)),
          columns_(std::make_unique<column_store>(schema, records)) {}

    [[nodiscard]] answer operator()(expr::query const& q) const {
        core::result<memory::rows> const structs = memory::page(structs_, q);
        core::result<memory::rows> const documents = memory::page(documents_, q);
        core::result<memory::rows> const cells = memory::page(cells_, q);
        if (!structs || !documents || !cells) {
            return {{}, "it does not compile"};
        }
        answer const first = keys(*structs, q);
        auto const of_structs = memory::compile<hostile>(q).value();
        std::vector<std::size_t> const one_by_one = selected_one_by_one(of_structs);
        if (memory::select(structs_, of_structs) != one_by_one ||
            memory::count(structs_, of_structs) != one_by_one.size()) {
            return {{}, "of a span other structs are selected than one by one"};
        }
        auto const of_columns = memory::compile<hostile_columns>(q);
        if (!of_columns || memory::select(columns_->view(), *of_columns) != one_by_one) {
            return {{}, "of columns other rows are selected than of structs"};
        }
        struct other {
            std::string_view name;
            memory::rows const& found;
        };
        for (other const& o : {other{"documents", *documents}, other{"cells", *cells}}) {
            if (o.found.places != structs->places || o.found.total != structs->total) {
                return {{},
                        "structs:" + show(first.keys) + "\n" + std::string(o.name) + ":" + show(keys(o.found, q).keys)};
            }
        }
        return first;
    }

private:
    [[nodiscard]] std::vector<std::size_t> selected_one_by_one(memory::predicate<hostile> const& wanted) const {
        std::vector<std::size_t> places;
        for (std::size_t place = 0; place != structs_.size(); ++place) {
            if (wanted(structs_[place])) {
                places.push_back(place);
            }
        }
        return places;
    }

    [[nodiscard]] answer keys(memory::rows const& found, expr::query const& q) const {
        if (q.page.count) {
            return {{found.total}, {}, "over structs"};
        }
        std::vector<std::uint64_t> keys;
        for (std::size_t const place : found.places) {
            keys.push_back(std::get<std::uint64_t>(*records_[place][key_]));
        }
        return {std::move(keys), {}, "over structs"};
    }

    schema::field_index key_;
    std::vector<record> const& records_;
    std::vector<hostile> structs_;
    std::vector<boost::json::value> documents_;
    std::vector<std::vector<memory::cell>> cells_;
    std::unique_ptr<column_store> columns_;
};

void compare(schema::logic logic) {
    compare_random_queries(logic, query_count(20'000) / 2,
                           [](auto const& schema, auto const& records) { return memory_engine(schema, records); },
                           {.large_integers = true});
}

} // namespace

BOOST_AUTO_TEST_SUITE(memory_predicate)

BOOST_AUTO_TEST_CASE(random_queries_in_two_valued_logic) { compare(schema::logic::two_valued); }

BOOST_AUTO_TEST_CASE(random_queries_in_three_valued_logic) { compare(schema::logic::three_valued); }

#ifdef QUERN_TOOL

namespace {

/// What `quern match` answers to many requests in the text language, one after another.
std::vector<std::string> answers(schema::definition const& schema, std::vector<boost::json::value> const& records,
                                 std::vector<std::string> const& requests) {
    namespace fs = std::filesystem;
    std::string folder = (fs::temp_directory_path() / "quern-match-XXXXXX").string();
    BOOST_TEST_REQUIRE(::mkdtemp(folder.data()) != nullptr);
    std::string declared;
    json::append_schema(declared, schema);
    std::ofstream(folder + "/schema.json") << declared;
    std::ofstream records_file(folder + "/records.jsonl");
    for (boost::json::value const& r : records) {
        records_file << r << '\n';
    }
    records_file.close();
    std::ofstream requests_file(folder + "/requests.txt");
    for (std::string const& r : requests) {
        requests_file << r << '\n';
    }
    requests_file.close();
    std::string const command = "cd " + folder +
                                " && '" QUERN_TOOL "' match -s schema.json --text --ndjson"
                                " --records records.jsonl requests.txt > answers.jsonl";
    BOOST_TEST(std::system(command.c_str()) == 0); // NOLINT(concurrency-mt-unsafe)
    std::vector<std::string> lines;
    std::ifstream answered(folder + "/answers.jsonl");
    for (std::string line; std::getline(answered, line);) {
        lines.push_back(line);
    }
    fs::remove_all(folder);
    return lines;
}

void compare_tool(schema::logic logic) {
    schema::definition const schema = without_limits(hostile_schema(logic));
    std::vector<record> const records = hostile_records(schema, 256, {.large_integers = true});
    random_query make(schema, records);
    std::vector<std::string> requests, expected;
    std::size_t unreadable = 0;
    for (std::uint64_t number = first_query(); requests.size() != 500; ++number) {
        std::string const text = text::print(make(number));
        auto const read = bind::read_text(schema, text);
        if (!read) {
            ++unreadable; // a client may not ask it: an empty string, a field sorted by twice
            continue;
        }
        requests.push_back(text);
        std::string wanted = read->page.count ? "" : "[";
        for (std::uint64_t const key : expected_keys(*read, records)) {
            wanted.append(wanted.size() > 1 ? "," : "").append(std::to_string(key));
        }
        expected.push_back(read->page.count ? R"({"ok":true,"count":)" + wanted + "}"
                                            : R"({"ok":true,"keys":)" + wanted + "]}");
    }
    BOOST_TEST_MESSAGE(requests.size() << " requests, " << unreadable << " that no client may send");
    std::vector<std::string> const found = answers(schema, as_documents(schema, records), requests);
    BOOST_TEST_REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i != found.size(); ++i) {
        BOOST_TEST(found[i] == expected[i], requests[i] << "\n" << found[i] << "\n" << expected[i]);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(the_tool_in_two_valued_logic) { compare_tool(schema::logic::two_valued); }

BOOST_AUTO_TEST_CASE(the_tool_in_three_valued_logic) { compare_tool(schema::logic::three_valued); }

#endif

BOOST_AUTO_TEST_SUITE_END()
