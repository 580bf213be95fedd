// The four documented endpoints over HTTP.

#include "server.hpp"
#include "service.hpp"
#include "stores.hpp"

#include <CLI/CLI.hpp>

#include <boost/system/system_error.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>

namespace {

struct options {
    audit::server_options server;
    std::string store = "memory";
    std::size_t records = 200'000;
    std::chrono::milliseconds patience{5'000};
};

void milliseconds(CLI::App& app, std::string const& name, std::chrono::milliseconds& held, std::string const& help) {
    app.add_option_function<std::int64_t>(
           name, [&held](std::int64_t n) { held = std::chrono::milliseconds(n); },
           help + " (" + std::to_string(held.count()) + ")")
        ->check(CLI::Range(1, 86'400'000));
}

/// Makes room for the descriptors of all connections; fewer are taken where the system does not give as many.
void make_room(std::size_t& connections) {
    static constexpr ::rlim_t others = 128; // the store's, the listener's, those that are turned away
    ::rlimit held{};
    if (::getrlimit(RLIMIT_NOFILE, &held) != 0 || held.rlim_cur >= connections + others) {
        return;
    }
    held.rlim_cur = std::min<::rlim_t>(held.rlim_max, connections + others);
    (void)::setrlimit(RLIMIT_NOFILE, &held);
    if (held.rlim_cur < connections + others) {
        std::size_t const room = held.rlim_cur > 2 * others ? held.rlim_cur - others : held.rlim_cur / 2;
        if (room < connections) {
            connections = room;
            std::fprintf(stderr, "audit_service: only %zu connections, for lack of file descriptors\n", connections);
        }
    }
}

int run(options o) {
    std::signal(SIGPIPE, SIG_IGN); // whoever read the log may be gone
    make_room(o.server.limits.connections);
    o.server.limits.query = o.patience;
    auto const from = audit::find_store(o.store, o.patience);
    audit::service answers(*from, o.server.threads, o.records);
    audit::serve(answers, o.server, [&](std::uint16_t port) {
        bool const colons = o.server.address.find(':') != std::string::npos;
        std::printf("%s, http://%s%s%s:%u/\n", from->name().c_str(), colons ? "[" : "", o.server.address.c_str(),
                    colons ? "]" : "", unsigned{port});
        std::fflush(stdout);
    });
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    options o;
    o.server.threads = std::max(1U, std::thread::hardware_concurrency());
    CLI::App app("Answers the four documented audit endpoints over HTTP.");
    app.add_option("--address", o.server.address, "The address to listen at")->capture_default_str();
    app.add_option("--port", o.server.port, "The port; 0 for any that is free")->capture_default_str();
    app.add_option("--store", o.store, "One of: " + audit::store_names())->capture_default_str();
    app.add_option("--records", o.records, "Audit records in a new store")->capture_default_str();
    app.add_option("--threads", o.server.threads, "Threads that answer, each with a connection to the store")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    milliseconds(app, "--query-ms", o.patience, "When a query is given up");
    app.add_option("--connections", o.server.limits.connections, "Connections that are open at once")
        ->check(CLI::Range(1, 65'536))
        ->capture_default_str();
    milliseconds(app, "--idle-ms", o.server.limits.idle, "Between two requests of a connection");
    milliseconds(app, "--read-ms", o.server.limits.read, "From the first byte of a request to its last");
    app.add_flag("!--no-log", o.server.log, "No line a request on standard error");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(o);
    } catch (boost::system::system_error const& e) {
        std::fprintf(stderr, "audit_service: cannot listen at %s, port %u: %s\n", o.server.address.c_str(),
                     unsigned{o.server.port}, e.code().message().c_str());
        return 1;
    } catch (std::exception const& e) {
        std::fprintf(stderr, "audit_service: %s\n", e.what());
        return 1;
    }
}
