#pragma once

#include <quern/schema/definition.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace quern::bind::detail {

/// The fields that clients may filter by, hashed by their names.
class field_table {
public:
    void build(schema::definition const& schema) {
        schema_ = schema;
        std::size_t const size = std::bit_ceil(4 * schema.fields().size() + 1);
        shift_ = static_cast<unsigned>(64 - std::countr_zero(size));
        slots_.assign(size, {0, none, 0});
        for (std::size_t i = 0; i != schema.fields().size(); ++i) {
            schema::field const& f = schema.fields()[i];
            if (!f.queryable || f.name.size() >= none) {
                continue;
            }
            std::uint64_t const first = first_word(f.name);
            std::size_t at = place(f.name, first);
            while (slots_[at].size != none) {
                at = (at + 1) % size;
            }
            slots_[at] = {first, static_cast<std::uint32_t>(f.name.size()), static_cast<schema::field_index>(i)};
        }
    }

    [[nodiscard]] bool built() const noexcept { return !slots_.empty(); }

    /// The field of a name; none where clients may not filter by it. Precondition: it was built.
    [[nodiscard]] std::optional<schema::field_index> find(std::string_view name) const noexcept {
        std::uint64_t const first = first_word(name);
        for (std::size_t at = place(name, first); slots_[at].size != none; at = (at + 1) & (slots_.size() - 1)) {
            slot const& s = slots_[at];
            if (s.size == name.size() && s.first == first &&
                (name.size() <= sizeof first || (*schema_)[s.field].name == name)) {
                return s.field;
            }
        }
        return std::nullopt;
    }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    struct slot {
        std::uint64_t first; // bytes of the name
        std::uint32_t size;  // of the name; `none` where the slot is free
        schema::field_index field;
    };

    /// The first eight bytes, or all and zeros behind them.
    [[nodiscard]] static std::uint64_t first_word(std::string_view name) noexcept {
        std::uint64_t word = 0;
        std::memcpy(&word, name.data(), std::min(name.size(), sizeof word));
        return word;
    }

    [[nodiscard]] std::size_t place(std::string_view name, std::uint64_t first) const noexcept {
        std::uint64_t last = 0;
        if (name.size() > sizeof last) {
            std::memcpy(&last, name.data() + name.size() - sizeof last, sizeof last);
        }
        constexpr std::uint64_t golden = 0x9e3779b97f4a7c15U;
        return static_cast<std::size_t>(((first ^ std::rotl(last, 29) ^ name.size()) * golden) >> shift_);
    }

    std::optional<schema::definition> schema_;
    std::vector<slot> slots_; // a power of two; at least a half are free
    unsigned shift_ = 0;
};

} // namespace quern::bind::detail
