#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/value.hpp>
#include <quern/sql/parameter.hpp>
#include <quern/sql/statement.hpp>

#include <mysql.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::adapt::detail {

/// An instant in UTC as the parts of a DATETIME.
[[nodiscard]] inline ::MYSQL_TIME mariadb_time(core::timestamp t) noexcept {
    using namespace std::chrono;
    sys_time<microseconds> const instant{microseconds(t.microseconds)};
    auto const day = floor<days>(instant);
    year_month_day const date(day);
    hh_mm_ss const time(instant - day);
    ::MYSQL_TIME parts{};
    parts.year = static_cast<unsigned>(static_cast<int>(date.year()));
    parts.month = static_cast<unsigned>(date.month());
    parts.day = static_cast<unsigned>(date.day());
    parts.hour = static_cast<unsigned>(time.hours().count());
    parts.minute = static_cast<unsigned>(time.minutes().count());
    parts.second = static_cast<unsigned>(time.seconds().count());
    parts.second_part = static_cast<unsigned long>(time.subseconds().count());
    parts.time_type = MYSQL_TIMESTAMP_DATETIME;
    return parts;
}

/// The instant of a DATETIME in UTC; nothing for one with a part that is zero.
[[nodiscard]] inline std::optional<core::timestamp> mariadb_instant(::MYSQL_TIME const& parts) noexcept {
    using namespace std::chrono;
    year_month_day const date{year(static_cast<int>(parts.year)), month(parts.month), day(parts.day)};
    if (!date.ok()) {
        return std::nullopt;
    }
    auto const instant = sys_days(date) + hours(parts.hour) + minutes(parts.minute) + seconds(parts.second) +
                         microseconds(parts.second_part);
    return core::timestamp{instant.time_since_epoch().count()};
}

/// The values of a statement as libmariadb takes them. It keeps addresses of its own: not to be moved.
class mariadb_arguments {
public:
    mariadb_arguments() = default;
    mariadb_arguments(mariadb_arguments const&) = delete;
    mariadb_arguments& operator=(mariadb_arguments const&) = delete;

    /// False where MariaDB cannot hold one of the values.
    [[nodiscard]] bool assign(sql::statement const& s) {
        copies_.clear();
        for (std::size_t i = 0; i != s.parameters.size(); ++i) {
            copies_.push_back(s.parameters[i]);
        }
        scalars_.assign(s.placeholders.size(), {});
        binds_.assign(s.placeholders.size(), {});
        for (std::size_t i = 0; i != binds_.size(); ++i) {
            if (s.placeholders[i].list || !bind(binds_[i], scalars_[i], s.placeholders[i])) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] std::size_t size() const noexcept { return binds_.size(); }
    [[nodiscard]] ::MYSQL_BIND* data() noexcept { return binds_.data(); }

private:
    union scalar {
        signed char boolean;
        std::int64_t int64;
        std::uint64_t uint64;
        double real;
        ::MYSQL_TIME time;
        unsigned long length;
    };

    [[nodiscard]] bool bind(::MYSQL_BIND& to, scalar& held, sql::parameter const& p) const {
        core::value const v = copies_[p.first];
        to.buffer = &held;
        return std::visit(
            [&]<class T>(T const& x) {
                if constexpr (std::is_same_v<T, bool>) {
                    held.boolean = x ? 1 : 0;
                    to.buffer_type = MYSQL_TYPE_TINY;
                } else if constexpr (std::is_same_v<T, std::int64_t>) {
                    held.int64 = x;
                    to.buffer_type = MYSQL_TYPE_LONGLONG;
                } else if constexpr (std::is_same_v<T, std::uint64_t>) {
                    held.uint64 = x;
                    to.buffer_type = MYSQL_TYPE_LONGLONG;
                    to.is_unsigned = 1;
                } else if constexpr (std::is_same_v<T, double>) {
                    held.real = x;
                    to.buffer_type = MYSQL_TYPE_DOUBLE;
                    return std::isfinite(x);
                } else if constexpr (std::is_same_v<T, core::timestamp>) {
                    held.time = mariadb_time(x);
                    to.buffer_type = MYSQL_TYPE_DATETIME;
                } else if (p.type == sql::parameter_type::timestamp) {
                    return bind_time(to, held, x);
                } else {
                    held.length = static_cast<unsigned long>(x.size());
                    to.buffer_type = MYSQL_TYPE_STRING;
                    to.buffer = const_cast<char*>(x.data()); // only read
                    to.buffer_length = held.length;
                    to.length = &held.length;
                }
                return true;
            },
            v);
    }

    /// The dialect writes an instant as `2023-02-05 15:29:15.5`, in UTC.
    [[nodiscard]] static bool bind_time(::MYSQL_BIND& to, scalar& held, std::string_view text) {
        std::string rfc(text);
        constexpr std::size_t date_length = 10;
        if (rfc.size() <= date_length) {
            return false;
        }
        rfc[date_length] = 'T';
        rfc.push_back('Z');
        auto const instant = core::parse_timestamp(rfc, core::time_layout::rfc3339);
        if (!instant) {
            return false;
        }
        held.time = mariadb_time(*instant);
        to.buffer_type = MYSQL_TYPE_DATETIME;
        return true;
    }

    core::values copies_;
    std::vector<scalar> scalars_;
    std::vector<::MYSQL_BIND> binds_;
};

} // namespace quern::adapt::detail
