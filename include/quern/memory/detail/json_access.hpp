#pragma once

#include <quern/expr/query.hpp>
#include <quern/memory/record.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/stored.hpp>

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace quern::memory::detail {

/// The scalar that a JSON value is; none for null, an object or an array.
template <class Value>
[[nodiscard]] cell raw_scalar(Value const& v) noexcept {
    using kind = decltype(v.kind());
    switch (v.kind()) {
    case kind::bool_:
        return v.get_bool();
    case kind::int64:
        return v.get_int64();
    case kind::uint64:
        return v.get_uint64();
    case kind::double_:
        return v.get_double();
    case kind::string:
        return std::string_view(v.get_string().data(), v.get_string().size());
    case kind::null:
    case kind::array:
    case kind::object:
        break;
    }
    return std::nullopt;
}

/// Reads fields of records that are JSON objects. A template, so that Boost.JSON need not be complete where it stands:
/// who has such records has included it.
template <class Object>
class basic_json_access {
public:
    using record = json_record;

    [[nodiscard]] static basic_json_access make(expr::query const& q) { return basic_json_access(q.schema); }

    /// A field of type `Value`; none where it is absent, or where its member does not hold one.
    template <class Value>
    [[nodiscard]] std::optional<Value> get(record const& r, schema::field_index field) const noexcept {
        cell const raw = scalar(r, field);
        if (!raw) {
            return std::nullopt;
        }
        auto const read = schema::read_stored(schema_[field], *raw);
        Value const* const held = read ? std::get_if<Value>(&*read) : nullptr;
        return held == nullptr ? std::nullopt : std::optional(*held);
    }

private:
    explicit basic_json_access(schema::definition s) : schema_(std::move(s)) {
        for (schema::field const& f : schema_.fields()) {
            std::string_view rest = f.path;
            for (std::size_t dot = rest.find('.'); dot != rest.npos; dot = rest.find('.')) {
                keys_.push_back(rest.substr(0, dot));
                rest.remove_prefix(dot + 1);
            }
            keys_.push_back(rest);
            ends_.push_back(static_cast<std::uint32_t>(keys_.size()));
        }
    }

    [[nodiscard]] cell scalar(record const& r, schema::field_index field) const noexcept {
        Object const* object = r.object();
        decltype(object->if_contains({})) found = nullptr;
        for (std::uint32_t k = field == 0 ? 0 : ends_[field - 1U]; k != ends_[field]; ++k) {
            object = found == nullptr ? object : found->if_object();
            found = object == nullptr ? nullptr : object->if_contains(keys_[k]);
            if (found == nullptr) {
                return std::nullopt;
            }
        }
        return raw_scalar(*found);
    }

    schema::definition schema_;
    std::vector<std::string_view> keys_; // of all paths, one after another; they view the schema
    std::vector<std::uint32_t> ends_;    // of each field's path in them
};

using json_access = basic_json_access<boost::json::object>;

} // namespace quern::memory::detail
