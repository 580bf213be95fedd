#pragma once

#include "check.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

/// A row of a case file: a request and what must come of it. Format: tests/data/conformance/README.md.
struct request_case {
    std::string place; ///< file, line and title
    std::string schema;
    std::string request;
    expectation expected;
};

/// The rows of a file below tests/data/conformance, in order.
///
/// Errors: throws `std::runtime_error`, with the line, where the file is missing or breaks the format.
[[nodiscard]] std::vector<request_case> load_cases(std::string_view file);

/// A text with each `⟨…⟩` replaced by the bytes, or the repetition, that it stands for.
[[nodiscard]] std::string expand(std::string_view text);

} // namespace conformance
