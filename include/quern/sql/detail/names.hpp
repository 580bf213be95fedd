#pragma once

#include <quern/schema/definition.hpp>
#include <quern/sql/dialect.hpp>

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
    /// Makes the names, unless they were made last for this very definition.
    void prepare(schema::definition const& schema, dialect const& d) {
        if (schema_ && schema_->is_same_as(schema)) {
            return;
        }
        schema_.reset();
        source_ = quoted(schema.source(), d);
        columns_.clear();
        select_list_.clear();
        std::string_view separator;
        for (schema::field const& f : schema.fields()) {
            std::string column = d.qualified ? source_ + "." + quoted(f.column, d) : quoted(f.column, d);
            if (f.queryable) {
                select_list_.append(std::exchange(separator, ", ")).append(column);
            }
            columns_.push_back(std::move(column));
        }
        if (select_list_.empty()) {
            select_list_ = columns_[schema.key()];
        }
        schema_ = schema;
    }

    [[nodiscard]] std::string_view source() const noexcept { return source_; }
    [[nodiscard]] std::string_view select_list() const noexcept { return select_list_; }

    /// The column of a field of the definition that the names were made for.
    [[nodiscard]] std::string_view column(schema::field const& f) const noexcept {
        return columns_[static_cast<std::size_t>(&f - schema_->fields().data())];
    }

private:
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
    std::string select_list_;
};

} // namespace quern::sql::detail
