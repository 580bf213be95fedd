// The four documented endpoints over HTTP.

#include "server.hpp"
#include "service.hpp"
#include "stores.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
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

int run(options const& o) {
    auto const from = audit::find_store(o.store, o.patience);
    audit::service answers(*from, o.server.threads, o.records);
    audit::serve(answers, o.server, [&](std::uint16_t port) {
        std::printf("%s, http://%s:%u/\n", from->name().c_str(), o.server.address.c_str(), unsigned{port});
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
        ->capture_default_str();
    milliseconds(app, "--idle-ms", o.server.limits.idle, "Between two requests of a connection");
    milliseconds(app, "--read-ms", o.server.limits.read, "From the first byte of a request to its last");
    app.add_flag("!--no-log", o.server.log, "No line a request on standard error");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(o);
    } catch (std::exception const& e) {
        std::fprintf(stderr, "audit_service: %s\n", e.what());
        return 1;
    }
}
