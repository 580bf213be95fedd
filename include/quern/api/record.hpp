#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/core/time_layout.hpp>
#include <quern/core/utc_offset.hpp>
#include <quern/json/document.hpp>

#include <boost/describe/members.hpp>

#include <string>
#include <string_view>

namespace quern::api {

/// How the times of a record are written.
struct time_style {
    core::time_layout layout = core::time_layout::rfc3339_utc;
    core::utc_offset zone{};
};

/// A class that Boost.Describe describes, whose member `times` says how its times are written.
///
/// Its members are `bool`, integers, `std::string`, `core::timestamp`, `kept_json`, `open_enum`, other records, and
/// `nullable`, `std::optional` and `std::vector` of these. A member is named in JSON as it is described, without
/// an underscore at the end; an `std::optional` may be left out; `others`, of type `other_members`, takes what has no
/// member of its own.
template <class T>
concept record = boost::describe::has_describe_members<T>::value && requires { time_style(T::times); };

/// What a record's JSON text may cost.
inline constexpr json::read_limits record_limits{.bytes = 16'777'216, .depth = 64};

/// Reads a JSON object of a document into a record.
///
/// Errors: false, and `wrong_type`, `missing_key`, `unknown_key` where the record has no `others`,
/// `number_out_of_range`, `time_layout`, `time_out_of_range`, each at the value's bytes; `out` then has no meaning.
template <record Record>
bool read_record(json::node written, Record& out, core::diagnostics& found);

/// Reads a JSON text into a record.
///
/// Errors: those of `json::document`, a key that stands twice among them, and those of the record, with pointers, in
/// document order. Complexity: linear in the text.
template <record Record>
[[nodiscard]] core::result<Record> read_record(std::string_view text, json::read_limits const& limits = record_limits);

/// Appends a record as JSON on one line, its members as described, then those that have no member of their own.
///
/// What was read is written back as the same JSON: integers and what is kept with every digit, times as they were.
template <record Record>
void append_record(std::string& out, Record const& r);

/// The same in a string of its own.
template <record Record>
[[nodiscard]] std::string write_record(Record const& r) {
    std::string out;
    append_record(out, r);
    return out;
}

} // namespace quern::api

#include <quern/api/impl/read_record.hpp>
#include <quern/api/impl/write_record.hpp>
