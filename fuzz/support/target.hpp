#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// What fuzz targets are made of. Each `fuzz/<name>.cpp` defines one target: a function that takes any bytes.
namespace quern::fuzz {

/// Changes an input that stands in `data`, in at most its size; returns the size of the new one.
using mutate = std::size_t(std::span<std::uint8_t> data, std::size_t size, std::uint32_t seed);

/// A target, found by its name. Exactly one object a target, which lives as long as the program.
class target {
public:
    /// `run` aborts, by `require`, where something that must hold does not.
    target(std::string_view name, void (*run)(std::string_view input), mutate* structured = nullptr);

    [[nodiscard]] std::string_view name() const noexcept { return name_; }
    [[nodiscard]] target const* next() const noexcept { return next_; }
    [[nodiscard]] mutate* mutator() const noexcept { return mutator_; }

    /// Runs the target on an input.
    void operator()(std::string_view input) const { run_(input); }

    /// All targets of the program; null where there is none.
    [[nodiscard]] static target const* first() noexcept;

private:
    std::string_view name_;
    void (*run_)(std::string_view input);
    mutate* mutator_;
    target const* next_;
};

/// Aborts where `holds` is false, and says what was promised, and of what.
void require(bool holds, std::string_view promise, std::string_view subject = {});

} // namespace quern::fuzz
