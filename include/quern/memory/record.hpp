#pragma once

#include <quern/core/value.hpp>

#include <boost/json/fwd.hpp>

#include <concepts>
#include <optional>
#include <span>

namespace quern::memory {

/// A field's value in its type, or none where the field is absent.
using cell = std::optional<core::value>;

/// A record as the values of its schema's fields, in their order. Lifetime: a view.
using cells = std::span<cell const>;

/// A record that is a JSON object; any other JSON value is a record without members. Lifetime: a view.
///
/// A field is the member that its `path` names, whose parts between dots are keys of objects within each other; a member
/// that is missing or null is absent, and so is one that does not hold what `schema::read_stored` takes.
class json_record {
public:
    json_record(boost::json::object const& object) noexcept : object_(&object) {} // NOLINT(*-explicit-*)
    template <std::same_as<boost::json::value> Value>                             // which need not be complete here
    json_record(Value const& value) noexcept : object_(value.if_object()) {}      // NOLINT(*-explicit-*)

    /// The object; null for a record without members.
    [[nodiscard]] boost::json::object const* object() const noexcept { return object_; }

private:
    boost::json::object const* object_;
};

} // namespace quern::memory
