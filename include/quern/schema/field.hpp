#pragma once

#include <quern/core/time_layout.hpp>
#include <quern/core/utc_offset.hpp>
#include <quern/schema/operation.hpp>
#include <quern/schema/scalar.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quern::schema {

/// How case-insensitive operators compare characters.
enum class case_folding : std::uint8_t {
    unicode, ///< simple case folding of Unicode (C + S of CaseFolding.txt)
    ascii,   ///< A to Z alone
};

/// How a store holds an instant.
enum class time_storage : std::uint8_t {
    native,             ///< the engine's own type; microseconds in an integer where it has none
    text,               ///< text in the field's layout and zone; not `rfc3339`, whose texts do not sort as time does
    epoch_seconds,      ///< an integer since 1970-01-01T00:00:00Z
    epoch_milliseconds, ///< the same
    epoch_microseconds, ///< the same
};

/// How a field stands as an argument of its own: in `condition`, or at the top of a lookup.
enum class argument : std::uint8_t {
    none,  ///< not at all
    value, ///< `"user": "admin"`: equal
    list,  ///< `"action": ["create", "delete"]`: equal to one of them
    range, ///< `"operation_time": {"start": …, "end": …}`: between, both ends included; one of them may be left out
};

/// What to do with a value that is none of a field's enumerators.
enum class unlisted_policy : std::uint8_t {
    reject, ///< an error
    warn,   ///< compare with it, and say so
};

/// The spellings of the policies on unlisted values in schema files, in the order of `unlisted_policy`.
inline constexpr std::array<std::string_view, 2> unlisted_policy_names{"reject", "warn"};

/// The spellings of the ways in schema files, in the order of `argument`.
inline constexpr std::array<std::string_view, 4> argument_names{"none", "value", "list", "range"};

/// The spellings of the foldings in schema files, in the order of `case_folding`.
inline constexpr std::array<std::string_view, 2> case_folding_names{"unicode", "ascii"};

/// The spellings of the storages in schema files, in the order of `time_storage`.
inline constexpr std::array<std::string_view, 5> time_storage_names{"native", "text", "epoch_s", "epoch_ms",
                                                                    "epoch_us"};

/// One field of a schema, as it was declared.
struct field {
    std::string name{};           ///< the public name, which clients write
    scalar type = scalar::string; ///< the kind of value it holds
    std::string column{};         ///< the name in SQL; the public name where empty
    std::string path{};           ///< the path in documents; the public name where empty

    /// What clients may ask of it; where absent, all that the type and the schema's form allow.
    std::optional<operation_set> operations{};

    std::vector<std::string> enumerators{};             ///< of a string: the only values that it takes; any where empty
    unlisted_policy unlisted = unlisted_policy::reject; ///< of a string with enumerators: other values
    bool queryable = true;     ///< clients may filter and sort by it; if not, it does not exist for them
    bool sortable = true;      ///< clients may sort by it
    bool nullable = true;      ///< it may be absent
    bool decimal_text = false; ///< of an integer: clients may write it as a string too
    bool integer_text = false; ///< of a string: clients may write it as an integer, whose digits are kept
    case_folding folding = case_folding::unicode;              ///< of a string: what `icontains` takes for equal
    core::time_layout layout = core::time_layout::rfc3339_utc; ///< of a timestamp: how clients write it
    core::utc_offset zone{};                                   ///< of a timestamp: the zone of a layout that names none
    time_storage storage = time_storage::native;               ///< of a timestamp: how the store holds it

    // of the forms `condition` and `lookup`
    schema::argument argument = schema::argument::none; ///< how it stands as an argument of its own
    bool required = false;                              ///< the argument may not be left out
    operation_set items{};                              ///< what the items of the `condition` array may ask of it

    friend bool operator==(field const&, field const&) = default;
};

} // namespace quern::schema
