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

/// Reads form 3 and its page (form 5): `{"condition": {…}, "page": {…}}`, and the items of form 4 inside.
///
/// Source: the operation audit document. A schema's fields say which arguments `condition` takes (`field::argument`)
/// and what its items may ask (`field::items`); `category` and `fuzzy` name two more arguments. The reader may be
/// reused, and then keeps its memory.
class condition_reader {
public:
    /// The nesting of JSON that a request of this form may need.
    [[nodiscard]] static std::uint32_t depth(core::limits const&) noexcept { return 16; }

    /// Reads a request into `out`, and reports every mistake that its form forbids.
    ///
    /// The predicates are joined by *and* in the order of the schema's fields, then the category, then the items as
    /// they stand: the order of keys in the request does not matter. Complexity: O(tokens + fields).
    /// Lifetime: `out` views the document and the schema.
    void read(node request, schema::definition const& schema, syntax::request& out, core::diagnostics& found);

private:
    std::vector<detail::entry> given_;
};

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/condition.hpp>
#endif
