#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/value.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::json {

/// What a record's JSON text may cost, where nothing else is said.
inline constexpr read_limits record_limits{.bytes = 16'777'216, .depth = 64};

/// Reads records of a schema from JSON objects without losing a digit, one after another, and keeps its memory.
class record_reader {
public:
    explicit record_reader(schema::definition schema) : schema_(std::move(schema)) {}

    /// Reads a JSON text into the cells of the schema's fields, in their order, in place of what they held.
    ///
    /// A field is the member that its `path` names, whose parts between dots are keys of objects within each other; a
    /// member that is missing or null is absent. A string field with `integer_text` takes the digits of an integer.
    /// Errors: false, and `found` in place of what it held, in document order, each with its pointer: those of
    /// `document`, a key that stands twice among them; those of `schema::read_stored`; `number_not_exact`;
    /// `null_character`; `missing_key` for a field that is not nullable. The cells then have no meaning.
    /// Complexity: O(text + fields × members). Lifetime: strings view the text, or the reader until it reads again.
    bool read(std::string_view text, std::vector<std::optional<core::value>>& out, core::diagnostics& found,
              read_limits const& limits = record_limits);

    /// The schema of the records.
    [[nodiscard]] schema::definition const& schema() const noexcept { return schema_; }

private:
    schema::definition schema_;
    document document_;
};

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/record.hpp>
#endif
