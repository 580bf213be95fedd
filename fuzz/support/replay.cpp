// Runs a target on files, once each: replay TARGET PATH…, where a PATH is a file, or a folder with files.

#include "target.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

std::vector<std::filesystem::path> files(std::filesystem::path const& path) {
    if (!std::filesystem::is_directory(path)) {
        return {path};
    }
    std::vector<std::filesystem::path> found;
    for (std::filesystem::directory_entry const& entry : std::filesystem::directory_iterator(path)) {
        found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

quern::fuzz::target const* find(std::string_view name) {
    quern::fuzz::target const* t = quern::fuzz::target::first();
    while (t != nullptr && t->name() != name) {
        t = t->next();
    }
    return t;
}

} // namespace

int main(int argc, char** argv) {
    std::span<char*> const arguments(argv, static_cast<std::size_t>(argc));
    quern::fuzz::target const* const target = arguments.size() < 2 ? nullptr : find(arguments[1]);
    if (target == nullptr) {
        std::fputs("replay TARGET PATH...\n", stderr);
        return 2;
    }
    std::size_t count = 0;
    for (char const* const argument : arguments.subspan(2)) {
        for (std::filesystem::path const& file : files(argument)) {
            std::ifstream stream(file, std::ios::binary);
            std::string const input{std::istreambuf_iterator<char>(stream), {}};
            if (!stream) {
                std::fprintf(stderr, "cannot read %s\n", file.c_str());
                return 1;
            }
            // Said before it runs, so that what aborts is known.
            std::printf("%s\n", file.filename().c_str());
            std::fflush(stdout);
            (*target)(input);
            ++count;
        }
    }
    std::printf("%zu inputs\n", count);
    return count == 0 ? 1 : 0;
}
