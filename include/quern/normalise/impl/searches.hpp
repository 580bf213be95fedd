#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/detail/search.hpp>
#include <quern/normalise/detail/workspace.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace quern::normalise::detail {

/// The searches of one field in a group: `contains`, `begins with` and the like, and their complements.
class field_searches {
public:
    /// More than so many are left alone: each is tried on each value of a list.
    static constexpr std::size_t most = 32;

    field_searches(workspace const& w, std::vector<std::uint32_t> const& searches) : w_(w), searches_(searches) {
        needles_.reserve(searches.size());
        for (std::uint32_t const s : searches) {
            needles_.push_back(needle_of(w[s]));
        }
    }

    /// How many of them are true on a string. Complexity: O(the string and the needles).
    [[nodiscard]] std::size_t true_on(std::string_view text) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i != searches_.size(); ++i) {
            part const& p = w_[searches_[i]];
            count += finds(p, needles_[i], text) != (p.kind == expr::node_kind::complement) ? 1U : 0U;
        }
        return count;
    }

    [[nodiscard]] std::size_t true_on_absent() const {
        return static_cast<std::size_t>(std::count_if(searches_.begin(), searches_.end(), [&](std::uint32_t s) {
            return detail::true_on_absent(w_[s].operation, w_[s].kind == expr::node_kind::complement, w_.logic());
        }));
    }

    /// True where one is the complement of another.
    [[nodiscard]] bool has_opposites() const {
        std::vector<std::uint32_t> ids(searches_.size());
        std::transform(searches_.begin(), searches_.end(), ids.begin(), [&](std::uint32_t s) { return w_[s].id; });
        std::sort(ids.begin(), ids.end());
        return std::any_of(searches_.begin(), searches_.end(), [&](std::uint32_t s) {
            auto const other = w_.opposite(w_[s]);
            return other && std::binary_search(ids.begin(), ids.end(), *other);
        });
    }

private:
    [[nodiscard]] bool is_ascii(part const& p) const noexcept {
        return w_.field(p.field).folding == schema::case_folding::ascii;
    }

    [[nodiscard]] core::detail::needle needle_of(part const& p) const {
        namespace search = core::detail;
        auto const text = std::get<std::string_view>(w_.constants(p).front());
        return p.operation != schema::operation::icontains ? search::make_needle<search::plain_units>(text)
               : is_ascii(p)                               ? search::make_needle<search::ascii_units>(text)
                                                           : search::make_needle<search::folded_units>(text);
    }

    [[nodiscard]] bool finds(part const& p, core::detail::needle const& needle, std::string_view text) const {
        namespace search = core::detail;
        auto const sought = std::get<std::string_view>(w_.constants(p).front());
        switch (p.operation) {
        case schema::operation::begins_with:
            return text.starts_with(sought);
        case schema::operation::ends_with:
            return text.ends_with(sought);
        case schema::operation::icontains:
            return is_ascii(p) ? search::has<search::ascii_units>(text, needle)
                               : search::has<search::folded_units>(text, needle);
        default:
            return search::has<search::plain_units>(text, needle);
        }
    }

    workspace const& w_;
    std::vector<std::uint32_t> const& searches_;
    std::vector<core::detail::needle> needles_;
};

/// What searches leave of the set beside them.
struct searched {
    value_set set;
    bool settled = false;    ///< the searches are in the set, and say no more
    bool either_way = false; ///< whether the set has the absent values makes no difference
};

/// Tries the searches of a group on the single values of the set beside them.
///
/// Under `and` a list keeps the values on which all are true, and the searches go; a value that is excluded need not be
/// where a search excludes it too. Under `or` the other way round. A search and its complement: under `and` nothing,
/// under `or` all values, and the absent ones in two-valued logic. Complexity: O(searches × constants).
[[nodiscard]] QUERN_INLINE searched settle_searches(workspace const& w, domain_line const& line, bool conjunction,
                                                    value_set const& set, std::vector<std::uint32_t> const& searches) {
    searched made{set};
    field_searches const tried(w, searches);
    if (tried.has_opposites()) {
        made.settled = true;
        bool const two_valued = w.logic() == schema::logic::two_valued;
        made.set = conjunction
                       ? value_set{}
                       : value_set{{{{cut::where::first, {}}, {cut::where::last, {}}}}, two_valued || set.absent};
        return made;
    }
    if (searches.size() > field_searches::most) {
        return made;
    }
    // Seen from a disjunction, and from a conjunction as the disjunction of all that is left out.
    std::vector<interval> const inside = conjunction ? gaps(line, set) : set.parts;
    std::vector<interval> const outside = conjunction ? set.parts : gaps(line, set);
    auto const counts = [&](std::size_t how_many) { return conjunction ? how_many != searches.size() : how_many != 0; };
    auto const taken = [&](interval const& i) {
        auto const v = line.point(i);
        return v && counts(tried.true_on(std::get<std::string_view>(*v)));
    };
    made.settled =
        std::all_of(outside.begin(), outside.end(), [&](interval const& i) { return line.point(i).has_value(); });
    bool const absent_taken = counts(tried.true_on_absent());
    std::vector<interval> kept;
    if (made.settled) {
        kept = inside;
        std::copy_if(outside.begin(), outside.end(), std::back_inserter(kept), taken);
        bool const absent = (conjunction ? !set.absent : set.absent) || absent_taken;
        made.set.absent = conjunction ? !absent : absent;
    } else {
        std::copy_if(inside.begin(), inside.end(), std::back_inserter(kept),
                     [&](interval const& i) { return !taken(i); });
        made.either_way = absent_taken && (conjunction ? !set.absent : set.absent);
    }
    value_set side = united(line, std::move(kept), false);
    made.set.parts = conjunction ? gaps(line, side) : std::move(side.parts);
    return made;
}

} // namespace quern::normalise::detail
