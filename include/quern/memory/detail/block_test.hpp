#pragma once

#include <quern/memory/detail/ahead.hpp>
#include <quern/memory/detail/leaf.hpp>
#include <quern/memory/detail/number_bounds.hpp>
#include <quern/memory/detail/question.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace quern::memory::detail {

/// Records that are tested at once; a bit of a word for each.
inline constexpr std::size_t block_records = 64;

/// The bits of those records of a block that a leaf is true for, of those that `asked` has; other bits are of no matter.
template <class Access>
using block_test = std::uint64_t (*)(leaf<Access> const& l, typename Access::record const* records, std::size_t count,
                                     std::uint64_t asked, ahead const& next) noexcept;

/// Decides on the records that `asked` has, or on all, where that costs less: no branch turns on what is found. `First`:
/// all are asked of, and others are asked for.
template <class Access, bool First, class Decide>
QUERN_MEMORY_INLINE std::uint64_t decide_block(typename Access::record const* records, std::size_t count,
                                               std::uint64_t asked, ahead const& next, Decide&& decide) noexcept {
    constexpr int few = 24;
    std::uint64_t found = 0;
    if (First || std::popcount(asked) > few) {
        for (std::size_t i = 0; i != count; ++i) {
            if constexpr (First) {
                ask_for(records[i], next);
            }
            found |= std::uint64_t{decide(records[i])} << i;
        }
    } else {
        for (std::uint64_t left = asked; left != 0; left &= left - 1) {
            auto const i = static_cast<unsigned>(std::countr_zero(left));
            found |= std::uint64_t{decide(records[i])} << i;
        }
    }
    return found;
}

template <class Access, class By, ask Kind, bool First>
std::uint64_t test_values(leaf<Access> const& l, typename Access::record const* records, std::size_t count,
                          std::uint64_t asked, ahead const& next) noexcept {
    return decide_block<Access, First>(records, count, asked, next,
                                       [&l](auto const& r) { return l.template decide<Kind>(By::get(l, r)); });
}

/// Of several numbers.
template <class Access, std::size_t Whole, std::size_t Real, bool First>
std::uint64_t test_numbers(leaf<Access> const& l, typename Access::record const* records, std::size_t count,
                           std::uint64_t asked, ahead const& next) noexcept {
    auto const& bounds = l.what.bounds->all;
    return decide_block<Access, First>(records, count, asked, next,
                                       [&bounds](auto const& r) { return within<Whole, Real>(r, bounds); });
}

/// Of texts that most are told from by their length: only the bytes of those that may fit are read.
template <class Access, class By, ask Kind, bool First>
std::uint64_t test_texts(leaf<Access> const& l, typename Access::record const* records, std::size_t count,
                         std::uint64_t asked, ahead const& next) noexcept {
    std::uint64_t const fitting = asked & decide_block<Access, First>(records, count, asked, next, [&l](auto const& r) {
                                      return may_fit<Kind>(By::get(l, r)->size(), l.what);
                                  });
    std::uint64_t found = 0;
    for (std::uint64_t left = fitting; left != 0; left &= left - 1) {
        auto const i = static_cast<unsigned>(std::countr_zero(left));
        found |= std::uint64_t{answers_fitting<Kind>(*By::get(l, records[i]), l.what)} << i;
    }
    return l.inverted ? ~found : found;
}

/// Of texts that are searched: most stand elsewhere in memory, which is asked for them some records ahead.
template <class Access, class By, ask Kind, bool First>
std::uint64_t test_searched(leaf<Access> const& l, typename Access::record const* records, std::size_t /*count*/,
                            std::uint64_t asked, [[maybe_unused]] ahead const& next) noexcept {
    for (std::uint64_t left = asked; left != 0; left &= left - 1) {
        auto const& r = records[std::countr_zero(left)];
        if constexpr (First) {
            ask_for(r, next);
        }
        if (auto const text = By::get(l, r)) {
            ask_for(text->data());
        }
    }
    std::uint64_t found = 0;
    for (std::uint64_t left = asked; left != 0; left &= left - 1) {
        auto const i = static_cast<unsigned>(std::countr_zero(left));
        found |= std::uint64_t{l.template decide<Kind>(By::get(l, records[i]))} << i;
    }
    return found;
}

/// The function for values of a leaf that are got in a way.
template <class Access, class By, ask Kind>
[[nodiscard]] block_test<Access> block_test_of(bool first) noexcept {
    if constexpr (cost_of(Kind) >= cost_of(ask::text_before)) {
        return first ? &test_searched<Access, By, Kind, true> : &test_searched<Access, By, Kind, false>;
    } else if constexpr (By::always && has_length(Kind)) {
        return first ? &test_texts<Access, By, Kind, true> : &test_texts<Access, By, Kind, false>;
    } else {
        return first ? &test_values<Access, By, Kind, true> : &test_values<Access, By, Kind, false>;
    }
}

} // namespace quern::memory::detail
