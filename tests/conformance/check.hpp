#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/span.hpp>
#include <quern/schema/definition.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

/// A diagnostic that must come. Arguments are written as `describe` writes them; `…` stands for any.
struct expected_diagnostic {
    std::string code;
    std::string pointer;
    quern::core::span where{};
    std::string arguments{};
    std::string hint{}; ///< empty where there must be none; `…` for any or none
    std::string hint_arguments{};
    std::vector<quern::core::span> related{};
};

/// What must come of a request.
struct expectation {
    std::vector<expected_diagnostic> diagnostics{}; ///< all of them, in order
    std::optional<std::string> dump{};              ///< of the query; none where there must be no query
    std::optional<std::string> where{};             ///< the condition in SQL, where it is of interest
    std::optional<std::string> parameters{};        ///< of that condition, separated by `, `
};

/// Reads a request in every way there is, and checks what comes of it.
///
/// Also checked of every diagnostic: it can be shown in both languages, in no more than printable text.
void check(quern::schema::definition const& schema, std::string_view request, expectation const& expected);

/// A diagnostic in a line: code, pointer, span with its bytes, arguments, hint, related spans.
[[nodiscard]] std::string describe(quern::core::diagnostic const& d, std::string_view request);

} // namespace conformance
