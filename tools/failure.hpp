#pragma once

#include <stdexcept>
#include <string>

namespace quern::tool {

/// What the command's exit status says; a run that does several things ends with the gravest.
enum class exit_status : int {
    valid = 0,
    invalid = 1,      ///< a request breaks a rule
    usage = 2,        ///< the command line asks for what there is not
    input_output = 3, ///< something could not be read or written
};

/// What ends a run; its message is shown behind `quern: `, an empty one is not.
class failure : public std::runtime_error {
public:
    failure(exit_status status, std::string const& message) : std::runtime_error(message), status_(status) {}

    [[nodiscard]] exit_status status() const noexcept { return status_; }

private:
    exit_status status_;
};

/// What ends the handling of one input.
class input_failure : public failure {
public:
    explicit input_failure(std::string const& message) : failure(exit_status::input_output, message) {}
};

/// What was attempted, and what `errno` says to it.
[[nodiscard]] std::string with_cause(std::string const& attempt);

} // namespace quern::tool
