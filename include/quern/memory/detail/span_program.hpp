#pragma once

#include <quern/memory/detail/leaf.hpp>
#include <quern/memory/detail/plan.hpp>
#include <quern/memory/detail/question.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <vector>

namespace quern::memory::detail {

/// How many records a filter runs over at once, leaf by leaf.
inline constexpr std::size_t chunk = 1'024;

/// A record's place in a chunk.
using offset = std::uint16_t;

/// How many records further the text of a record is asked for, where it is searched.
inline constexpr std::size_t texts_ahead = 8;

[[nodiscard]] constexpr bool is_dear(ask kind) noexcept { return cost_of(kind) > cost_of(ask::text_is); }
[[nodiscard]] constexpr bool is_search(ask kind) noexcept { return cost_of(kind) >= cost_of(ask::text_has); }

/// What is asked of memory while records are tested: of each record that many bytes further, places that will be read.
struct ahead {
    std::size_t distance = 0;
    std::span<std::size_t const> places{};
};

#if defined(__GNUC__)
/// Asks the second level cache for what stands at an address. Inlined, since g++ leaves out calls of what does nothing
/// else. The nearest cache can ask for so few lines at once that memory would be waited for.
[[gnu::always_inline]] inline void ask_for(void const* address) noexcept { __builtin_prefetch(address, 0, 2); }
#else
inline void ask_for(void const*) noexcept {}
#endif

/// Parts the records of a list: those that a leaf is true for go to `yes`, the others to `no` if they go anywhere.
/// Gives how many it is true for. `InOrder`: the list is that of records one after another.
template <class Access, class By, ask Kind, bool InOrder, bool Rejects>
std::size_t part(leaf<Access> const& l, typename Access::record const* records, std::span<offset const> list,
                 offset* yes, [[maybe_unused]] offset* no, [[maybe_unused]] ahead next) noexcept {
    std::size_t const first = InOrder && !list.empty() ? list.front() : 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i != list.size(); ++i) {
        offset const at = InOrder ? static_cast<offset>(first + i) : list[i];
        auto const& r = records[InOrder ? first + i : at];
        if constexpr (InOrder || is_dear(Kind)) {
            for (std::size_t const place : next.places) {
                ask_for(reinterpret_cast<std::byte const*>(std::addressof(r)) + next.distance + place);
            }
        }
        if constexpr (is_search(Kind)) {
            if (i + texts_ahead < list.size()) {
                if (auto const text = By::get(l, records[list[i + texts_ahead]])) {
                    ask_for(text->data());
                }
            }
        }
        bool const wanted = l.template decide<Kind>(By::get(l, r));
        yes[count] = at;
        if constexpr (!Rejects) {
            no[i - count] = at;
        }
        count += wanted ? 1U : 0U;
    }
    return count;
}

/// The function of a leaf. Dear tests are always given a list.
template <class Access, class By, ask Kind>
[[nodiscard]] auto part_of(bool in_order, bool rejects) noexcept {
    if constexpr (!is_dear(Kind)) {
        if (in_order) {
            return rejects ? &part<Access, By, Kind, true, true> : &part<Access, By, Kind, true, false>;
        }
    }
    return rejects ? &part<Access, By, Kind, false, true> : &part<Access, By, Kind, false, false>;
}

/// A filter over structs side by side: of each chunk, the records that come to a leaf are a list (a selection vector),
/// and go on to the lists of the leaves that follow it, which stand behind it.
template <class Access>
class span_program {
public:
    using record = typename Access::record;

    span_program(std::span<test const> tests, std::span<leaf<Access> const> leaves) : tests_(tests), leaves_(leaves) {
        parts_.reserve(tests.size());
        for (std::size_t i = 0; i != tests.size(); ++i) {
            bool const rejects = tests[i].on_false == plan::reject;
            sorted_ = sorted_ && rejects;
            leaf<Access> const& l = leaves[i];
            read_.push_back(l.offset);
            with_getter(*l.access, l.field, schema::scalar{}, [&]<class By>(By) {
                with_kind<typename By::value>(tests[i].kind, [&]<ask Kind>(std::integral_constant<ask, Kind>) {
                    parts_.push_back(part_of<Access, By, Kind>(i == 0, rejects));
                });
            });
        }
        std::ranges::sort(read_);
        auto const near = std::ranges::unique(read_, [](std::size_t a, std::size_t b) { return b - a < line / 2; });
        read_.erase(near.begin(), near.end());
    }

    /// False for filters of so many tests that their lists would leave the cache, and for those without any.
    [[nodiscard]] bool serves() const noexcept { return !tests_.empty() && tests_.size() <= most_tests; }

    /// Calls `take` for each chunk with the offsets of the records that the filter selects, in order, and the place of
    /// the first record in it.
    template <class Take>
    void select(std::span<record const> records, Take&& take) const {
        std::size_t const lists = tests_.size() + 1; // the last: those that are selected
        std::vector<offset> offsets(lists * chunk);
        std::vector<std::size_t> sizes(lists);
        auto const list = [&](std::uint32_t test) {
            return offsets.data() + std::min<std::size_t>(test, lists - 1) * chunk;
        };
        auto const size = [&](std::uint32_t test) -> std::size_t& {
            return sizes[std::min<std::size_t>(test, lists - 1)];
        };
        std::iota(list(0), list(0) + chunk, offset{0}); // all come to the first leaf, and none from another
        ahead const next{.distance = ahead_records * sizeof(record), .places = read_};
        bool const asks = records.size_bytes() > cached;
        for (std::size_t first = 0; first < records.size(); first += chunk) {
            std::ranges::fill(sizes, 0);
            sizes[0] = std::min(chunk, records.size() - first);
            record const* const here = records.data() + first;
            // The first leaf meets every record. Meanwhile what all leaves read of later ones is asked for.
            bool const more = asks && records.size() - first >= chunk + ahead_records;
            for (std::size_t i = 0; i != tests_.size(); ++i) {
                if (sizes[i] == 0) {
                    continue;
                }
                std::span<offset const> const arrived(offsets.data() + i * chunk, sizes[i]);
                test const& t = tests_[i];
                offset* const yes = list(t.on_true) + size(t.on_true);
                bool const rejects = t.on_false == plan::reject;
                offset* const no = rejects ? nullptr : list(t.on_false) + size(t.on_false);
                std::size_t const count =
                    parts_[i](leaves_[i], here, arrived, yes, no, i == 0 && more ? next : ahead());
                size(t.on_true) += count;
                if (!rejects) {
                    size(t.on_false) += arrived.size() - count;
                }
            }
            offset* const selected = list(plan::accept);
            std::size_t const count = size(plan::accept);
            if (!sorted_) {
                sort(selected, count);
            }
            take(std::span<offset const>(selected, count), first);
        }
    }

private:
    static constexpr std::size_t most_tests = 64;
    static constexpr std::size_t ahead_records = std::max<std::size_t>(1, 12'288 / sizeof(record));
    static constexpr std::size_t line = 64;                      // bytes that memory gives at once
    static constexpr std::size_t cached = std::size_t{1} << 22U; // bytes of records that a cache may hold

    /// Sorts offsets, none of which is there twice.
    static void sort(offset* offsets, std::size_t count) noexcept {
        std::array<std::uint8_t, chunk> among{};
        for (std::size_t i = 0; i != count; ++i) {
            among[offsets[i]] = 1;
        }
        std::size_t next = 0;
        for (std::size_t at = 0; next != count; ++at) {
            offsets[next] = static_cast<offset>(at);
            next += among[at];
        }
    }

    using part_function = std::size_t (*)(leaf<Access> const&, record const*, std::span<offset const>, offset*, offset*,
                                          ahead) noexcept;

    std::span<test const> tests_;
    std::span<leaf<Access> const> leaves_;
    std::vector<part_function> parts_; // of each test
    std::vector<std::size_t> read_;    // where members that are read begin, one of those in a line
    bool sorted_ = true;               // whatever the records: the list of those that are selected
};

} // namespace quern::memory::detail
