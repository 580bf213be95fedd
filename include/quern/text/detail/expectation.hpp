#pragma once

#include <quern/core/diagnostic.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/term.hpp>
#include <quern/text/detail/operator_words.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace quern::text::detail {

/// What a place of the grammar may hold, operators aside.
enum class expected : std::uint8_t {
    field,
    negation,
    open,
    everything,
    nothing,
    value,
    list,
    comma,
    end_of_list,
    conjunction,
    disjunction,
    close,
    descending,
    ascending,
    natural,
    sort,
    limit,
    offset,
    count,
    end,
};

/// A row of the table of expectations: a token, or what kind of token.
struct expectation {
    expected id;
    std::string_view token{};
    core::term term{};
};

/// Every expectation, in the order in which messages name them.
inline constexpr std::array<expectation, 20> expectations{{
    {expected::field, {}, core::term::field_name},
    {expected::negation, "not"},
    {expected::open, "("},
    {expected::everything, "everything"},
    {expected::nothing, "nothing"},
    {expected::value, {}, core::term::value_token},
    {expected::list, "["},
    {expected::comma, ","},
    {expected::end_of_list, "]"},
    {expected::conjunction, "and"},
    {expected::disjunction, "or"},
    {expected::close, ")"},
    {expected::descending, "-"},
    {expected::ascending, "+"},
    {expected::natural, {}, core::term::integer},
    {expected::sort, "sort"},
    {expected::limit, "limit"},
    {expected::offset, "offset"},
    {expected::count, "count"},
    {expected::end, {}, core::term::end_of_text},
}};

static_assert(std::ranges::is_sorted(expectations, {}, &expectation::id) &&
                  static_cast<std::size_t>(expectations.back().id) + 1 == expectations.size(),
              "the table is indexed by identifier");

/// All that could have stood where reading stopped: the last place at which a token was looked for in vain.
class expectation_set {
public:
    explicit expectation_set(std::string_view text) noexcept : place_(text.data()) {}

    /// Notes that a token was looked for.
    void note(expected what, char const* place) noexcept {
        if (at(place)) {
            tokens_ |= std::uint32_t{1} << static_cast<unsigned>(what);
        }
    }

    /// Notes that a word of some operators was looked for.
    void note(operator_set candidates, std::size_t word, char const* place) noexcept {
        if (at(place)) {
            operators_ = candidates;
            word_ = word;
        }
    }

    [[nodiscard]] char const* place() const noexcept { return place_; }

    [[nodiscard]] bool contains(expected what) const noexcept {
        return (tokens_ >> static_cast<unsigned>(what) & 1U) != 0;
    }

    /// True where the first word of an operator was looked for.
    [[nodiscard]] bool an_operator() const noexcept { return operators_ != 0 && word_ == 0; }

    /// The tokens that could have stood there, as they are written.
    [[nodiscard]] std::vector<std::string_view> tokens() const {
        std::vector<std::string_view> found;
        for (std::size_t i = 0; i != operator_rows.size(); ++i) {
            operator_row const& row = operator_rows[i];
            std::string_view const text = row.from(word_);
            if ((operators_ >> i & 1U) != 0 && !row.alias && std::ranges::find(found, text) == found.end()) {
                found.push_back(text);
            }
        }
        for (expectation const& e : expectations) {
            if (contains(e.id) && !e.token.empty()) {
                found.push_back(e.token);
            }
        }
        return found;
    }

    /// All of it, for a hint.
    [[nodiscard]] std::vector<core::argument> arguments() const {
        std::vector<core::argument> all;
        for (expectation const& e : expectations) {
            if (contains(e.id) && e.token.empty() && e.id != expected::end) {
                all.emplace_back(e.term);
            }
        }
        for (std::string_view const token : tokens()) {
            all.emplace_back(core::quote_name(token));
        }
        if (contains(expected::end)) {
            all.emplace_back(core::term::end_of_text);
        }
        return all;
    }

private:
    /// Moves on to a place; false where it lies behind.
    bool at(char const* place) noexcept {
        if (place < place_) {
            return false;
        }
        if (place != place_) {
            place_ = place;
            tokens_ = 0;
            operators_ = 0;
        }
        return true;
    }

    char const* place_;
    std::uint32_t tokens_ = 0;
    operator_set operators_ = 0;
    std::size_t word_ = 0;
};

} // namespace quern::text::detail
