#pragma once

#include <quern/core/diagnostics.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Operations whose every allocation fails in turn.
namespace faults {

/// Does something whole, and gives what came of it as a text.
struct operation {
    std::string name;
    std::function<std::string()> run;
};

/// A file of the tests' data.
[[nodiscard]] std::string file(std::string const& name);

/// Diagnostics in every form that they are shown in.
[[nodiscard]] std::string told(quern::core::diagnostics const& found, std::string_view source);

/// Lets each allocation of each operation fail once: it throws, or does its work; nothing leaks, and afterwards it does
/// the same as before. The number of allocations that have failed.
std::size_t fail_each_allocation(std::vector<operation> const& all);

/// Runs each operation in growing memory until it is done; each time it throws, or does its work, and nothing leaks.
void run_in_little_memory(std::vector<operation> const& all);

} // namespace faults
