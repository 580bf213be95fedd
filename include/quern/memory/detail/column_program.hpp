#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/expr/query.hpp>
#include <quern/memory/column.hpp>
#include <quern/memory/detail/column_access.hpp>
#include <quern/memory/detail/kernels.hpp>
#include <quern/memory/detail/plan.hpp>
#include <quern/memory/detail/question.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/scalar.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace quern::memory::detail {

/// A bit for each row of a block.
using bitmap = std::array<std::uint64_t, block_words>;

/// A test of a filter on the column that it reads.
///
/// Of a dictionary the words are asked, once each; codes are compared with the answers.
class column_test {
public:
    column_test(test const& t, schema::scalar type, column_view const& column)
        : test_(t),
          type_(type),
          column_(column) {
        if (column.coded) {
            ask_words();
        }
    }

    /// Sets the bit of each row of a block that the test is true for, of those that `asked` has; the bits of other rows
    /// are of no matter. `first` is the block's first row in the column, `rows` their number.
    void run(kernels const& k, std::size_t first, std::size_t rows, bitmap const& asked, bitmap& bits) const noexcept {
        if (type_ == schema::scalar::real) {
            run_real(k, first, rows, asked, bits);
        } else if (test_.kind == ask::presence) {
            bits.fill(on_any_value());
        } else if (column_.coded) {
            run_codes(k, first, rows, asked, bits);
        } else {
            switch (type_) {
            case schema::scalar::boolean:
                run_rows<bool>(first, asked, bits);
                break;
            case schema::scalar::int64:
                run_whole<std::int64_t>(k, first, rows, asked, bits);
                break;
            case schema::scalar::uint64:
                run_whole<std::uint64_t>(k, first, rows, asked, bits);
                break;
            case schema::scalar::timestamp:
                run_whole<core::timestamp>(k, first, rows, asked, bits);
                break;
            case schema::scalar::real:
                break;
            case schema::scalar::string:
                run_rows<std::string_view>(first, asked, bits);
                break;
            }
        }
        set_absent(first, rows, column_.present, bits);
    }

private:
    /// Of a test for presence: what it is in each row that holds a value.
    [[nodiscard]] std::uint64_t on_any_value() const noexcept { return test_.inverted ? 0 : ~std::uint64_t{0}; }

    template <class Value>
    [[nodiscard]] Value const* values() const noexcept {
        return static_cast<Value const*>(column_.values);
    }

    /// Runs a kernel over a block; rows that do not fill a word are copied to where a whole one can be read.
    template <class Value, class Kernel>
    static void run_kernel(Value const* values, std::size_t rows, std::uint64_t* bits, Kernel&& kernel) noexcept {
        std::size_t const whole = rows / word_rows;
        kernel(values, whole, bits);
        if (std::size_t const rest = rows % word_rows; rest != 0) {
            std::array<Value, word_rows> copied{};
            std::memcpy(copied.data(), values + whole * word_rows, rest * sizeof(Value));
            kernel(copied.data(), 1, bits + whole);
        }
    }

    /// Asks row by row.
    template <class Value>
    void run_rows(std::size_t first, bitmap const& asked, bitmap& bits) const noexcept {
        with_kind<Value>(test_.kind, [&]<ask Kind>(std::integral_constant<ask, Kind>) {
            Value const* const values = this->values<Value>() + first;
            for (std::size_t w = 0; w != block_words; ++w) {
                std::uint64_t word = 0;
                for (std::uint64_t left = asked[w]; left != 0; left &= left - 1) {
                    auto const i = static_cast<unsigned>(std::countr_zero(left));
                    bool const found = answers<Kind>(values[w * word_rows + i], test_.what) != test_.inverted;
                    word |= std::uint64_t{found} << i;
                }
                bits[w] = word;
            }
        });
    }

    template <class Value>
    void run_whole(kernels const& k, std::size_t first, std::size_t rows, bitmap const& asked,
                   bitmap& bits) const noexcept {
        static_assert(sizeof(Value) == sizeof(std::uint64_t));
        bool const list = test_.kind == ask::number_list;
        if (list && test_.what.numbers->members().size() > most_passes) {
            run_rows<Value>(first, asked, bits);
            return;
        }
        // An integer may be read as its unsigned one, and an instant is nothing but its microseconds.
        auto const* const values = reinterpret_cast<std::uint64_t const*>(this->values<Value>() + first);
        auto const within = [&](std::uint64_t from, std::uint64_t width, bitmap& out) {
            run_kernel(values, rows, out.data(), [&](std::uint64_t const* v, std::size_t words, std::uint64_t* o) {
                k.whole(v, words, from, width, o);
            });
        };
        if (!list) {
            within(test_.what.whole.from, test_.what.whole.width, bits);
            return;
        }
        bits.fill(test_.inverted ? ~std::uint64_t{0} : 0);
        for (std::uint64_t const member : test_.what.numbers->members()) {
            bitmap found{};
            within(member, 0, found);
            for (std::size_t w = 0; w != block_words; ++w) {
                bits[w] ^= found[w]; // a row is one member at most
            }
        }
    }

    /// A NaN is absent.
    void run_real(kernels const& k, std::size_t first, std::size_t rows, bitmap const& asked,
                  bitmap& bits) const noexcept {
        double const* const values = this->values<double>() + first;
        auto const between = [&](double low, double high, bitmap& out) {
            run_kernel(values, rows, out.data(),
                       [&](double const* v, std::size_t words, std::uint64_t* o) { k.real(v, words, low, high, o); });
        };
        if (test_.kind == ask::presence) {
            bits.fill(on_any_value());
        } else if (test_.kind == ask::number_list) {
            run_rows<double>(first, asked, bits);
        } else {
            between(test_.what.real.low, test_.what.real.high, bits);
            if (test_.inverted) {
                for (std::uint64_t& word : bits) {
                    word = ~word;
                }
            }
        }
        if (test_.inverted || test_.on_absent || test_.kind == ask::presence) {
            constexpr double infinity = std::numeric_limits<double>::infinity();
            bitmap numbers{};
            between(-infinity, infinity, numbers);
            set_absent(0, rows, numbers, bits);
        }
    }

    void ask_words() {
        if (test_.kind == ask::presence) {
            return;
        }
        std::size_t const count = column_.words.size();
        answers_.resize(count);
        with_kind<std::string_view>(test_.kind, [&]<ask Kind>(std::integral_constant<ask, Kind>) {
            for (std::size_t i = 0; i != count; ++i) {
                answers_[i] = answers<Kind>(column_.words[i], test_.what) != test_.inverted ? 1 : 0;
            }
        });
        auto const yes = static_cast<std::size_t>(std::count(answers_.begin(), answers_.end(), 1));
        auto const first = static_cast<std::size_t>(std::find(answers_.begin(), answers_.end(), 1) - answers_.begin());
        if (yes == 0) {
            how_ = codes::none;
        } else if (first + yes <= count && std::all_of(answers_.begin() + static_cast<std::ptrdiff_t>(first),
                                                       answers_.begin() + static_cast<std::ptrdiff_t>(first + yes),
                                                       [](std::uint8_t a) { return a == 1; })) {
            how_ = codes::interval;
            from_ = static_cast<std::uint32_t>(first);
            width_ = static_cast<std::uint32_t>(yes - 1);
        } else if (count <= set_size) {
            how_ = codes::set;
            for (std::size_t i = 0; i != count; ++i) {
                set_ |= std::uint32_t{answers_[i]} << i;
            }
        } else {
            how_ = codes::table;
        }
    }

    void run_codes(kernels const& k, std::size_t first, std::size_t rows, bitmap const& asked,
                   bitmap& bits) const noexcept {
        std::uint32_t const* const values = this->values<std::uint32_t>() + first;
        switch (how_) {
        case codes::none:
            bits.fill(0);
            break;
        case codes::interval:
            run_kernel(values, rows, bits.data(), [&](std::uint32_t const* v, std::size_t words, std::uint64_t* out) {
                k.code(v, words, from_, width_, out);
            });
            break;
        case codes::set:
            run_kernel(values, rows, bits.data(), [&](std::uint32_t const* v, std::size_t words, std::uint64_t* out) {
                k.code_set(v, words, set_, out);
            });
            break;
        case codes::table:
            for (std::size_t w = 0; w != block_words; ++w) {
                std::uint64_t word = 0;
                for (std::uint64_t left = asked[w]; left != 0; left &= left - 1) {
                    auto const i = static_cast<unsigned>(std::countr_zero(left));
                    std::uint32_t const code = values[w * word_rows + i];
                    word |= std::uint64_t{code < answers_.size() && answers_[code] == 1} << i;
                }
                bits[w] = word;
            }
            break;
        }
    }

    /// Rows that hold no value are what the test is on those.
    void set_absent(std::size_t first, std::size_t rows, presence present, bitmap& bits) const noexcept {
        if (present.empty()) {
            return;
        }
        std::size_t const words = (rows + word_rows - 1) / word_rows;
        for (std::size_t w = 0; w != words; ++w) {
            std::uint64_t const held = present[first / word_rows + w];
            bits[w] = test_.on_absent ? bits[w] | ~held : bits[w] & held;
        }
    }

    static constexpr std::size_t set_size = 32;   // bits of what kernels take for a set
    static constexpr std::size_t most_passes = 8; // of a kernel, one a member of a list

    /// How codes are compared.
    enum class codes : std::uint8_t { none, interval, set, table };

    test test_;
    schema::scalar type_;
    column_view column_;
    std::vector<std::uint8_t> answers_; // of each word of a dictionary
    codes how_ = codes::none;
    std::uint32_t from_ = 0;
    std::uint32_t width_ = 0;
    std::uint32_t set_ = 0;
};

/// A filter over columns. Of each block, the rows that come to a test are a bitmap, and go on to the bitmaps of the
/// tests that follow it, which stand behind it.
template <struct_of_columns Columns>
class column_program {
public:
    column_program(expr::query const& q, column_access<Columns> access) : access_(std::move(access)), plan_(q) {
        for (test const& t : plan_.tests()) {
            types_.push_back(q.schema[t.field].type);
        }
    }
    column_program(column_program const&) = delete;
    column_program& operator=(column_program const&) = delete;

    /// Calls `take` for each block with the bitmap of the rows that the filter selects, and the block's first row.
    template <class Take>
    void select(Columns const& columns, instructions chosen, Take&& take) const {
        kernels const& k = kernels_of(chosen);
        std::span<test const> const tests = plan_.tests();
        std::size_t const rows = column_access<Columns>::rows(columns);
        std::vector<column_test> ready;
        ready.reserve(tests.size());
        for (std::size_t i = 0; i != tests.size(); ++i) {
            ready.emplace_back(tests[i], types_[i], access_.view(columns, tests[i].field));
        }
        std::vector<bitmap> arrived(tests.size() + 1); // the last: those that are selected
        bitmap& selected = arrived.back();
        bitmap bits{};
        for (std::size_t first = 0; first < rows; first += block_rows) {
            std::size_t const count = std::min(block_rows, rows - first);
            if (plan_.entry() == plan::reject) {
                return;
            }
            set_first(arrived.front(), count);
            for (std::size_t i = 0; i != tests.size(); ++i) {
                bitmap& asked = arrived[i];
                if (std::all_of(asked.begin(), asked.end(), [](std::uint64_t word) { return word == 0; })) {
                    continue;
                }
                ready[i].run(k, first, count, asked, bits);
                add(asked, bits, tests[i].on_true == plan::accept ? selected : arrived[tests[i].on_true]);
                if (tests[i].on_false != plan::reject) {
                    for (std::uint64_t& word : bits) {
                        word = ~word;
                    }
                    add(asked, bits, arrived[tests[i].on_false]);
                }
                asked.fill(0);
            }
            take(std::as_const(selected), first);
            selected.fill(0);
        }
    }

private:
    /// The bits of the first rows.
    static void set_first(bitmap& bits, std::size_t rows) noexcept {
        bits.fill(0);
        std::fill_n(bits.begin(), rows / word_rows, ~std::uint64_t{0});
        if (rows % word_rows != 0) {
            bits[rows / word_rows] = (std::uint64_t{1} << rows % word_rows) - 1;
        }
    }

    static void add(bitmap const& asked, bitmap const& bits, bitmap& to) noexcept {
        for (std::size_t w = 0; w != block_words; ++w) {
            to[w] |= asked[w] & bits[w];
        }
    }

    column_access<Columns> access_;
    plan plan_;
    std::vector<schema::scalar> types_; // of the field of each test
};

} // namespace quern::memory::detail
