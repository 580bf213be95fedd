#pragma once

#include <quern/mongo/notation.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>

namespace quern::mongo {

/// A query as MongoDB's `find` takes it, in Extended JSON.
struct document {
    boost::json::object filter{};         ///< `{}` selects everything
    boost::json::object sort{};           ///< ends in the schema's key; empty for a count
    std::uint64_t skip = 0;               ///< documents left out, less than 2^62
    std::optional<std::uint64_t> limit{}; ///< less than 2^62; all where absent
    bool count = false;                   ///< only the number of documents is wanted
    mongo::notation notation = notation::relaxed;

    [[nodiscard]] friend bool operator==(document const&, document const&) = default;
};

/// A document as one object: `{"filter": {…}, "sort": {…}, "skip": 0, "limit": 10}`.
///
/// `limit` is there where the document has one; of a count there are `{"filter": {…}, "count": true}`.
[[nodiscard]] boost::json::object to_json(document const& d);

} // namespace quern::mongo

#ifndef QUERN_COMPILED
#include <quern/mongo/impl/document.hpp>
#endif
