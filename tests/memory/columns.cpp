#include "harness.hpp"

#include <quern/memory/columns.hpp>

#include <quern/bind/filter.hpp>
#include <quern/core/message.hpp>
#include <quern/memory/select.hpp>
#include <quern/schema/builder.hpp>

#include "../support/trees.hpp"

#include <boost/describe/class.hpp>

#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <string>

using namespace quern;
using memory::detail::instructions;
using syntax::field;

namespace {

/// One column of each type, all of one test table.
struct table {
    memory::column<std::uint64_t> id{};
    memory::column<std::int64_t> i{};
    memory::column<double> d{};
    memory::column<bool> b{};
    memory::column<core::timestamp> t{};
    memory::column<std::string_view> s{};
    memory::dictionary word{};
};
BOOST_DESCRIBE_STRUCT(table, (), (id, i, d, b, t, s, word))

schema::definition table_schema(schema::logic logic = schema::logic::two_valued) {
    using enum schema::scalar;
    return schema::builder("table")
        .form(schema::form::text)
        .key("id")
        .logic(logic)
        .add({.name = "id", .type = uint64, .nullable = false})
        .add({.name = "i", .type = int64})
        .add({.name = "d", .type = real})
        .add({.name = "b", .type = boolean})
        .add({.name = "t", .type = timestamp})
        .add({.name = "s"})
        .add({.name = "word"})
        .build()
        .value();
}

/// Which instructions this machine can be asked for.
std::vector<instructions> levels() {
    std::vector<instructions> all{instructions::baseline};
    if (memory::detail::best_instructions() != instructions::baseline) {
        all.push_back(instructions::sse2);
    }
    if (memory::detail::best_instructions() == instructions::avx2) {
        all.push_back(instructions::avx2);
    }
    return all;
}

/// Values in arrays of exactly their size, so that a sanitiser sees what is read past their end.
template <class T>
struct exact {
    explicit exact(std::vector<T> const& from) : held(std::make_unique<T[]>(from.size())), size(from.size()) {
        std::ranges::copy(from, held.get());
    }
    [[nodiscard]] std::span<T const> view() const { return {held.get(), size}; }

    std::unique_ptr<T[]> held;
    std::size_t size;
};

template <class Filter>
std::vector<std::size_t> selected(table const& columns, Filter const& filter,
                                  schema::logic logic = schema::logic::two_valued) {
    auto const wanted = memory::compile<table>(bind::bind_filter(table_schema(logic), filter).value()).value();
    auto const places = memory::select(columns, wanted);
    BOOST_TEST(memory::count(columns, wanted) == places.size());
    for (instructions const level : levels()) {
        std::vector<std::size_t> same;
        wanted.for_each_block(
            columns,
            [&](auto const& bits, std::size_t first) {
                for (std::size_t row = 0; row != 64 * bits.size(); ++row) {
                    if ((bits[row / 64] >> row % 64 & 1U) != 0) {
                        same.push_back(first + row);
                    }
                }
            },
            level);
        BOOST_TEST(same == places, "instructions " << static_cast<int>(level));
    }
    return places;
}

using places = std::vector<std::size_t>;

/// Rows from 0 to 9 with all that is odd about each type.
struct ten_rows {
    exact<std::uint64_t> id{std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 0xffff'ffff'ffff'ffff}};
    exact<std::int64_t> i{std::vector<std::int64_t>{std::numeric_limits<std::int64_t>::min(), -7, -1, 0, 1, 2, 3, 4, 5,
                                                    std::numeric_limits<std::int64_t>::max()}};
    exact<double> d{std::vector<double>{-std::numeric_limits<double>::infinity(), -1.5, -0.0, 0.0, 5e-324, 1.5, 2.5,
                                        1e308, std::numeric_limits<double>::infinity(),
                                        std::numeric_limits<double>::quiet_NaN()}};
    std::array<bool, 10> b{true, false, true, false, true, false, true, false, true, false};
    exact<core::timestamp> t{std::vector<core::timestamp>{{-2}, {-1}, {0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}}};
    exact<std::string_view> s{
        std::vector<std::string_view>{"", "a", "b", "ab", "abc", "B", "Kelvin", "\u212A", "zz", "abcabcabcabcabcabc"}};
    exact<std::string_view> words{std::vector<std::string_view>{"aws", "gcp", "azure", "gcp", "other"}};
    exact<std::uint32_t> codes{std::vector<std::uint32_t>{0, 1, 2, 3, 4, 4, 3, 2, 1, 0}};
    exact<std::uint64_t> present{std::vector<std::uint64_t>{0b11'1110'1111}}; // row 4 is absent

    [[nodiscard]] table view() const {
        return {{id.view(), {}},
                {i.view(), present.view()},
                {d.view(), present.view()},
                {b, present.view()},
                {t.view(), present.view()},
                {s.view(), present.view()},
                {words.view(), codes.view(), present.view()}};
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(columns)

BOOST_AUTO_TEST_CASE(each_type_and_operator) {
    ten_rows const rows;
    table const c = rows.view();
    BOOST_TEST(selected(c, field("id") == std::numeric_limits<std::uint64_t>::max()) == (places{9}));
    BOOST_TEST(selected(c, field("id") > 6.5) == (places{7, 8, 9}));
    BOOST_TEST(selected(c, field("id") >= 1 && field("id") < 3) == (places{1, 2}));
    BOOST_TEST(selected(c, field("i") < 0) == (places{0, 1, 2}));
    BOOST_TEST(selected(c, field("i") <= std::numeric_limits<std::int64_t>::min()) == (places{0}));
    BOOST_TEST(selected(c, field("i") > 4) == (places{8, 9}));
    BOOST_TEST(selected(c, field("i") >= -1 && field("i") <= 3) == (places{2, 3, 5, 6}));
    BOOST_TEST(selected(c, field("i") < -1 || field("i") > 4) == (places{0, 1, 8, 9}));
    BOOST_TEST(selected(c, field("i").in(0, 3, 17)) == (places{3, 6}));
    BOOST_TEST(selected(c, field("i").in(-7, 0, 3, 4, 5, 17, 18, 19, 20, 21)) == (places{1, 3, 6, 7, 8}));
    BOOST_TEST(selected(c, field("d") == 0) == (places{2, 3}));
    BOOST_TEST(selected(c, field("d") < 0) == (places{0, 1}));
    BOOST_TEST(selected(c, field("d") > 1e308) == (places{8}));
    BOOST_TEST(selected(c, field("d").in(0.0, 2.5, 3.5)) == (places{2, 3, 6}));
    BOOST_TEST(selected(c, field("b") == true) == (places{0, 2, 6, 8}));
    BOOST_TEST(selected(c, field("t") < core::timestamp{0}) == (places{0, 1}));
    BOOST_TEST(selected(c, field("s") == "ab") == (places{3}));
    BOOST_TEST(selected(c, field("s") >= "b") == (places{2, 7, 8}));
    BOOST_TEST(selected(c, field("s").contains("bca")) == (places{9}));
    BOOST_TEST(selected(c, field("s").icontains("K")) == (places{6, 7}));
    BOOST_TEST(selected(c, field("s").in("a", "zz", "none")) == (places{1, 8}));
    BOOST_TEST(selected(c, field("word") == "gcp") == (places{1, 3, 6, 8})); // a word that is there twice
    BOOST_TEST(selected(c, field("word").begins_with("a")) == (places{0, 2, 7, 9}));
    BOOST_TEST(selected(c, field("word") == "none").empty());
}

BOOST_AUTO_TEST_CASE(absent_values) {
    ten_rows const rows;
    table const c = rows.view();
    BOOST_TEST(selected(c, field("i").is_null()) == (places{4}));
    BOOST_TEST(selected(c, field("word").is_null()) == (places{4}));
    BOOST_TEST(selected(c, field("d").is_null()) == (places{4, 9})); // a NaN too
    BOOST_TEST(selected(c, field("d").not_null()).size() == 8U);
    BOOST_TEST(selected(c, field("i") != 0) == (places{0, 1, 2, 4, 5, 6, 7, 8, 9}));
    BOOST_TEST(selected(c, field("d") != 2.5) == (places{0, 1, 2, 3, 4, 5, 7, 8, 9}));
    BOOST_TEST(selected(c, field("d").not_in(0.0, 2.5)) == (places{0, 1, 4, 5, 7, 8, 9}));
    BOOST_TEST(selected(c, field("i").not_in(0, 2)) == (places{0, 1, 2, 4, 6, 7, 8, 9}));
    BOOST_TEST(selected(c, field("b") != true) == (places{1, 3, 4, 5, 7, 9}));
    BOOST_TEST(selected(c, !field("s").contains("a")) == (places{0, 2, 4, 5, 6, 7, 8}));
    BOOST_TEST(selected(c, field("word") != "gcp") == (places{0, 2, 4, 5, 7, 9}));
    auto const three = schema::logic::three_valued;
    BOOST_TEST(selected(c, field("i") != 0, three) == (places{0, 1, 2, 5, 6, 7, 8, 9}));
    BOOST_TEST(selected(c, field("d") != 2.5, three) == (places{0, 1, 2, 3, 5, 7, 8}));
    BOOST_TEST(selected(c, field("d").not_in(0.0, 2.5), three) == (places{0, 1, 5, 7, 8}));
    BOOST_TEST(selected(c, !field("s").contains("a"), three) == (places{0, 2, 5, 6, 7, 8}));
    BOOST_TEST(selected(c, field("word") != "gcp", three) == (places{0, 2, 5, 7, 9}));
}

BOOST_AUTO_TEST_CASE(groups) {
    ten_rows const rows;
    table const c = rows.view();
    BOOST_TEST(selected(c, field("i") > 0 && (field("word") == "gcp" || field("s") == "abcabcabcabcabcabc")) ==
               (places{6, 8, 9}));
    BOOST_TEST(selected(c, (field("i") < 0 && field("b") == true) || (field("d") > 1 && field("word") == "gcp")) ==
               (places{0, 2, 6, 8}));
    BOOST_TEST(selected(c, field("i") < 0 && field("i") > 0).empty());
    expr::query everything(table_schema());
    BOOST_TEST(memory::count(c, memory::compile<table>(everything).value()) == 10U);
}

BOOST_AUTO_TEST_CASE(columns_of_different_numbers_of_rows_are_refused) {
    ten_rows const rows;
    auto const wanted = memory::compile<table>(expr::query(table_schema())).value(); // it reads none
    table missing = rows.view();
    missing.d = {};
    BOOST_CHECK_THROW(static_cast<void>(memory::count(missing, wanted)), std::invalid_argument);
    table shorter = rows.view();
    shorter.i.values = shorter.i.values.first(9);
    BOOST_CHECK_THROW(static_cast<void>(memory::select(shorter, wanted)), std::invalid_argument);
    BOOST_TEST(memory::count(table(), wanted) == 0U);
}

BOOST_AUTO_TEST_CASE(rows_of_any_number) {
    for (std::size_t const count : {0U, 1U, 63U, 64U, 65U, 4'095U, 4'096U, 4'097U, 9'000U}) {
        std::mt19937_64 random(count + 1);
        std::vector<std::uint64_t> id, present((count + 63) / 64);
        std::vector<std::int64_t> i;
        std::vector<double> d;
        std::vector<core::timestamp> t;
        std::vector<std::string> words, texts;
        std::vector<std::uint32_t> codes;
        for (int n = 0; n != 70; ++n) {
            words.push_back("word " + std::to_string(n));
        }
        for (std::size_t n = 0; n != count; ++n) {
            id.push_back(n);
            i.push_back(static_cast<std::int64_t>(random() % 100) - 50);
            d.push_back(static_cast<double>(random() % 100) / 10);
            t.push_back({static_cast<std::int64_t>(random() % 100) - 50});
            codes.push_back(static_cast<std::uint32_t>(random() % 70));
            texts.push_back(std::to_string(random() % 100));
            present[n / 64] |= random() % 4 == 0 ? 0 : std::uint64_t{1} << n % 64;
        }
        std::vector<std::string_view> const word_views(words.begin(), words.end());
        std::vector<std::string_view> const text_views(texts.begin(), texts.end());
        auto const flags = std::make_unique<bool[]>(count);
        exact const ids(id), presents(present);
        exact const is(i);
        exact const ds(d);
        exact const ts(t);
        exact const all_codes(codes);
        exact const views(text_views);
        table const c{{ids.view(), {}},
                      {is.view(), presents.view()},
                      {ds.view(), presents.view()},
                      {{flags.get(), count}, {}},
                      {ts.view(), {}},
                      {views.view(), {}},
                      {word_views, all_codes.view(), presents.view()}};
        auto const expect = [&](auto const& holds) {
            places found;
            for (std::size_t n = 0; n != count; ++n) {
                if (holds(n, (present[n / 64] >> n % 64 & 1U) != 0)) {
                    found.push_back(n);
                }
            }
            return found;
        };
        BOOST_TEST(selected(c, field("i") >= -10 && field("i") < 30) ==
                   expect([&](std::size_t n, bool held) { return held && i[n] >= -10 && i[n] < 30; }));
        BOOST_TEST(selected(c, field("i") != 7 && field("d") <= 5) ==
                   expect([&](std::size_t n, bool held) { return held && i[n] != 7 && d[n] <= 5; }));
        BOOST_TEST(selected(c, field("d") != 5 || field("t") == core::timestamp{3}) ==
                   expect([&](std::size_t n, bool held) { return !held || d[n] != 5 || t[n].microseconds == 3; }));
        BOOST_TEST(selected(c, field("word").contains("3")) == expect([&](std::size_t n, bool held) {
                       return held && words[codes[n]].find('3') != std::string::npos;
                   }));
        BOOST_TEST(selected(c, field("word") == "word 69" || field("s") == "17") ==
                   expect([&](std::size_t n, bool held) { return (held && codes[n] == 69) || texts[n] == "17"; }));
    }
}

/// Kernels of each kind of instructions give what the plain ones give.
BOOST_AUTO_TEST_CASE(kernels_agree) {
    std::mt19937_64 random(5);
    constexpr std::size_t words = 9;
    std::vector<std::uint64_t> whole(64 * words);
    std::vector<double> real(64 * words);
    std::vector<std::uint32_t> code(64 * words);
    std::vector<std::uint32_t> places(64 * words); // below 32
    auto const extremes = std::to_array<std::uint64_t>(
        {0, 1, 0x7fff'ffff, 0x8000'0000, 0xffff'ffff, 0x1'0000'0000, 0x7fff'ffff'ffff'ffff, 0x8000'0000'0000'0000,
         0xffff'ffff'0000'0000, 0xffff'ffff'ffff'fffe, 0xffff'ffff'ffff'ffff});
    auto const number = [&] {
        return random() % 2 == 0 ? extremes[random() % extremes.size()] : random() >> random() % 64;
    };
    using memory::detail::kernels_of;
    for (int round = 0; round != 500; ++round) {
        for (std::size_t n = 0; n != whole.size(); ++n) {
            whole[n] = number();
            code[n] = static_cast<std::uint32_t>(random() % 2 == 0 ? random() % 40 : number());
            places[n] = static_cast<std::uint32_t>(random() % 32);
            real[n] = random() % 9 == 0
                          ? std::numeric_limits<double>::quiet_NaN()
                          : std::ldexp(static_cast<double>(random() % 9) - 4, static_cast<int>(round % 5));
        }
        std::uint64_t const from = number(), width = number();
        double const low = static_cast<double>(random() % 9) - 4, high = low + static_cast<double>(random() % 4);
        for (instructions const level : levels()) {
            std::array<std::uint64_t, words> plain{}, other{};
            auto const same = [&](auto run) {
                run(kernels_of(instructions::baseline), plain.data());
                run(kernels_of(level), other.data());
                return plain == other;
            };
            BOOST_TEST(same([&](auto const& k, auto* out) { k.whole(whole.data(), words, from, width, out); }));
            BOOST_TEST(same([&](auto const& k, auto* out) { k.real(real.data(), words, low, high, out); }));
            BOOST_TEST(same([&](auto const& k, auto* out) {
                k.code(code.data(), words, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(width), out);
            }));
            BOOST_TEST(same([&](auto const& k, auto* out) {
                k.code_set(places.data(), words, static_cast<std::uint32_t>(from), out);
            }));
        }
    }
}

BOOST_AUTO_TEST_CASE(columns_that_are_not_there) {
    using enum schema::scalar;
    auto const codes = [](schema::builder made) {
        std::string found;
        auto const compiled = memory::compile<table>(expr::query(made.build().value()));
        if (!compiled) {
            for (core::diagnostic const& d : compiled.error()) {
                found.append(found.empty() ? "" : " ").append(core::name(d.code));
            }
        }
        return found;
    };
    auto const start = [] { return schema::builder("s").key("id").add({.name = "id", .type = uint64}); };
    BOOST_TEST(codes(start()).empty());
    BOOST_TEST(codes(start().add({.name = "other"})) == "no_member");
    BOOST_TEST(codes(start().add({.name = "i", .type = real})) == "member_type");
    BOOST_TEST(codes(start().add({.name = "other", .path = "s"})).empty());
    BOOST_TEST(codes(start().add({.name = "other", .queryable = false})).empty());
}

BOOST_AUTO_TEST_SUITE_END()
