#pragma once

#include <quern/adapt/libmariadb/detail/arguments.hpp>
#include <quern/core/value.hpp>

#include <mysql.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quern::adapt::detail {

/// Where libmariadb puts the cells of a row. It keeps addresses of its own: not to be moved.
class mariadb_columns {
public:
    mariadb_columns() = default;
    mariadb_columns(mariadb_columns const&) = delete;
    mariadb_columns& operator=(mariadb_columns const&) = delete;

    /// Binds a place for each column of the statement's result; false where libmariadb refuses.
    [[nodiscard]] bool bind(::MYSQL_STMT* statement) {
        struct freeing {
            void operator()(::MYSQL_RES* r) const noexcept { mysql_free_result(r); }
        };
        std::unique_ptr<::MYSQL_RES, freeing> const described(mysql_stmt_result_metadata(statement));
        unsigned const count = described != nullptr ? mysql_num_fields(described.get()) : 0;
        cells_.clear();
        std::vector<::MYSQL_BIND> binds(count);
        for (unsigned i = 0; i != count; ++i) {
            ::MYSQL_FIELD const* const field = mysql_fetch_field_direct(described.get(), i);
            place(cells_.emplace_back(), binds[i], *field);
        }
        return count == 0 || mysql_stmt_bind_result(statement, binds.data()) == 0;
    }

    /// Fetches what was too long for its place; false where libmariadb refuses.
    [[nodiscard]] bool complete(::MYSQL_STMT* statement) {
        for (std::size_t i = 0; i != cells_.size(); ++i) {
            cell& c = cells_[i];
            if (c.type != MYSQL_TYPE_STRING || c.null != 0) {
                continue;
            }
            c.text.resize(c.length);
            ::MYSQL_BIND rest{};
            rest.buffer_type = MYSQL_TYPE_STRING;
            rest.buffer = c.text.data();
            rest.buffer_length = c.length;
            if (c.length != 0 && mysql_stmt_fetch_column(statement, &rest, static_cast<unsigned>(i), 0) != 0) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }

    [[nodiscard]] std::optional<core::value> operator[](std::size_t column) const noexcept {
        if (column >= cells_.size() || cells_[column].null != 0) {
            return std::nullopt;
        }
        cell const& c = cells_[column];
        switch (c.type) {
        case MYSQL_TYPE_LONGLONG:
            return c.is_unsigned ? core::value(static_cast<std::uint64_t>(c.integer)) : core::value(c.integer);
        case MYSQL_TYPE_DOUBLE:
            return core::value(c.real);
        case MYSQL_TYPE_DATETIME: {
            std::optional<core::timestamp> const t = mariadb_instant(c.time);
            return t ? std::optional(core::value(*t)) : std::nullopt;
        }
        default:
            return core::value(std::string_view(c.text));
        }
    }

private:
    struct cell {
        ::enum_field_types type = MYSQL_TYPE_STRING;
        bool is_unsigned = false;
        ::my_bool null = 0;
        ::my_bool truncated = 0;
        unsigned long length = 0;
        std::int64_t integer = 0;
        double real = 0;
        ::MYSQL_TIME time{};
        std::string text;
    };

    static void place(cell& c, ::MYSQL_BIND& to, ::MYSQL_FIELD const& field) {
        switch (field.type) {
        case MYSQL_TYPE_TINY:
        case MYSQL_TYPE_SHORT:
        case MYSQL_TYPE_INT24:
        case MYSQL_TYPE_LONG:
        case MYSQL_TYPE_LONGLONG:
        case MYSQL_TYPE_YEAR:
            c.type = MYSQL_TYPE_LONGLONG;
            c.is_unsigned = (field.flags & UNSIGNED_FLAG) != 0;
            to.buffer = &c.integer;
            break;
        case MYSQL_TYPE_FLOAT:
        case MYSQL_TYPE_DOUBLE:
            c.type = MYSQL_TYPE_DOUBLE;
            to.buffer = &c.real;
            break;
        case MYSQL_TYPE_DATETIME:
            c.type = MYSQL_TYPE_DATETIME;
            to.buffer = &c.time;
            break;
        default:
            break; // its length becomes known by fetching it into nothing
        }
        to.buffer_type = c.type;
        to.is_unsigned = c.is_unsigned ? 1 : 0;
        to.is_null = &c.null;
        to.error = &c.truncated;
        to.length = &c.length;
    }

    std::deque<cell> cells_;
};

} // namespace quern::adapt::detail
