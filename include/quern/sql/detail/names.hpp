#pragma once

#include <quern/core/utf8.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/scalar.hpp>
#include <quern/sql/dialect.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::sql::detail {

/// The names of a schema as a dialect writes them, made once for many statements.
class names {
public:
    /// True where the names were made for this very definition.
    [[nodiscard]] bool are_of(schema::definition const& schema) const noexcept {
        return schema_ && schema_->is_same_as(schema);
    }

    /// Makes the names, unless they were made last for this very definition; true where it made them.
    bool prepare(schema::definition const& schema, dialect const& d) {
        if (are_of(schema)) {
            return false;
        }
        schema_.reset();
        source_ = quoted(schema.source(), d);
        columns_.clear();
        orders_.clear();
        all_fit_ = fits(schema.source(), d);
        std::string select_list;
        std::string_view separator;
        for (schema::field const& f : schema.fields()) {
            std::string column = d.qualified ? source_ + "." + quoted(f.column, d) : quoted(f.column, d);
            if (f.queryable) {
                select_list.append(std::exchange(separator, ", ")).append(column);
            }
            all_fit_ = all_fit_ && fits(f.column, d);
            orders_.push_back(order_by(f, column, false, d));
            orders_.push_back(order_by(f, column, true, d));
            columns_.push_back(std::move(column));
        }
        std::string const rest = " FROM " + source_ + " WHERE ";
        select_ = "SELECT " + (select_list.empty() ? columns_[schema.key()] : select_list) + rest;
        count_ = "SELECT COUNT(*)" + rest;
        schema_ = schema;
        return true;
    }

    /// All of a statement before its condition: of one that selects rows, and of one that counts them.
    [[nodiscard]] std::string_view select() const noexcept { return select_; }
    [[nodiscard]] std::string_view count() const noexcept { return count_; }

    /// The sort expression of a field.
    [[nodiscard]] std::string_view order(schema::field_index field, bool descending) const noexcept {
        return orders_[2 * std::size_t{field} + (descending ? 1 : 0)];
    }

    /// True for a name that the dialect has, however long.
    [[nodiscard]] static bool is_allowed(std::string_view name, dialect const& d) noexcept {
        auto const astral = [](char c) { return static_cast<unsigned char>(c) >= 0xF0; };
        return (d.identifier_astral || std::none_of(name.begin(), name.end(), astral)) &&
               (d.identifier_blank || !name.ends_with(' '));
    }

    /// True where the dialect takes every name of the schema.
    [[nodiscard]] bool all_fit() const noexcept { return all_fit_; }

    /// The column of a field of the definition that the names were made for.
    [[nodiscard]] std::string_view column(schema::field const& f) const noexcept {
        return columns_[static_cast<std::size_t>(&f - schema_->fields().data())];
    }

private:
    [[nodiscard]] static bool fits(std::string_view name, dialect const& d) noexcept {
        return is_allowed(name, d) && (d.identifier_bytes == 0 || name.size() <= d.identifier_bytes) &&
               (d.identifier_characters == 0 || core::count_code_points(name) <= d.identifier_characters);
    }

    [[nodiscard]] static std::string order_by(schema::field const& f, std::string_view column, bool descending,
                                              dialect const& d) {
        std::string_view form = f.type == schema::scalar::string ? d.order_of_text : d.order;
        std::string out;
        for (std::size_t brace = form.find('{'); brace != std::string_view::npos; brace = form.find('{')) {
            out.append(form.substr(0, brace));
            if (form[brace + 1] == 'c') {
                out.append(column);
            } else {
                out.append(descending ? "DESC" : "ASC");
                out.append(!f.nullable ? "" : descending ? d.absent_last : d.absent_first);
            }
            form.remove_prefix(brace + 3);
        }
        return out.append(form);
    }

    [[nodiscard]] static std::string quoted(std::string_view name, dialect const& d) {
        char const escape = d.identifier_escape != 0 ? d.identifier_escape : d.identifier_quote;
        std::string out(1, d.identifier_quote);
        for (char const c : name) {
            if (c == d.identifier_quote || c == escape) {
                out.push_back(escape);
            }
            out.push_back(c);
        }
        out.push_back(d.identifier_quote);
        return out;
    }

    std::optional<schema::definition> schema_;
    std::string source_;
    std::vector<std::string> columns_;
    std::vector<std::string> orders_; // of each field, ascending and descending
    std::string select_;
    std::string count_;
    bool all_fit_ = false;
};

} // namespace quern::sql::detail
