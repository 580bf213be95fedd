#pragma once

#include <quern/memory/detail/ahead.hpp>
#include <quern/memory/detail/block_test.hpp>
#include <quern/memory/detail/leaf.hpp>
#include <quern/memory/detail/number_bounds.hpp>
#include <quern/memory/detail/plan.hpp>
#include <quern/memory/detail/question.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

namespace quern::memory::detail {

/// A filter over structs side by side: of each block, the records that come to a leaf are the bits of a word, and go on
/// to the words of the leaves that follow it, which stand behind it.
template <class Access>
class span_program {
public:
    using record = typename Access::record;

    span_program(std::span<test const> tests, std::span<leaf<Access> const> leaves) : tests_(tests), leaves_(leaves) {
        functions_.reserve(tests.size());
        for (std::size_t i = 0; i != tests.size(); ++i) {
            test const& t = tests[i];
            leaf<Access> const& l = leaves[i];
            bool const first = i == 0;
            l.access->visit_member(l.field, [&]<class Member>(std::type_identity<Member>) {
                read_.push_back(l.offset);
                read_.push_back(l.offset + sizeof(Member) - 1);
            });
            if (t.kind == ask::numbers_within) {
                with_counts(*t.what.bounds, [&]<class Whole, class Real>(Whole, Real) {
                    functions_.push_back(first ? &test_numbers<Access, Whole::value, Real::value, true>
                                               : &test_numbers<Access, Whole::value, Real::value, false>);
                });
                continue;
            }
            with_getter(*l.access, l.field, schema::scalar{}, [&]<class By>(By) {
                with_kind<typename By::value>(t.kind, [&]<ask Kind>(std::integral_constant<ask, Kind>) {
                    functions_.push_back(block_test_of<Access, By, Kind>(first));
                });
            });
        }
    }

    /// False for filters without a test, and for those of so many that most would be stepped over in each block.
    [[nodiscard]] bool serves() const noexcept { return !tests_.empty() && tests_.size() <= most_tests; }

    /// Calls `take` for each block with the bits of the records that the filter selects, and the place of the first
    /// record in it.
    template <class Take>
    void select(std::span<record const> records, Take&& take) const {
        std::size_t const accepted_at = tests_.size(); // behind those of the tests, the word of those that are selected
        std::size_t const rejected_at = accepted_at + 1;
        std::vector<std::uint64_t> arrived(rejected_at + 1);
        auto const word_of = [&](std::uint32_t test) -> std::uint64_t& {
            return arrived[test == plan::accept ? accepted_at : test == plan::reject ? rejected_at : test];
        };
        bool const asks = records.size_bytes() > cached;
        std::vector<std::size_t> met(tests_.size()); // of each test, the records that came to it of late
        std::vector<std::size_t> places;
        for (std::size_t first = 0; first < records.size(); first += block_records) {
            if (asks && first % watched == 0) {
                places = places_to_ask(records, met);
                std::ranges::fill(met, 0);
            }
            ahead const next{.distance = block_records * sizeof(record), .places = places}; // those in the next block
            std::size_t const count = std::min(block_records, records.size() - first);
            bool const more = records.size() - first >= 2 * block_records;
            std::ranges::fill(arrived, 0);
            arrived[0] = std::numeric_limits<std::uint64_t>::max() >> (block_records - count);
            for (std::size_t i = 0; i != tests_.size(); ++i) {
                std::uint64_t const asked = arrived[i];
                if (asked == 0) {
                    continue;
                }
                met[i] += static_cast<std::size_t>(std::popcount(asked));
                std::uint64_t const found =
                    functions_[i](leaves_[i], records.data() + first, count, asked, more ? next : ahead());
                word_of(tests_[i].on_true) |= asked & found;
                word_of(tests_[i].on_false) |= asked & ~found;
            }
            take(arrived[accepted_at], first);
        }
    }

private:
    static constexpr std::size_t most_tests = 256;
    static constexpr std::size_t cached = std::size_t{1} << 22U; // bytes of records that a cache may hold
    static constexpr std::size_t watched = 64 * block_records;   // records until what is asked for is chosen anew

    /// Places of the members whose tests a third of the records come to, or more: to ask for more costs more than waiting.
    [[nodiscard]] std::vector<std::size_t> places_to_ask(std::span<record const> records,
                                                         std::span<std::size_t const> met) const {
        std::vector<std::size_t> read;
        for (std::size_t i = 0; i != met.size(); ++i) {
            if (3 * met[i] >= met[0]) {
                read.push_back(read_[2 * i]);
                read.push_back(read_[2 * i + 1]);
            }
        }
        return one_a_line(records, std::span<std::size_t const>(read));
    }

    std::span<test const> tests_;
    std::span<leaf<Access> const> leaves_;
    std::vector<block_test<Access>> functions_; // of each test
    std::vector<std::size_t> read_;             // of each test, the first byte and the last of its member
};

} // namespace quern::memory::detail
