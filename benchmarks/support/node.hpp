#pragma once

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace quern_benchmarks {

/// peers/peers.mjs in Node.js, from the folder that QUERN_PEERS names.
class node {
public:
    [[nodiscard]] static bool is_installed() {
        return std::getenv("QUERN_PEERS") != nullptr; // NOLINT(concurrency-mt-unsafe)
    }

    node() {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            throw std::runtime_error("no socket");
        }
        char const* const peers = std::getenv("QUERN_PEERS"); // NOLINT(concurrency-mt-unsafe)
        child_ = fork();
        if (child_ == 0) {
            dup2(ends[1], STDIN_FILENO);
            dup2(ends[1], STDOUT_FILENO);
            execlp("node", "node", "--max-old-space-size=8192", QUERN_BENCHMARKS "/peers/peers.mjs", peers, nullptr);
            _exit(127);
        }
        close(ends[1]);
        in_.reset(fdopen(ends[0], "r"));
        out_.reset(fdopen(dup(ends[0]), "w"));
    }
    node(node const&) = delete;
    node& operator=(node const&) = delete;
    ~node() {
        shutdown(fileno(out_.get()), SHUT_RDWR);
        waitpid(child_, nullptr, 0);
    }

    void send(std::string_view line) {
        if (std::fwrite(line.data(), 1, line.size(), out_.get()) != line.size() ||
            std::fputc('\n', out_.get()) == EOF) {
            throw std::runtime_error("Node.js does not listen");
        }
    }

    boost::json::value ask(boost::json::object const& question) {
        send(boost::json::serialize(question));
        std::fflush(out_.get());
        char* line = nullptr;
        std::size_t capacity = 0;
        auto const length = getline(&line, &capacity, in_.get());
        std::unique_ptr<char, release> const owned(line);
        if (length <= 0) {
            throw std::runtime_error("Node.js does not answer");
        }
        return boost::json::parse(std::string_view(line, static_cast<std::size_t>(length)));
    }

    /// The seconds of processor time that so many runs take of what was asked before by this name.
    double seconds(std::string_view name, std::int64_t times) {
        return ask({{"run", name}, {"times", times}}).to_number<double>();
    }

private:
    struct release {
        void operator()(char* p) const noexcept { std::free(p); } // NOLINT(cppcoreguidelines-no-malloc)
        void operator()(std::FILE* f) const noexcept { std::fclose(f); }
    };

    pid_t child_ = -1;
    std::unique_ptr<std::FILE, release> in_;
    std::unique_ptr<std::FILE, release> out_;
};

} // namespace quern_benchmarks
