#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>

#include <bson/bson.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace quern::adapt::detail {

/// The value that an iterator stands at; nothing for null, and for types that `core::value` does not have.
[[nodiscard]] inline std::optional<core::value> bson_value_at(::bson_iter_t const& at) noexcept {
    switch (bson_iter_type(&at)) {
    case BSON_TYPE_BOOL:
        return core::value(bson_iter_bool(&at));
    case BSON_TYPE_INT32:
        return core::value(std::int64_t{bson_iter_int32(&at)});
    case BSON_TYPE_INT64:
        return core::value(std::int64_t{bson_iter_int64(&at)});
    case BSON_TYPE_DOUBLE:
        return core::value(bson_iter_double(&at));
    case BSON_TYPE_UTF8: {
        std::uint32_t length = 0;
        char const* const bytes = bson_iter_utf8(&at, &length);
        return core::value(std::string_view(bytes, length));
    }
    case BSON_TYPE_DATE_TIME: {
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 1'000;
        std::int64_t const ms = bson_iter_date_time(&at);
        return ms >= -most && ms <= most ? std::optional(core::value(core::timestamp{ms * 1'000})) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

/// The value at a path of keys with dots between them; nothing where there is none.
[[nodiscard]] inline std::optional<core::value> bson_value(::bson_t const& document, std::string_view path) noexcept {
    ::bson_iter_t at;
    if (!bson_iter_init(&at, &document)) {
        return std::nullopt;
    }
    for (;;) {
        std::size_t const dot = path.find('.');
        std::string_view const key = path.substr(0, dot);
        if (!bson_iter_find_w_len(&at, key.data(), static_cast<int>(key.size()))) {
            return std::nullopt;
        }
        if (dot == path.npos) {
            return bson_value_at(at);
        }
        ::bson_iter_t inner;
        if (!BSON_ITER_HOLDS_DOCUMENT(&at) || !bson_iter_recurse(&at, &inner)) {
            return std::nullopt;
        }
        at = inner;
        path.remove_prefix(dot + 1);
    }
}

} // namespace quern::adapt::detail
