#pragma once

#include <quern/bind/detail/field_table.hpp>
#include <quern/bind/detail/order.hpp>
#include <quern/bind/detail/plain_scanner.hpp>
#include <quern/bind/literal.hpp>
#include <quern/bind/request.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/core/timestamp_text.hpp>
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
        return in_.ends_in_brace() && read_request(in_.skip_blanks(in_.begin()));
    }

private:
    using place = plain_scanner::place;

    struct group {
        std::uint32_t node;
        std::uint32_t offset;
        std::uint32_t operands;
    };

    /// What was read, and the place behind it; null where nothing was.
    struct element {
        place end;
        bool is_group;
    };
    struct named_field {
        place end;
        schema::field_index index;
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
        std::array<short_word, operators + 2> words;
        for (std::size_t i = 0; i != operators; ++i) {
            words[i] = quoted(syntax::rules_spellings[i].text);
        }
        words[conjunction] = quoted("and");
        words[disjunction] = quoted("or");
        return words;
    }();

    /// The blanks before what stands so deep, where the text is indented as before its first key.
    [[nodiscard]] std::uint32_t line(std::uint32_t depth) const noexcept { return 1 + depth * indent_; }

    [[gnu::always_inline]] bool read_request(place at) {
        std::uint32_t seen = 0;
        if (*at != '{') {
            return false;
        }
        place const first = in_.skip_blanks(at + 1);
        indent_ = first - at >= 3 && first - at <= 6 ? static_cast<std::uint32_t>(first - at - 2) : 0;
        do {
            at = in_.skip_blanks(at + 1, line(1));
            std::size_t const key = in_.find_word<request_keys>(at);
            if (key == request_keys.size() || (seen >> key & 1U) != 0) {
                return false;
            }
            seen |= 1U << key;
            at = in_.skip_colon(at + request_keys[key].length);
            if (at == nullptr) {
                return false;
            }
            at = key == 0 ? read_filter(at) : read_page(at);
            if (at == nullptr || at == in_.end()) {
                return false;
            }
            at = in_.skip_blanks(at, line(0));
        } while (*at == ',');
        return seen == 0b11 && *at == '}' && at + 1 == in_.end();
    }

    [[gnu::always_inline]] place read_page(place at) {
        enum : std::size_t { count_key, start_key, limit_key, sort_key, order_key };
        std::uint32_t seen = 0;
        auto const has = [&seen](std::size_t key) { return (seen >> key & 1U) != 0; };
        bool counted = false;
        std::uint64_t start = 0;
        std::uint64_t limit = 0;
        expr::sort_key by;
        if (*at != '{') {
            return nullptr;
        }
        do {
            at = in_.skip_blanks(at + 1, line(2));
            std::size_t const key = in_.find_word<page_keys>(at);
            if (key == page_keys.size() || has(key)) {
                return nullptr;
            }
            seen |= 1U << key;
            at = in_.skip_colon(at + page_keys[key].length);
            if (at == nullptr) {
                return nullptr;
            }
            switch (key) {
            case count_key:
                at = in_.read_boolean(at, counted);
                break;
            case start_key:
                at = in_.read_natural(at, start);
                break;
            case limit_key:
                at = in_.read_natural(at, limit);
                break;
            case sort_key: {
                named_field const field = read_field(at);
                at = field.end;
                by.field = field.index;
                break;
            }
            default: {
                std::size_t const written = in_.find_word<orders>(at);
                by.descending = written == 1;
                at = written == orders.size() ? nullptr : at + orders[written].length;
                break;
            }
            }
            if (at == nullptr) {
                return nullptr;
            }
            at = in_.skip_blanks(at, line(1));
        } while (*at == ',');
        bool const rows = has(limit_key) && limit >= 1 && limit <= limits_->page &&
                          start <= std::numeric_limits<std::uint32_t>::max() && (!has(order_key) || has(sort_key));
        if (*at != '}' || !has(count_key) || !(counted ? seen == 1U << count_key : rows)) {
            return nullptr;
        }
        expr::page& page = out_->page;
        page.count = counted;
        page.offset = start;
        page.limit = counted ? std::nullopt : std::optional(limit);
        if (has(sort_key)) {
            if (!(*schema_)[by.field].sortable || limits_->sort_keys == 0) {
                return nullptr;
            }
            page.sort.push_back(by);
        }
        return at + 1;
    }

    [[nodiscard]] named_field read_field(place at) const noexcept {
        static_assert(field_table::before <= std::string_view(R"("sort":")").size());
        std::string_view name;
        place const end = *at == '"' ? in_.read_string(at, name) : nullptr;
        auto const field = fields_.find(name);
        return {field ? end : nullptr, field.value_or(0)};
    }

    [[gnu::always_inline]] place read_filter(place at) {
        open_.clear();
        std::uint32_t depth = 0; // groups that are open
        std::uint32_t rules = 0;
        for (;;) {
            if (depth != 0 && (++rules > limits_->rules || ++open_.back().operands > limits_->rules_per_group)) {
                return nullptr;
            }
            element const read = read_element(at, depth);
            if (read.end == nullptr || read.end == in_.end() || (depth == 0 && !read.is_group)) {
                return nullptr;
            }
            if (read.is_group) {
                ++depth;
                at = in_.skip_blanks(read.end, line(2 * depth + 1));
                if (*at != ']') {
                    continue;
                }
                if (depth != 1) {
                    return nullptr;
                }
                out_->filter.clear(); // such a group selects everything
                at = in_.skip_blanks(at + 1);
                return *at == '}' ? at + 1 : nullptr;
            }
            at = in_.skip_blanks(read.end, line(2 * depth));
            while (*at != ',') {
                if (*at != ']') {
                    return nullptr;
                }
                at = in_.skip_blanks(at + 1, line(2 * depth - 1));
                if (*at != '}') {
                    return nullptr;
                }
                close(open_.back(), ++at);
                open_.pop_back();
                if (--depth == 0) {
                    return at;
                }
                if (at == in_.end()) {
                    return nullptr;
                }
                at = in_.skip_blanks(at, line(2 * depth));
            }
            at = in_.skip_blanks(at + 1, line(2 * depth + 1));
        }
    }

    void close(group const& g, place end) {
        if (g.operands == 1) {
            out_->filter.dissolve(g.node);
            return;
        }
        out_->filter.close(g.node);
        out_->filter.place(g.node, {g.offset, in_.offset(end) - g.offset});
    }

    /// Reads a rule, or a group up to its first operand, in so many groups.
    [[gnu::always_inline]] element read_element(place at, std::uint32_t depth) {
        constexpr element none{nullptr, false};
        std::uint32_t const begin = in_.offset(at);
        if (*at != '{') {
            return none;
        }
        bool named = false;
        bool valued = false;
        schema::field_index field = 0;
        std::size_t operation = no_operator;
        do {
            at = in_.skip_blanks(at + 1, line(2 * depth + 2));
            std::size_t const key = in_.find_word<element_keys>(at);
            if (key == element_keys.size()) {
                return none;
            }
            at = in_.skip_colon(at + element_keys[key].length);
            if (at == nullptr) {
                return none;
            }
            switch (key) {
            case 0: {
                named_field const read = read_field(at);
                at = named ? nullptr : read.end;
                named = true;
                field = read.index;
                break;
            }
            case 1: {
                std::size_t const written = in_.find_word<operator_words>(at);
                if (operation != no_operator || written == no_operator) {
                    return none;
                }
                operation = written;
                at += operator_words[written].length;
                break;
            }
            case 2:
                if (valued || !named || operation >= operators) {
                    return none;
                }
                valued = true;
                at = read_value(at, field, syntax::rules_spellings[operation]);
                break;
            default:
                if (named || (operation != conjunction && operation != disjunction) || depth >= limits_->depth ||
                    *at != '[') {
                    return none;
                }
                open_.push_back({out_->filter.open(operation == conjunction ? expr::node_kind::conjunction
                                                                            : expr::node_kind::disjunction),
                                 begin, 0});
                return {at + 1, true};
            }
            if (at == nullptr) {
                return none;
            }
            at = in_.skip_blanks(at, line(2 * depth + 1));
        } while (*at == ',');
        if (!valued || *at != '}') {
            return none;
        }
        out_->filter.place(out_->filter.size() - 1, {begin, in_.offset(++at) - begin});
        return {at, false};
    }

    /// Reads the operand of a rule, and appends the leaf.
    [[gnu::always_inline]] place read_value(place at, schema::field_index index, syntax::spelling const& written) {
        schema::field const& field = (*schema_)[index];
        if (written.alias || !field.operations->contains(written.operation)) {
            return nullptr;
        }
        out_->filter.leaf(expr::node_kind::predicate, index, written.operation);
        if (schema::arity_of(written.operation) != schema::arity::list) {
            return read_literal(at, field, written.operation);
        }
        if (*at != '[') {
            return nullptr;
        }
        std::uint32_t count = 0;
        do {
            at = in_.skip_blanks(at + 1);
            at = ++count > limits_->list ? nullptr : read_literal(at, field, written.operation);
            if (at == nullptr) {
                return nullptr;
            }
            at = in_.skip_blanks(at);
        } while (*at == ',');
        bool const good = *at == ']' && (schema_->duplicates() == schema::duplicates_policy::accept || are_distinct());
        return good ? at + 1 : nullptr;
    }

    place read_literal(place at, schema::field const& field, schema::operation operation) {
        switch (*at) {
        case '"':
            return read_text(at, field, operation);
        case 't':
        case 'f': {
            bool truth = false;
            at = in_.read_boolean(at, truth);
            if (at == nullptr || field.type != schema::scalar::boolean) {
                return nullptr;
            }
            out_->filter.value(truth);
            return at;
        }
        default:
            return read_number(at, field, operation);
        }
    }

    place read_text(place at, schema::field const& field, schema::operation operation) {
        std::string_view text;
        at = in_.read_string(at, text);
        if (at == nullptr || text.empty()) {
            return nullptr;
        }
        if (field.type == schema::scalar::string) {
            using enum schema::operation;
            bool const whole = operation == eq || operation == ne || operation == in || operation == not_in;
            bool const listed =
                !whole || field.enumerators.empty() ||
                std::find(field.enumerators.begin(), field.enumerators.end(), text) != field.enumerators.end();
            if (!listed || text.size() > limits_->string) {
                return nullptr;
            }
            out_->filter.value(text);
            return at;
        }
        if (field.type == schema::scalar::timestamp) {
            auto const instant = core::parse_timestamp(text, field.layout, field.zone);
            if (!instant) {
                return nullptr;
            }
            out_->filter.value(*instant);
            return at;
        }
        return bind({.type = syntax::literal::kind::string, .text = text}, field, operation) ? at : nullptr;
    }

    place read_number(place at, schema::field const& field, schema::operation operation) {
        plain_scanner::number number;
        place const end = in_.read_number(at, number);
        if (end == nullptr) {
            return nullptr;
        }
        constexpr std::int64_t exact = std::int64_t{1} << 53U; // doubles hold all integers up to here
        if (number.is_integer && field.type == schema::scalar::int64) {
            out_->filter.value(number.integer);
        } else if (number.is_integer && field.type == schema::scalar::uint64 && number.integer >= 0) {
            out_->filter.value(static_cast<std::uint64_t>(number.integer));
        } else if (number.is_integer && field.type == schema::scalar::real && number.integer >= -exact &&
                   number.integer <= exact) {
            out_->filter.value(static_cast<double>(number.integer));
        } else if (!bind({.type = syntax::literal::kind::number, .text = {at, static_cast<std::size_t>(end - at)}},
                         field, operation)) {
            return nullptr;
        }
        return end;
    }

    /// Appends the constant that any other literal stands for, where there is nothing to say about it.
    bool bind(syntax::literal const& literal, schema::field const& field, schema::operation operation) {
        auto const bound = bind_literal(literal, field, operation, *limits_, found_);
        bool const good = bound && found_.empty();
        found_.clear();
        if (good) {
            out_->filter.value(*bound);
        }
        return good;
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
        std::sort(sorted_.begin(), sorted_.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return order(elements[a], elements[b]) < 0; });
        auto const equal = [&](std::uint32_t a, std::uint32_t b) { return order(elements[a], elements[b]) == 0; };
        return std::adjacent_find(sorted_.begin(), sorted_.end(), equal) == sorted_.end();
    }

    field_table fields_; // of the one schema that is read
    std::vector<group> open_;
    std::vector<std::uint32_t> sorted_;
    core::diagnostics found_; // what `bind_literal` finds
    plain_scanner in_;
    schema::definition const* schema_ = nullptr;
    core::limits const* limits_ = nullptr;
    expr::query* out_ = nullptr;
    std::uint32_t indent_ = 0; // guessed
};

} // namespace quern::bind::detail
