#include "failure.hpp"
#include "match.hpp"
#include "options.hpp"
#include "output.hpp"
#include "requests.hpp"
#include "schemas.hpp"

#include <csignal>
#include <exception>

namespace {

using namespace quern::tool;

exit_status run_command(options const& asked, output& out) {
    switch (asked.command) {
    case command::check:
    case command::compile:
        return run_requests(asked, out);
    case command::match:
        return match_records(asked, out);
    case command::schema:
        return print_schemas(asked, out);
    }
    return exit_status::usage;
}

exit_status run(int argc, char const* const* argv, output& out) {
    std::optional<options> const asked = parse_options(argc, argv, out);
    exit_status const status = asked ? run_command(*asked, out) : exit_status::valid;
    out.flush();
    return status;
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a reader that has gone is an error of writing
    output out;
    exit_status status = exit_status::input_output;
    try {
        status = run(argc, argv, out);
    } catch (failure const& stopped) {
        output::complain(stopped.what());
        status = stopped.status();
    } catch (std::exception const& unexpected) {
        output::complain(unexpected.what());
    }
    return static_cast<int>(status);
}
