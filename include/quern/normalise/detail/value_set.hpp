#pragma once

#include <quern/core/detail/value_order.hpp>
#include <quern/core/value.hpp>
#include <quern/normalise/detail/domain.hpp>
#include <quern/normalise/domains.hpp>
#include <quern/schema/field.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace quern::normalise::detail {

/// A place between two values of a field: before or behind one of them, or at an end of its domain.
struct cut {
    enum class where : std::uint8_t { first, before, behind, last };
    where is = where::first;
    core::value at{}; ///< of `before` and `behind`: as it was written
};

/// The values from one cut to another; never none.
struct interval {
    cut from;
    cut to;
};

/// The values of a field on which a filter is true, and whether it is where the field is absent.
///
/// Intervals ascend and do not overlap; of two that touch, both hold one value.
struct value_set {
    std::vector<interval> parts{};
    bool absent = false;

    [[nodiscard]] bool empty() const noexcept { return parts.empty() && !absent; }
};

/// The values that a field may have, in order; tells where two cuts are one, since no value lies between.
class domain_line {
public:
    using where = cut::where;

    domain_line(schema::field const& f, domains const& d) noexcept : field_(&f), domains_(&d) {}

    [[nodiscard]] cut before(core::value const& v) const noexcept {
        core::value const plain = without_sign_of_zero(v);
        return is_least(plain) ? cut{where::first, {}} : cut{where::before, plain};
    }

    [[nodiscard]] cut behind(core::value const& v) const noexcept {
        core::value const plain = without_sign_of_zero(v);
        return is_most(plain) ? cut{where::last, {}} : cut{where::behind, plain};
    }

    [[nodiscard]] bool less(cut const& a, cut const& b) const noexcept {
        if (a.is == where::first || b.is == where::first) {
            return a.is != b.is && a.is == where::first;
        }
        if (a.is == where::last || b.is == where::last) {
            return a.is != b.is && b.is == where::last;
        }
        auto const order = core::detail::value_order(canonical(a), canonical(b));
        if (field_->type != schema::scalar::string || order != 0) {
            return order < 0;
        }
        return a.is == where::before && b.is == where::behind;
    }

    [[nodiscard]] bool same(cut const& a, cut const& b) const noexcept { return !less(a, b) && !less(b, a); }

    /// The only value of an interval, where there is only one.
    [[nodiscard]] std::optional<core::value> point(interval const& i) const noexcept {
        std::optional<core::value> const first = first_value(i.from);
        return first && same(behind(*first), i.to) ? first : std::nullopt;
    }

    /// Appends the values of an interval, where they can be told and are no more than `most`; else false.
    [[nodiscard]] bool append_values(interval const& i, std::size_t most, std::vector<core::value>& to) const {
        std::size_t const before = to.size();
        for (cut at = i.from; less(at, i.to); at = behind(to.back())) {
            auto const v = first_value(at);
            if (!v || to.size() - before == most) {
                to.resize(before);
                return false;
            }
            to.push_back(*v);
        }
        return true;
    }

    [[nodiscard]] interval of_point(core::value const& v) const noexcept { return {before(v), behind(v)}; }

private:
    [[nodiscard]] static core::value without_sign_of_zero(core::value const& v) noexcept {
        auto const* d = std::get_if<double>(&v);
        return d != nullptr && *d == 0 ? core::value(0.0) : v;
    }

    /// The value behind a cut, where it can be told.
    [[nodiscard]] std::optional<core::value> first_value(cut const& c) const noexcept {
        switch (c.is) {
        case where::first:
            return least();
        case where::before:
            return c.at;
        case where::behind:
            if (field_->type != schema::scalar::string) {
                return canonical(c);
            }
            break;
        case where::last:
            break;
        }
        return std::nullopt;
    }

    /// Of types whose values have neighbours: the value behind the cut; of strings the one that it was written with.
    [[nodiscard]] core::value canonical(cut const& c) const noexcept {
        if (c.is == where::before || field_->type == schema::scalar::string) {
            return c.at;
        }
        return field_->type == schema::scalar::boolean
                   ? core::value(true)
                   : without_sign_of_zero(successor(c.at, resolution(*field_, *domains_)));
    }

    [[nodiscard]] std::optional<core::value> least() const noexcept {
        switch (field_->type) {
        case schema::scalar::boolean:
            return false;
        case schema::scalar::int64:
            return std::numeric_limits<std::int64_t>::min();
        case schema::scalar::uint64:
            return std::uint64_t{0};
        case schema::scalar::real:
            return std::numeric_limits<double>::lowest();
        case schema::scalar::string:
            return std::string_view();
        case schema::scalar::timestamp:
            break;
        }
        return std::nullopt;
    }

    [[nodiscard]] bool is_least(core::value const& v) const noexcept {
        auto const* t = std::get_if<core::timestamp>(&v);
        if (t != nullptr) {
            return !is_held(*t, -1);
        }
        std::optional<core::value> const first = least();
        return first && core::detail::value_order(v, *first) == 0;
    }

    [[nodiscard]] bool is_most(core::value const& v) const noexcept {
        switch (field_->type) {
        case schema::scalar::boolean:
            return std::get<bool>(v);
        case schema::scalar::int64:
            return std::get<std::int64_t>(v) == std::numeric_limits<std::int64_t>::max();
        case schema::scalar::uint64:
            return std::get<std::uint64_t>(v) == domains_->uint64_max;
        case schema::scalar::real:
            return std::get<double>(v) == std::numeric_limits<double>::max();
        case schema::scalar::string:
            return false;
        case schema::scalar::timestamp:
            return !is_held(std::get<core::timestamp>(v), 1);
        }
        return false;
    }

    /// True where the store holds an instant that lies one step, forth or back, from one that it holds.
    [[nodiscard]] bool is_held(core::timestamp t, std::int64_t direction) const noexcept {
        using bounds = std::numeric_limits<std::int64_t>;
        std::int64_t const step = resolution(*field_, *domains_);
        if (direction < 0 ? t.microseconds < bounds::min() + step : t.microseconds > bounds::max() - step) {
            return false;
        }
        return place_time({t.microseconds + direction * step}, *field_, *domains_).is == placed::where::held;
    }

    schema::field const* field_;
    domains const* domains_;
};

/// Appends an interval that does not begin before the last one does; joins it with those that it overlaps or touches.
inline void append_interval(domain_line const& line, std::vector<interval>& to, interval const& next) {
    if (to.empty() || line.less(to.back().to, next.from)) {
        to.push_back(next);
        return;
    }
    bool const touches = line.same(to.back().to, next.from);
    if (touches && line.point(to.back()) && line.point(next)) {
        to.push_back(next);
        return;
    }
    if (line.less(to.back().to, next.to)) {
        to.back().to = next.to;
    }
    while (to.size() > 1 && line.same(to[to.size() - 2].to, to.back().from) && !line.point(to.back())) {
        to[to.size() - 2].to = to.back().to;
        to.pop_back();
    }
}

/// The set of some intervals in any order. Complexity: O(n log n).
[[nodiscard]] inline value_set united(domain_line const& line, std::vector<interval> parts, bool absent) {
    std::sort(parts.begin(), parts.end(), [&](interval const& a, interval const& b) {
        return line.less(a.from, b.from) || (!line.less(b.from, a.from) && line.less(a.to, b.to));
    });
    value_set made{{}, absent};
    for (interval const& i : parts) {
        append_interval(line, made.parts, i);
    }
    return made;
}

/// What all of some sets have, their intervals in any order together. Complexity: O(n log n).
[[nodiscard]] inline value_set intersected(domain_line const& line, std::vector<interval> const& parts,
                                           std::size_t sets, bool absent) {
    struct event {
        cut at;
        bool opens;
    };
    std::vector<event> events;
    events.reserve(2 * parts.size());
    for (interval const& i : parts) {
        events.push_back({i.from, true});
        events.push_back({i.to, false});
    }
    std::sort(events.begin(), events.end(), [&](event const& a, event const& b) { return line.less(a.at, b.at); });
    value_set made{{}, absent};
    std::size_t open = 0;
    for (std::size_t e = 0; e != events.size();) {
        std::size_t next = e;
        for (; next != events.size() && line.same(events[next].at, events[e].at); ++next) {
            open = events[next].opens ? open + 1 : open - 1;
        }
        if (open == sets && next != events.size()) {
            append_interval(line, made.parts, {events[e].at, events[next].at});
        }
        e = next;
    }
    return made;
}

/// The values that are not in a set. Complexity: O(n).
[[nodiscard]] inline std::vector<interval> gaps(domain_line const& line, value_set const& s) {
    std::vector<interval> between;
    cut from{cut::where::first, {}};
    for (interval const& i : s.parts) {
        if (line.less(from, i.from)) {
            between.push_back({from, i.from});
        }
        from = i.to;
    }
    if (from.is != cut::where::last) {
        between.push_back({from, {cut::where::last, {}}});
    }
    return between;
}

/// True where each of some intervals lies in one of a set's. Complexity: O(some × log set).
[[nodiscard]] inline bool covers(domain_line const& line, value_set const& s, std::vector<interval> const& some) {
    return std::all_of(some.begin(), some.end(), [&](interval const& i) {
        auto const behind = std::partition_point(s.parts.begin(), s.parts.end(),
                                                 [&](interval const& part) { return !line.less(i.from, part.from); });
        return behind != s.parts.begin() && !line.less(std::prev(behind)->to, i.to);
    });
}

/// True where none of some intervals has a value of a set. Complexity: O(some × log set).
[[nodiscard]] inline bool avoids(domain_line const& line, value_set const& s, std::vector<interval> const& some) {
    return std::all_of(some.begin(), some.end(), [&](interval const& i) {
        auto const first = std::partition_point(s.parts.begin(), s.parts.end(),
                                                [&](interval const& part) { return !line.less(i.from, part.to); });
        return first == s.parts.end() || !line.less(first->from, i.to);
    });
}

} // namespace quern::normalise::detail
