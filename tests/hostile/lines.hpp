#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hostile {

/// The lines of a file of `tests/data/hostile` that are neither empty nor comments, each cut at its first blank.
[[nodiscard]] inline std::vector<std::pair<std::string, std::string>> lines(std::string const& name) {
    std::ifstream stream(QUERN_TEST_DATA "/hostile/" + name, std::ios::binary);
    std::vector<std::pair<std::string, std::string>> all;
    for (std::string line; std::getline(stream, line);) {
        if (std::size_t const blank = line.find(' '); blank != std::string::npos && line.front() != '#') {
            all.emplace_back(line.substr(0, blank), line.substr(blank + 1));
        }
    }
    if (all.empty()) {
        throw std::runtime_error("no lines in " + name);
    }
    return all;
}

} // namespace hostile
