#include <quern/text/print.hpp>

#include "harness.hpp"

#include <quern/bind/request.hpp>
#include <quern/core/render.hpp>
#include <quern/core/utf8.hpp>
#include <quern/expr/dump.hpp>
#include <quern/schema/builder.hpp>
#include <quern/text/operators.hpp>
#include <quern/text/query.hpp>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <set>

using namespace quern;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(print)

namespace {

constexpr core::limits wide{.bytes = 100'000'000,
                            .depth = 64,
                            .rules_per_group = 1'000,
                            .rules = 1'000'000,
                            .list = 1'000,
                            .string = 1'000'000,
                            .sort_keys = 64,
                            .page = 2'147'483'647};

/// A field of every type, and names of every kind.
schema::definition const& everything_goes() {
    using enum schema::scalar;
    auto const field = [](std::string_view name, schema::scalar type) {
        return schema::field{.name = std::string(name), .type = type, .operations = schema::operations_of(type)};
    };
    static schema::definition const made = [&] {
        schema::field east = field("east", timestamp);
        east.zone = {14 * 60};
        east.layout = core::time_layout::datetime;
        schema::field west = field("west", timestamp);
        west.zone = {-1439};
        west.layout = core::time_layout::datetime;
        return schema::builder("everything goes")
            .key("id")
            .limits(wide)
            .add(field("id", uint64))
            .add(field("age", int64))
            .add(field("ratio", real))
            .add(field("name", string))
            .add(field("note", string))
            .add(field("flag", boolean))
            .add(field("at", timestamp))
            .add(east)
            .add(west)
            .add(field("not", int64))
            .add(field("two words", int64))
            .add(field("a`b", string))
            .add(field("`", string))
            .add(field("1st", int64))
            .add(field("a.b_2", int64))
            .add(field("\xe5\x90\x8d", string))
            .build()
            .value();
    }();
    return made;
}

schema::field_index index_of(std::string_view name) { return *everything_goes().find(name); }

/// Reads and binds a text.
std::optional<expr::query> read(std::string_view text, schema::definition const& schema = everything_goes(),
                                bind::trust who = bind::trust::client) {
    syntax::request request;
    core::diagnostics found;
    expr::query out(schema);
    if (text::read_query(text, wide, request, found)) {
        bind::bind_request(request, text::operators, out, found, who);
    }
    if (found.has_errors()) {
        BOOST_TEST_MESSAGE(core::render(found, text));
        return std::nullopt;
    }
    return out;
}

void leaf(expr::query& q, std::string_view field, schema::operation o, std::vector<core::value> const& constants,
          expr::node_kind kind = expr::node_kind::predicate) {
    q.filter.leaf(kind, index_of(field), o);
    for (core::value const& v : constants) {
        q.filter.value(v);
    }
}

} // namespace

// What stands left is written as it would be printed.
BOOST_AUTO_TEST_CASE(canonical_texts_are_their_own_print) {
    std::string_view const rows[]{
        "everything",
        "nothing",
        "not everything",
        "everything and nothing",
        "age = 1",
        "age != -1",
        "age < 1",
        "age <= 1",
        "age > 1",
        "age >= 1",
        "age in [1]",
        "age not in [1, 2, -3]",
        "name contains \"x\"",
        "name icontains \"x\"",
        "name not contains \"x\"",
        "name begins with \"x\"",
        "name ends with \"x\"",
        "name not begins with \"x\"",
        "name not ends with \"x\"",
        "name not icontains \"x\"",
        "not name not contains \"x\"",
        "age is null",
        "age is not null",
        "not age is null",
        "not age = 1",
        "not not age = 1",
        "not age in [1]",
        // parentheses where they are needed
        "age = 1 and id = 2 and name = \"x\"",
        "age = 1 or id = 2 and name = \"x\"",
        "age = 1 and id = 2 or name = \"x\"",
        "age = 1 and (id = 2 or name = \"x\")",
        "(age = 1 or id = 2) and name = \"x\"",
        "age = 1 and (id = 2 and name = \"x\")",
        "(age = 1 and id = 2) and name = \"x\"",
        "(age = 1 or id = 2) or name = \"x\"",
        "not (age = 1 and id = 2)",
        "not (age = 1 or id = 2) and name = \"x\"",
        "not not (age = 1 and not (id = 2 or nothing))",
        "(age = 1 or id = 2) and (age = 3 or id = 4) or age = 5 and (id = 6 or age = 7)",
        // names
        "`not` = 1",
        "`two words` = 1 and `1st` = 2",
        "a.b_2 = 1",
        "`a``b` = \"x\" or ```` = \"y\"",
        "`\xe5\x90\x8d` = \"x\"",
        // values
        "flag = true or flag != false",
        "name in [\"\", \"a\"]",
        R"(name = "\"\\/\b\f\n\r\t")",
        R"(name = "\u0001\u001f\u007f")",
        R"(name = "\u200b\u202e\u00a0\ufeff\udb40\udc01")",
        "name = \"é中😀 #'`\"",
        "age = 9223372036854775807 or age = -9223372036854775808",
        "id = 18446744073709551615",
        "age < 1.5 and id < 0.1",
        "age > 18446744073709551616 or id < -9223372036854777856",
        "ratio in [0.0, 1.0, -2.5, 0.1, 1e+300, 5e-324, 9007199254740993]",
        "at = 2023-02-05T15:29:15Z",
        "at in [0001-01-01T00:00:00Z, 9999-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.5Z]",
        "east = 2023-02-05T15:29:15.000001+14:00",
        "west = 2023-02-05T15:29:15-23:59",
        // the page
        "everything sort age",
        "everything sort -age, name, -`not`",
        "everything limit 10",
        "everything offset 20",
        "age = 1 sort -id limit 10 offset 20",
        "everything count",
        "age = 1 or id = 2 count",
    };
    for (std::string_view const text : rows) {
        BOOST_TEST_CONTEXT(text) {
            std::optional<expr::query> const q = read(text);
            BOOST_TEST_REQUIRE(q.has_value());
            BOOST_TEST(text::print(*q) == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(other_texts_become_canonical) {
    struct {
        std::string_view text;
        std::string_view expected;
    } const rows[]{
        {" ( everything ) # all", "everything"},
        {"age<>1", "age != 1"},
        {"((age=1)and((id=2)))or(name=\"x\")", "age = 1 and id = 2 or name = \"x\""},
        {"(age=1 and id=2) or (name=\"x\" and flag=true)", "age = 1 and id = 2 or name = \"x\" and flag = true"},
        {"not (age = 1)", "not age = 1"},
        {"not (name contains \"x\")", "name not contains \"x\""},
        {"not not name contains \"x\"", "not name not contains \"x\""},
        {"not (not (name icontains \"x\"))", "not name not icontains \"x\""},
        {"`age` = 1", "age = 1"},
        {"age = 1.0 or age = 1e2 or age = -0", "age = 1 or age = 100 or age = 0"},
        {"ratio = 1 or ratio = 100000", "ratio = 1.0 or ratio = 1e+05"},
        {R"(name = "\u0041\/\u00e9\ud83d\ude00")", "name = \"A/é😀\""},
        {"at = \"2023-02-05T15:29:15Z\"", "at = 2023-02-05T15:29:15Z"},
        {"at = 2023-02-05T23:29:15.100000+08:00", "at = 2023-02-05T15:29:15.1Z"},
        {"east = \"2023-02-05 15:29:15\"", "east = 2023-02-05T15:29:15+14:00"},
        {"east = 9999-12-31T23:00:00Z", "east = 9999-12-31T23:00:00Z"},
        {"west = 0001-01-01T00:00:00Z", "west = 0001-01-01T00:00:00Z"},
        {"everything sort +age limit 1e1 offset 0", "everything sort age limit 10"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) {
            std::optional<expr::query> const q = read(row.text);
            BOOST_TEST_REQUIRE(q.has_value());
            BOOST_TEST(text::print(*q) == row.expected);
            std::optional<expr::query> const again = read(row.expected);
            BOOST_TEST_REQUIRE(again.has_value());
            BOOST_TEST((*again == *q));
        }
    }
}

BOOST_AUTO_TEST_CASE(it_appends) {
    std::string out = "filter: ";
    text::print(out, expr::query(everything_goes()));
    BOOST_TEST(out == "filter: everything");
}

// What a client may not ask, a service may, and print, and read.
BOOST_AUTO_TEST_CASE(a_trusted_text_reads_back_whatever_the_schema_forbids) {
    schema::definition const strict =
        schema::builder("strict")
            .key("id")
            .limits({.string = 1, .sort_keys = 1})
            .add({.name = "id", .type = schema::scalar::uint64, .operations = schema::operation_set{eq}})
            .add({.name = "level", .operations = schema::operation_set{in}, .enumerators = {"low", "high"}})
            .add({.name = "tenant", .operations = schema::operation_set{eq}, .queryable = false, .sortable = false})
            .build()
            .value();
    std::string_view const text =
        "id != 1 and (level = \"none\" or level contains \"\") and tenant > \"acme\" sort tenant, -id";
    BOOST_TEST(!read(text, strict).has_value());
    BOOST_TEST(!read("tenant = \"acme\"", strict).has_value());
    std::optional<expr::query> const q = read(text, strict, bind::trust::internal);
    BOOST_TEST_REQUIRE(q.has_value());
    BOOST_TEST(text::print(*q) == text);
}

// No request gives these; code may build them, and a normalised query has complements.
BOOST_AUTO_TEST_CASE(what_only_code_can_build) {
    using enum expr::node_kind;
    struct {
        std::string_view expected;
        void (*build)(expr::query&);
    } const rows[]{
        {"everything", [](expr::query& q) { q.filter.constant(true); }},
        {"not age > 1", [](expr::query& q) { leaf(q, "age", gt, {std::int64_t{1}}, complement); }},
        {"not name contains \"x\"",
         [](expr::query& q) { leaf(q, "name", contains, {std::string_view("x")}, complement); }},
        {"not not age = 1",
         [](expr::query& q) {
             auto const n = q.filter.open(negation);
             leaf(q, "age", eq, {std::int64_t{1}}, complement);
             q.filter.close(n);
         }},
        {"age = 1",
         [](expr::query& q) {
             auto const a = q.filter.open(conjunction);
             auto const b = q.filter.open(disjunction);
             leaf(q, "age", eq, {std::int64_t{1}});
             q.filter.close(b);
             q.filter.close(a);
         }},
        {"not (age = 1 or id = 2) and flag = true",
         [](expr::query& q) {
             auto const all = q.filter.open(conjunction);
             auto const n = q.filter.open(negation);
             auto const one = q.filter.open(conjunction);
             auto const any = q.filter.open(disjunction);
             leaf(q, "age", eq, {std::int64_t{1}});
             leaf(q, "id", eq, {std::uint64_t{2}});
             q.filter.close(any);
             q.filter.close(one);
             q.filter.close(n);
             leaf(q, "flag", eq, {true});
             q.filter.close(all);
         }},
        {"everything or nothing",
         [](expr::query& q) {
             auto const any = q.filter.open(disjunction);
             q.filter.close(q.filter.open(conjunction));
             q.filter.close(q.filter.open(disjunction));
             q.filter.close(any);
         }},
        {"everything count",
         [](expr::query& q) { q.page = {.sort = {{0, true}}, .limit = 1, .offset = 2, .count = true}; }},
    };
    for (auto const& row : rows) {
        expr::query q(everything_goes());
        row.build(q);
        BOOST_TEST(text::print(q) == row.expected);
        BOOST_TEST(read(row.expected).has_value());
    }
}

BOOST_AUTO_TEST_CASE(no_depth_needs_a_deeper_stack) {
    constexpr int many = 100'000;
    expr::query q(everything_goes());
    std::vector<std::uint32_t> open;
    std::string expected;
    for (int i = 0; i != many; ++i) {
        open.push_back(q.filter.open(expr::node_kind::conjunction));
        leaf(q, "age", is_null, {});
        open.push_back(q.filter.open(expr::node_kind::negation));
        open.push_back(q.filter.open(expr::node_kind::disjunction));
        leaf(q, "id", is_null, {});
        expected.append(i == 0 ? "" : " or ").append("age is null and not (id is null");
    }
    q.filter.constant(false);
    for (; !open.empty(); open.pop_back()) {
        q.filter.close(open.back());
    }
    expected.append(" or nothing").append(many, ')');
    BOOST_TEST((text::print(q) == expected));
}

namespace {

/// Random queries that a request could have given.
class generator {
public:
    explicit generator(std::uint64_t seed) : random_(seed) {}

    expr::query make() {
        expr::query q(everything_goes());
        if (chance(95)) {
            budget_ = 1 + below(24);
            add(q.filter, 0);
            if (q.filter.size() == 1 && q.filter.nodes()[0].kind == expr::node_kind::everything) {
                q.filter.clear();
            }
        }
        if (chance(10)) {
            q.page.count = true;
            return q;
        }
        std::set<std::size_t> used;
        for (std::size_t keys = chance(50) ? 0 : below(4); keys != 0; --keys) {
            if (std::size_t const field = below(q.schema.fields().size()); used.insert(field).second) {
                q.page.sort.push_back({static_cast<schema::field_index>(field), chance(50)});
            }
        }
        if (chance(50)) {
            q.page.limit = 1 + below(chance(50) ? 100 : wide.page);
        }
        if (chance(30)) {
            q.page.offset = below(4'294'967'296);
        }
        return q;
    }

private:
    std::size_t below(std::uint64_t end) { return static_cast<std::size_t>(random_() % end); }
    bool chance(int percent) { return static_cast<int>(below(100)) < percent; }

    void add(expr::tree& out, int depth) {
        budget_ -= budget_ != 0 ? 1 : 0;
        std::size_t const choice = depth > 12 || budget_ == 0 ? 5 : below(10);
        if (choice < 4) {
            std::uint32_t const group =
                out.open(chance(50) ? expr::node_kind::conjunction : expr::node_kind::disjunction);
            for (std::size_t operands = 2 + below(3); operands != 0; --operands) {
                add(out, depth + 1);
            }
            out.close(group);
        } else if (choice == 4) {
            std::uint32_t const negation = out.open(expr::node_kind::negation);
            add(out, depth + 1);
            out.close(negation);
        } else if (chance(4)) {
            out.constant(chance(50));
        } else {
            add_predicate(out);
        }
    }

    void add_predicate(expr::tree& out) {
        auto const index = static_cast<schema::field_index>(below(everything_goes().fields().size()));
        schema::field const& field = everything_goes()[index];
        schema::operation operation{};
        do {
            operation = static_cast<schema::operation>(below(schema::operation_count));
        } while (!field.operations->contains(operation));
        out.leaf(expr::node_kind::predicate, index, operation);
        switch (schema::arity_of(operation)) {
        case schema::arity::none:
            break;
        case schema::arity::one:
            out.value(constant(field, false));
            break;
        case schema::arity::list:
            for (std::size_t size = 1 + below(4); size != 0; --size) {
                out.value(constant(field, true));
            }
            break;
        }
    }

    core::value constant(schema::field const& field, bool may_be_empty) {
        switch (field.type) {
        case schema::scalar::boolean:
            return chance(50);
        case schema::scalar::int64:
        case schema::scalar::uint64:
            return integer(field.type);
        case schema::scalar::real:
            return chance(5) ? core::value(std::int64_t{9'007'199'254'740'993}) : core::value(real());
        case schema::scalar::string:
            return string(may_be_empty);
        case schema::scalar::timestamp:
            break;
        }
        constexpr std::int64_t first = -62'135'596'800'000'000;
        constexpr std::uint64_t span = 315'537'897'600'000'000;
        auto const microseconds = first + static_cast<std::int64_t>(below(span));
        return core::timestamp{chance(50) ? microseconds : microseconds - microseconds % 1'000'000};
    }

    core::value integer(schema::scalar type) {
        std::uint64_t const bits = random_() >> below(64);
        if (chance(10)) {
            double d = real();
            if (std::abs(d) < 1e16 && std::trunc(d) == d) {
                d += 0.5;
            }
            if (std::trunc(d) != d || d >= 0x1p64 || d < -0x1p63) {
                return d;
            }
        }
        bool const negative = chance(30);
        if (negative || bits <= 0x7fff'ffff'ffff'ffffU) {
            auto const i = static_cast<std::int64_t>(bits >> 1U);
            bool const is_unsigned = type == schema::scalar::uint64;
            return negative ? core::value(-i - 1) : is_unsigned ? core::value(bits) : core::value(i);
        }
        return bits;
    }

    /// Any double but a NaN, an infinity and −0.
    double real() {
        double d = 0;
        do {
            d = chance(50) ? std::bit_cast<double>(random_()) : static_cast<double>(random_() >> below(64)) / 16;
        } while (!std::isfinite(d));
        return d == 0 ? 0.0 : d;
    }

    std::string_view string(bool may_be_empty) {
        text_.clear();
        for (std::size_t size = (may_be_empty ? 0 : 1) + below(8); size != 0; --size) {
            static constexpr char32_t ends[]{0x7f, 0x20, 0x7f, 0x800, 0x3000, 0xd7ff, 0x110000};
            char32_t c = 0;
            do {
                c = static_cast<char32_t>(below(ends[below(std::size(ends))]));
            } while (c == 0 || (c >= 0xd800 && c < 0xe000));
            core::append_utf8(text_, c);
        }
        return text_;
    }

    std::mt19937_64 random_;
    std::size_t budget_ = 0;
    std::string text_;
};

} // namespace

BOOST_AUTO_TEST_CASE(a_random_query_reads_back_from_its_print) {
    long queries = 20'000;
    if (char const* const wanted = std::getenv("QUERN_RANDOM_QUERIES")) {
        queries = std::max(1L, std::strtol(wanted, nullptr, 10));
    }
    generator random(2023);
    std::size_t nodes = 0;
    std::set<std::string> different;
    for (long i = 0; i != queries; ++i) {
        expr::query const q = random.make();
        std::string const text = text::print(q);
        std::optional<expr::query> const again = read(text);
        BOOST_TEST_REQUIRE(again.has_value(), text);
        bool const equal = *again == q;
        BOOST_TEST_REQUIRE(equal, text << "\n" << expr::dump(q) << "\n" << expr::dump(*again));
        BOOST_TEST_REQUIRE(text::print(*again) == text);
        nodes += q.filter.size();
        different.insert(text);
    }
    BOOST_TEST(nodes > 4 * static_cast<std::size_t>(queries));
    BOOST_TEST(different.size() > static_cast<std::size_t>(queries) * 3 / 4);
}

BOOST_AUTO_TEST_SUITE_END()
