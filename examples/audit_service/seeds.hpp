#pragma once

#include "cells.hpp"
#include "progress.hpp"

#include <quern/schema/definition.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace audit {

/// The records of one table.
struct seed {
    quern::schema::definition schema;
    std::size_t rows = 0;
    std::function<void(cells&)> next;                ///< makes the next row; its strings live until the one behind it
    std::vector<std::vector<std::string>> indexes{}; ///< columns that are searched by, together
};

/// The records that a new store is filled with: the same on every machine, the samples of the documents among them.
struct seeds {
    /// As many audit records, and a share of the others.
    explicit seeds(std::size_t audit_records);

    std::vector<seed> tables;

    /// The number of all records.
    [[nodiscard]] std::size_t size() const;
};

} // namespace audit
