#pragma once

#include <quern/memory/detail/leaf.hpp>
#include <quern/memory/detail/plan.hpp>
#include <quern/memory/detail/question.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace quern::memory::detail {

/// How many records a filter runs over at once, leaf by leaf.
inline constexpr std::size_t chunk = 1'024;

/// A record's place in a chunk.
using offset = std::uint16_t;

/// Parts the records of a list: those that a leaf is true for go to `yes`, the others to `no` if they go anywhere. Gives
/// how many it is true for. `All`: the list is that of all records from the first on.
template <class Access, class By, ask Kind, bool All, bool Rejects>
std::size_t part(leaf<Access> const& l, typename Access::record const* records, std::span<offset const> list,
                 offset* yes, [[maybe_unused]] offset* no) noexcept {
    std::size_t count = 0;
    for (std::size_t i = 0; i != list.size(); ++i) {
        offset const at = All ? static_cast<offset>(i) : list[i];
        bool const wanted = l.template decide<Kind>(By::get(l, records[All ? i : at]));
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
[[nodiscard]] auto part_of(bool all, bool rejects) noexcept {
    if constexpr (cost_of(Kind) <= cost_of(ask::text_is)) {
        if (all) {
            return rejects ? &part<Access, By, Kind, true, true> : &part<Access, By, Kind, true, false>;
        }
    }
    return rejects ? &part<Access, By, Kind, false, true> : &part<Access, By, Kind, false, false>;
}

/// A filter over structs side by side: of each chunk, the records that come to a leaf are a list (a selection vector), and
/// go on to the lists of the leaves that follow it, which stand behind it.
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
            with_getter(*l.access, l.field, schema::scalar{}, [&]<class By>(By) {
                with_kind<typename By::value>(tests[i].kind, [&]<ask Kind>(std::integral_constant<ask, Kind>) {
                    parts_.push_back(part_of<Access, By, Kind>(i == 0, rejects));
                });
            });
        }
    }

    /// False for filters of so many tests that their lists would leave the cache, and for those without any.
    [[nodiscard]] bool serves() const noexcept { return !tests_.empty() && tests_.size() <= most_tests; }

    /// Calls `take` for each chunk with the offsets of the records that the filter selects, in order, and the place of the
    /// first record in it.
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
        for (std::size_t first = 0; first < records.size(); first += chunk) {
            std::ranges::fill(sizes, 0);
            sizes[0] = std::min(chunk, records.size() - first);
            for (std::size_t i = 0; i != tests_.size(); ++i) {
                std::span<offset const> const arrived(offsets.data() + i * chunk, sizes[i]);
                test const& t = tests_[i];
                offset* const yes = list(t.on_true) + size(t.on_true);
                if (t.on_false == plan::reject) {
                    size(t.on_true) += parts_[i](leaves_[i], records.data() + first, arrived, yes, nullptr);
                    continue;
                }
                offset* const no = list(t.on_false) + size(t.on_false);
                std::size_t const count = parts_[i](leaves_[i], records.data() + first, arrived, yes, no);
                size(t.on_true) += count;
                size(t.on_false) += arrived.size() - count;
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

    using part_function = std::size_t (*)(leaf<Access> const&, record const*, std::span<offset const>, offset*,
                                          offset*) noexcept;

    std::span<test const> tests_;
    std::span<leaf<Access> const> leaves_;
    std::vector<part_function> parts_; // of each test
    bool sorted_ = true;               // whatever the records: the list of those that are selected
};

} // namespace quern::memory::detail
