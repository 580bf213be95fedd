#include "failure.hpp"
#include "options.hpp"
#include "output.hpp"
#include "requests.hpp"
#include "schemas.hpp"

#include <csignal>
#include <exception>

namespace {

using namespace quern::tool;

exit_status run(int argc, char const* const* argv, output& out) {
    std::optional<options> const asked = parse_options(argc, argv, out);
    exit_status status = exit_status::valid;
    if (asked) {
        status = asked->command == command::schema ? print_schemas(*asked, out) : run_requests(*asked, out);
    }
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
