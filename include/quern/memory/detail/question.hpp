#pragma once

#include <quern/core/detail/search.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/memory/detail/text_words.hpp>
#include <quern/memory/detail/value_set.hpp>
#include <quern/schema/definition.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace quern::memory::detail {

/// What a leaf of a compiled filter asks of its field's value.
enum class ask : std::uint8_t {
    presence,       ///< nothing: true for each value
    numbers_within, ///< of a record: are several numbers within `bounds`? Of members alone; a plan has none
    whole_interval, ///< is a number or instant from `from` on, `width` further at most, modulo 2^64?
    real_interval,  ///< is a double from `low` to `high`?
    number_list,    ///< is a member of `numbers`?
    text_is,        ///< is `text`?
    text_begins,    ///< begins with it?
    text_ends,      ///< ends with it?
    text_before,    ///< is less than it, byte by byte?
    text_up_to,     ///< is it, or less?
    text_list,      ///< is a member of `texts`?
    text_of_4,      ///< is one of `words_of_4`, of two bytes to four?
    text_of_8,      ///< is one of `words_of_8`, of four to eight?
    text_of_16,     ///< is one of `words_of_16`, of eight to sixteen?
    text_has,       ///< has `sought` as a substring?
    text_has_ascii, ///< the same under the folding of ASCII
    text_has_folded ///< the same under that of Unicode
};

/// Which of them stand first in a group: the cheap ones.
[[nodiscard]] constexpr std::uint8_t cost_of(ask kind) noexcept {
    switch (kind) {
    case ask::presence:
    case ask::numbers_within:
    case ask::whole_interval:
    case ask::real_interval:
        return 0;
    case ask::number_list:
    case ask::text_is:
    case ask::text_of_4:
    case ask::text_of_8:
    case ask::text_of_16:
    case ask::text_begins:
    case ask::text_ends:
        return 1;
    case ask::text_before:
    case ask::text_up_to:
    case ask::text_list:
        return 2;
    case ask::text_has:
        return 3;
    case ask::text_has_ascii:
    case ask::text_has_folded:
        return 4;
    }
    return 4;
}

/// True where most texts are told by their length not to be what is asked for.
[[nodiscard]] constexpr bool has_length(ask kind) noexcept {
    using enum ask;
    return kind == text_is || kind == text_of_4 || kind == text_of_8 || kind == text_of_16;
}

struct number_bounds;

using core::detail::ascii_units;
using core::detail::folded_units;
using core::detail::has;
using core::detail::needle;
using core::detail::plain_units;

/// The constants of a question, by its kind. Lifetime: they view the plan's.
union operand {
    struct whole_interval {
        std::uint64_t from;
        std::uint64_t width;
    };
    struct real_interval {
        double low;
        double high;
    };

    whole_interval whole{};
    real_interval real;
    std::string_view text;
    number_set const* numbers;
    text_set const* texts;
    text_words<std::uint16_t> const* words_of_4;
    text_words<std::uint32_t> const* words_of_8;
    text_words<std::uint64_t> const* words_of_16;
    needle const* sought;
    number_bounds const* bounds;
};

/// True where a value, which is not absent, is what is asked for.
template <ask Kind, class Value>
[[nodiscard]] bool answers(Value const& v, operand const& o) noexcept {
    using enum ask;
    if constexpr (Kind == presence) {
        return true;
    } else if constexpr (Kind == whole_interval) {
        return bits_of(v) - o.whole.from <= o.whole.width;
    } else if constexpr (Kind == real_interval) {
        return (static_cast<int>(o.real.low <= v) & static_cast<int>(v <= o.real.high)) != 0;
    } else if constexpr (Kind == number_list) {
        return o.numbers->has(bits_of(v));
    } else if constexpr (Kind == text_is) {
        return same_text(v, o.text);
    } else if constexpr (Kind == text_of_4) {
        return o.words_of_4->has(v);
    } else if constexpr (Kind == text_of_8) {
        return o.words_of_8->has(v);
    } else if constexpr (Kind == text_of_16) {
        return o.words_of_16->has(v);
    } else if constexpr (Kind == text_begins) {
        return begins_with(v, o.text);
    } else if constexpr (Kind == text_ends) {
        return ends_with(v, o.text);
    } else if constexpr (Kind == text_before) {
        return v < o.text;
    } else if constexpr (Kind == text_up_to) {
        return v <= o.text;
    } else if constexpr (Kind == text_list) {
        return o.texts->has(v);
    } else if constexpr (Kind == text_has) {
        return has<plain_units>(v, *o.sought);
    } else if constexpr (Kind == text_has_ascii) {
        return has<ascii_units>(v, *o.sought);
    } else {
        static_assert(Kind == text_has_folded);
        return has<folded_units>(v, *o.sought);
    }
}

/// True where a text of a length may be what is asked for.
template <ask Kind>
    requires(has_length(Kind))
[[nodiscard]] bool may_fit(std::size_t size, operand const& o) noexcept {
    using enum ask;
    if constexpr (Kind == text_is) {
        return size == o.text.size();
    } else if constexpr (Kind == text_of_4) {
        return o.words_of_4->may_have(size);
    } else if constexpr (Kind == text_of_8) {
        return o.words_of_8->may_have(size);
    } else {
        return o.words_of_16->may_have(size);
    }
}

/// What `answers` says of a text of such a length.
template <ask Kind>
    requires(has_length(Kind))
[[nodiscard]] bool answers_fitting(std::string_view v, operand const& o) noexcept {
    using enum ask;
    if constexpr (Kind == text_of_4) {
        return o.words_of_4->has_fitting(v);
    } else if constexpr (Kind == text_of_8) {
        return o.words_of_8->has_fitting(v);
    } else if constexpr (Kind == text_of_16) {
        return o.words_of_16->has_fitting(v);
    } else {
        char const* const begin = v.data(); // the lengths are the same
        return same_bytes(begin, o.text.data(), o.text.size());
    }
}

/// Calls `f` with the kind as a constant, if it is one of those.
template <ask... Kinds, class F>
void with_one_of(ask kind, F&& f) {
    (void)((kind == Kinds && (f(std::integral_constant<ask, Kinds>()), true)) || ...);
}

/// Calls `f` with the kind as a constant. Precondition: it can be asked of values of the type.
template <class Value, class F>
void with_kind(ask kind, F&& f) {
    using enum ask;
    if constexpr (std::is_same_v<Value, std::string_view>) {
        with_one_of<presence, text_is, text_of_4, text_of_8, text_of_16, text_begins, text_ends, text_before,
                    text_up_to, text_list, text_has, text_has_ascii, text_has_folded>(kind, f);
    } else if constexpr (std::is_same_v<Value, double>) {
        with_one_of<presence, real_interval, number_list>(kind, f);
    } else {
        with_one_of<presence, whole_interval, number_list>(kind, f);
    }
}

} // namespace quern::memory::detail
