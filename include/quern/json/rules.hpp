#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>
#include <quern/syntax/tree.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace quern::json {

/// Reads form 1 and its page (form 2): `{"filter": {"op", "rules"}, "page": {…}}`.
///
/// Source: the audit list document. The reader may be reused, and then keeps its memory.
class rules_reader {
public:
    /// The nesting of JSON that a request of this form may need under these limits.
    [[nodiscard]] static std::uint32_t depth(core::limits const& limits) noexcept { return 2 * limits.depth + 16; }

    /// Reads a request into `out`, and reports every mistake that its form forbids.
    ///
    /// Names and the types of values are not held against the schema here: that is `bind`. What was reported is left
    /// out of `out` or marked absent there, so that one mistake is reported once.
    /// Complexity: O(tokens). Lifetime: `out` views the document.
    void read(node request, schema::definition const& schema, syntax::request& out, core::diagnostics& found);

private:
    struct frame {
        element_iterator at;
        std::uint32_t left; ///< elements to read: those past the limit of a group are not
        std::uint32_t node;
        std::uint32_t depth;
    };

    using entries = detail::members<4>; ///< `field`, `op`, `value`, `rules`

    void read_filter(node filter);
    void open_group(node group, std::uint32_t depth);
    void read_element(node element, std::uint32_t depth);
    [[nodiscard]] entries read_entries(node element, std::span<std::string_view const> suggested);
    void read_rule(node rule, std::uint32_t depth);
    void read_operator(node written, syntax::node& into);
    void read_value(node written, syntax::node& into);
    void read_list(node written, syntax::node& into);
    void read_literal(node written, syntax::node& into);

    /// The word for what an operator takes, or for an element of it.
    [[nodiscard]] static core::term operand_of(syntax::node const& rule) noexcept;

    /// True where the operator forbids an empty string, and nothing worse can be said of a string there.
    [[nodiscard]] bool needs_text(syntax::node const& rule) const noexcept;

    schema::definition const* schema_ = nullptr;
    syntax::request* out_ = nullptr;
    core::diagnostics* found_ = nullptr;
    std::vector<frame> open_;
    std::uint32_t rules_ = 0;
};

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/rules.hpp>
#endif
