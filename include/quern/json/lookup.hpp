#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>
#include <quern/syntax/tree.hpp>

#include <cstdint>
#include <vector>

namespace quern::json {

/// Reads form 6: an object whose members are the arguments of the schema's fields, joined by *and*.
///
/// Source: the async flow and event log documents. The reader may be reused, and then keeps its memory.
class lookup_reader {
public:
    /// The nesting of JSON that a request of this form may need.
    [[nodiscard]] static std::uint32_t depth(core::limits const&) noexcept { return 16; }

    /// Reads a request into `out`, and reports every mistake that its form forbids. Complexity: O(tokens + fields).
    /// Lifetime: `out` views the document and the schema.
    void read(node request, schema::definition const& schema, syntax::request& out, core::diagnostics& found);

private:
    std::vector<detail::entry> given_;
};

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/lookup.hpp>
#endif
