#pragma once

#include <quern/bind/detail/field_table.hpp>
#include <quern/bind/detail/order.hpp>
#include <quern/bind/detail/plain_scanner.hpp>
#include <quern/bind/literal.hpp>
#include <quern/bind/request.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/view.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/operation.hpp>
#include <quern/syntax/spelling.hpp>
#include <quern/syntax/tree.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <string_view>
#include <vector>

namespace quern::bind::detail {

/// Reads those requests of the form `rules` that are valid, give no warning and are written plainly: straight from the
/// bytes to the typed query.
///
/// Most requests are. Of all others it says false and nothing more; `json::document`, `json::rules_reader` and
/// `bind_request` then read them, and are its oracle: what it reads, it reads as they do.
class plain_rules {
public:
    /// Reads a request into `out`, which has no meaning where the result is false.
    ///
    /// Complexity: linear in the text; allocates nothing once its memory and that of `out` suffice.
    bool read(std::string_view text, schema::definition const& schema, expr::query& out) {
        if constexpr (std::endian::native != std::endian::little) {
            return false;
        }
        if (!fields_.built()) {
            fields_.build(schema);
        }
        schema_ = &schema;
        limits_ = &schema.limits();
        out_ = &out;
        if (text.size() > std::min(limits_->bytes, json::max_bytes)) {
            return false;
        }
        out.filter.clear();
        out.page.sort.clear();
        in_ = plain_scanner(text);
        bool const read = read_request();
        found_.clear();
        return read;
    }

private:
    /// What an object of the filter turned out to be.
    enum class element : std::uint8_t { none, rule, group };

    struct group {
        std::uint32_t node;
        std::uint32_t offset;
        std::uint32_t operands;
    };

    static constexpr std::array request_keys{quoted("filter"), quoted("page")};
    static constexpr std::array page_keys{quoted("count"), quoted("start"), quoted("limit"), quoted("sort"),
                                          quoted("order")};
    static constexpr std::array element_keys{quoted("field"), quoted("op"), quoted("value"), quoted("rules")};
    static constexpr std::array orders{quoted("ASC"), quoted("DESC")};
    static constexpr std::size_t operators = syntax::rules_spellings.size();
    static constexpr std::size_t conjunction = operators;
    static constexpr std::size_t disjunction = operators + 1;
    static constexpr std::size_t no_operator = operators + 2;
    static constexpr auto operator_words = [] {
        std::array<quoted_word, operators + 2> words;
        for (std::size_t i = 0; i != operators; ++i) {
            words[i] = quoted(syntax::rules_spellings[i].text);
        }
        words[conjunction] = quoted("and");
        words[disjunction] = quoted("or");
        return words;
    }();

    /// Reads the members of an object in any order, each once; `Read` takes the place of a key, and reads its value.
    template <class Keys, class Read>
    bool read_members(Keys const& keys, std::uint32_t& seen, Read read) {
        if (!in_.take('{')) {
            return false;
        }
        do {
            in_.skip_blanks();
            std::size_t const key = in_.take_word(keys);
            if (key == keys.size() || (seen >> key & 1U) != 0 || !in_.take(':')) {
                return false;
            }
            seen |= 1U << key;
            in_.skip_blanks();
            if (!read(key)) {
                return false;
            }
        } while (in_.take(','));
        return in_.take_here('}');
    }

    bool read_request() {
        std::uint32_t seen = 0;
        bool const read = read_members(request_keys, seen,
                                       [this](std::size_t key) { return key == 0 ? read_filter() : read_page(); });
        in_.skip_blanks();
        return read && seen == 0b11 && in_.at_end();
    }

    bool read_page() {
        enum : std::uint32_t { has_count = 1, has_start = 2, has_limit = 4, has_sort = 8, has_order = 16 };
        std::uint32_t seen = 0;
        bool counted = false;
        expr::page& page = out_->page;
        page.limit.reset();
        page.offset = 0;
        expr::sort_key by;
        bool const read = read_members(page_keys, seen, [&](std::size_t key) {
            switch (1U << key) {
            case has_count: {
                auto const written = in_.take_boolean();
                counted = written.value_or(false);
                return written.has_value();
            }
            case has_start: {
                auto const written = in_.take_natural();
                page.offset = written.value_or(0);
                return written && *written <= std::numeric_limits<std::uint32_t>::max();
            }
            case has_limit:
                page.limit = in_.take_natural();
                return page.limit && *page.limit >= 1 && *page.limit <= limits_->page;
            case has_sort: {
                auto const field = read_field();
                by.field = field.value_or(0);
                return field && (*schema_)[*field].sortable && limits_->sort_keys != 0;
            }
            default: {
                std::size_t const written = in_.take_word(orders);
                by.descending = written == 1;
                return written != orders.size();
            }
            }
        });
        page.count = counted;
        if (!read || (seen & has_count) == 0 || (counted && seen != has_count) ||
            (!counted && (seen & has_limit) == 0) || ((seen & has_order) != 0 && (seen & has_sort) == 0)) {
            return false;
        }
        if ((seen & has_sort) != 0) {
            page.sort.push_back(by);
        }
        return true;
    }

    [[nodiscard]] std::optional<schema::field_index> read_field() noexcept {
        auto const name = in_.take_string();
        return name ? fields_.find(*name) : std::nullopt;
    }

    bool read_filter() {
        open_.clear();
        rules_ = 0;
        for (;;) {
            element const read = read_element();
            if (read == element::none) {
                return false;
            }
            if (read == element::group) {
                in_.skip_blanks();
                if (in_.peek() != ']') {
                    continue;
                }
                if (open_.size() != 1) {
                    return false;
                }
                out_->filter.clear(); // such a group selects everything
                return in_.take(']') && in_.take('}');
            }
            while (!in_.take(',')) {
                if (open_.empty() || !in_.take_here(']') || !in_.take('}')) {
                    return false;
                }
                close(open_.back());
                open_.pop_back();
                if (open_.empty()) {
                    return true;
                }
            }
        }
    }

    void close(group const& g) {
        if (g.operands == 1) {
            out_->filter.dissolve(g.node);
            return;
        }
        out_->filter.close(g.node);
        out_->filter.place(g.node, {g.offset, in_.offset() - g.offset});
    }

    /// Reads a rule, or a group up to its first operand.
    element read_element() {
        if (!open_.empty() && (++rules_ > limits_->rules || ++open_.back().operands > limits_->rules_per_group)) {
            return element::none;
        }
        in_.skip_blanks();
        std::uint32_t const begin = in_.offset();
        if (!in_.take_here('{')) {
            return element::none;
        }
        std::optional<schema::field_index> field;
        std::size_t operation = no_operator;
        bool valued = false;
        do {
            in_.skip_blanks();
            std::size_t const key = in_.take_word(element_keys);
            if (!in_.take(':')) {
                return element::none;
            }
            in_.skip_blanks();
            bool read = false;
            switch (key) {
            case 0:
                read = !field && (field = read_field());
                break;
            case 1:
                read = operation == no_operator && (operation = in_.take_word(operator_words)) != no_operator;
                break;
            case 2:
                read = !valued && field && operation < operators && read_value(*field, operation);
                valued = true;
                break;
            case 3:
                if (field || (operation != conjunction && operation != disjunction) || open_.size() >= limits_->depth ||
                    !in_.take_here('[')) {
                    return element::none;
                }
                open_.push_back({out_->filter.open(operation == conjunction ? expr::node_kind::conjunction
                                                                            : expr::node_kind::disjunction),
                                 begin, 0});
                return element::group;
            default:
                break;
            }
            if (!read) {
                return element::none;
            }
        } while (in_.take(','));
        if (!valued || !in_.take_here('}')) {
            return element::none;
        }
        out_->filter.place(out_->filter.size() - 1, {begin, in_.offset() - begin});
        return element::rule;
    }

    /// Reads the operand of a rule, and appends the leaf.
    bool read_value(schema::field_index index, std::size_t spelling) {
        syntax::spelling const& written = syntax::rules_spellings[spelling];
        schema::field const& field = (*schema_)[index];
        if (written.alias || !field.operations->contains(written.operation)) {
            return false;
        }
        out_->filter.leaf(expr::node_kind::predicate, index, written.operation);
        if (schema::arity_of(written.operation) != schema::arity::list) {
            return read_literal(field, written.operation);
        }
        if (!in_.take_here('[')) {
            return false;
        }
        std::uint32_t count = 0;
        do {
            in_.skip_blanks();
            if (++count > limits_->list || !read_literal(field, written.operation)) {
                return false;
            }
        } while (in_.take(','));
        return in_.take_here(']') && (schema_->duplicates() == schema::duplicates_policy::accept || are_distinct());
    }

    bool read_literal(schema::field const& field, schema::operation operation) {
        syntax::literal literal;
        char const first = in_.peek();
        if (first == '"') {
            auto const text = in_.take_string();
            if (!text || text->empty()) {
                return false;
            }
            literal.text = *text;
        } else if (first == 't' || first == 'f') {
            auto const truth = in_.take_boolean();
            if (!truth) {
                return false;
            }
            literal.type = syntax::literal::kind::boolean;
            literal.truth = *truth;
        } else {
            auto const number = in_.take_number();
            if (!number) {
                return false;
            }
            literal.type = syntax::literal::kind::number;
            literal.text = *number;
        }
        auto const bound = bind_literal(literal, field, operation, *limits_, found_);
        if (!bound || !found_.empty()) {
            return false;
        }
        out_->filter.value(*bound);
        return true;
    }

    /// True where no two constants of the last leaf are equal.
    [[nodiscard]] bool are_distinct() {
        expr::node const& leaf = out_->filter.nodes().back();
        expr::constants const elements(out_->filter.values(), leaf.first_value, leaf.value_count);
        constexpr std::size_t few = 8;
        if (elements.size() <= few) {
            for (std::size_t i = 1; i < elements.size(); ++i) {
                for (std::size_t j = 0; j != i; ++j) {
                    if (order(elements[i], elements[j]) == 0) {
                        return false;
                    }
                }
            }
            return true;
        }
        sorted_.resize(elements.size());
        std::iota(sorted_.begin(), sorted_.end(), std::uint32_t{0});
        std::ranges::sort(sorted_,
                          [&](std::uint32_t a, std::uint32_t b) { return order(elements[a], elements[b]) < 0; });
        auto const equal = [&](std::uint32_t a, std::uint32_t b) { return order(elements[a], elements[b]) == 0; };
        return std::ranges::adjacent_find(sorted_, equal) == sorted_.end();
    }

    field_table fields_; // of the one schema that is read
    std::vector<group> open_;
    std::vector<std::uint32_t> sorted_;
    core::diagnostics found_; // what `bind_literal` finds
    plain_scanner in_;
    schema::definition const* schema_ = nullptr;
    core::limits const* limits_ = nullptr;
    expr::query* out_ = nullptr;
    std::uint32_t rules_ = 0;
};

} // namespace quern::bind::detail
