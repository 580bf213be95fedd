#pragma once

#include <quern/schema/definition.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quern::bind::detail {

/// The fields that clients may filter by, hashed by their names.
class field_table {
public:
    /// The bytes that must stand before each name that is looked up.
    static constexpr std::size_t before = sizeof(std::uint64_t);

    void build(schema::definition const& schema) {
        schema_ = schema;
        std::size_t const size = std::bit_ceil(4 * schema.fields().size() + 1);
        shift_ = static_cast<unsigned>(64 - std::countr_zero(size));
        slots_.assign(size, {{0, 0}, none, 0});
        for (std::size_t i = 0; i != schema.fields().size(); ++i) {
            schema::field const& f = schema.fields()[i];
            if (!f.queryable || f.name.empty() || f.name.size() >= none) {
                continue;
            }
            std::string const padded = std::string(before, ' ') + f.name;
            ends const of = ends_of(std::string_view(padded).substr(before));
            std::size_t at = place(of, f.name.size());
            while (slots_[at].size != none) {
                at = (at + 1) % size;
            }
            slots_[at] = {of, static_cast<std::uint32_t>(f.name.size()), static_cast<schema::field_index>(i)};
        }
    }

    [[nodiscard]] bool built() const noexcept { return !slots_.empty(); }

    /// The field of a name; none where clients may not filter by it. Precondition: it was built, and `before` bytes
    /// stand before the name.
    [[nodiscard]] std::optional<schema::field_index> find(std::string_view name) const noexcept {
        if (name.empty()) {
            return std::nullopt;
        }
        ends const of = ends_of(name);
        for (std::size_t at = place(of, name.size()); slots_[at].size != none; at = (at + 1) & (slots_.size() - 1)) {
            slot const& s = slots_[at];
            if (s.size == name.size() && s.of.first == of.first && s.of.last == of.last &&
                (name.size() <= 2 * sizeof of.first || (*schema_)[s.field].name == name)) {
                return s.field;
            }
        }
        return std::nullopt;
    }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// The first and the last eight bytes of a name; of a shorter one, all of it, and zero.
    struct ends {
        std::uint64_t first;
        std::uint64_t last;
    };

    struct slot {
        ends of;
        std::uint32_t size; // of the name; `none` where the slot is free
        schema::field_index field;
    };

    /// Precondition: `before` bytes stand before the name, which is not empty.
    [[nodiscard]] static ends ends_of(std::string_view name) noexcept {
        ends made{0, 0};
        std::memcpy(&made.last, name.data() + name.size() - sizeof made.last, sizeof made.last);
        if (name.size() < sizeof made.first) {
            return {made.last >> 8 * (sizeof made.last - name.size()), 0};
        }
        std::memcpy(&made.first, name.data(), sizeof made.first);
        return made;
    }

    [[nodiscard]] std::size_t place(ends const& of, std::size_t size) const noexcept {
        constexpr std::uint64_t golden = 0x9e3779b97f4a7c15U;
        return static_cast<std::size_t>(((of.first ^ std::rotl(of.last, 29) ^ size) * golden) >> shift_);
    }

    std::optional<schema::definition> schema_;
    std::vector<slot> slots_; // a power of two; at least a half are free
    unsigned shift_ = 0;
};

} // namespace quern::bind::detail
