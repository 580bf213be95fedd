#include "server.hpp"

#include "session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <memory>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

namespace audit {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

class server {
public:
    server(service& answers, server_options const& options)
        : options_(options),
          shared_{answers, options.limits, options.log},
          context_(static_cast<int>(options.threads)),
          answering_(options.threads),
          strand_(asio::make_strand(context_)),
          acceptor_(strand_, tcp::endpoint(asio::ip::make_address(options.address), options.port)),
          signals_(strand_, SIGTERM, SIGINT),
          patience_(strand_) {
        shared_.answering = answering_.get_executor();
    }

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    /// False where it was cut short: some requests may still wait for the store.
    [[nodiscard]] bool run() {
        asio::co_spawn(strand_, accept(), asio::detached);
        signals_.async_wait([this](error_code error, int) {
            if (!error) {
                stop();
            }
        });
        std::vector<std::jthread> threads;
        for (std::size_t n = 1; n < options_.threads; ++n) {
            threads.emplace_back([this] { context_.run(); });
        }
        context_.run();
        threads.clear();
        return open_.empty();
    }

private:
    asio::awaitable<void> accept() {
        asio::steady_timer pause(strand_);
        while (acceptor_.is_open()) {
            auto [error, socket] =
                co_await acceptor_.async_accept(asio::make_strand(context_), asio::as_tuple(asio::use_awaitable));
            if (!error) {
                begin(std::move(socket));
            } else if (acceptor_.is_open()) { // out of descriptors: those that close give some back
                pause.expires_after(std::chrono::milliseconds(50));
                co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
            }
        }
    }

    void begin(tcp::socket socket) {
        bool const room = open_.size() < options_.limits.connections;
        static constexpr std::size_t turned_away = 64; // more than these are not even told
        if (open_.size() >= options_.limits.connections + turned_away) {
            return;
        }
        auto const made = std::make_shared<session>(std::move(socket), shared_);
        open_.insert(made);
        if (shared_.stopping) {
            made->stop();
        }
        asio::co_spawn(
            made->executor(), [made, room] { return room ? made->run() : made->turn_away(); },
            asio::bind_executor(strand_, [this, made](std::exception_ptr) { end(made); }));
    }

    void end(std::shared_ptr<session> const& ended) {
        open_.erase(ended);
        finish();
    }

    /// Connections that wait to be accepted are served too: their clients have sent requests, for all they know.
    void stop() {
        shared_.stopping = true;
        error_code error;
        acceptor_.non_blocking(true, error);
        while (!error) {
            tcp::socket socket(asio::make_strand(context_));
            acceptor_.accept(socket, error);
            if (!error) {
                begin(std::move(socket));
            }
        }
        acceptor_.close(error);
        for (auto const& s : open_) {
            s->stop();
        }
        patience_.expires_after(options_.limits.drain);
        patience_.async_wait([this](error_code aborted) {
            if (!aborted) {
                context_.stop();
            }
        });
        signals_.async_wait([this](error_code aborted, int) {
            if (!aborted) {
                context_.stop();
            }
        });
        finish();
    }

    void finish() {
        if (shared_.stopping && open_.empty()) {
            patience_.cancel();
            signals_.cancel();
        }
    }

    server_options options_;
    session_context shared_;
    asio::io_context context_;
    asio::thread_pool answering_;
    asio::strand<asio::io_context::executor_type> strand_; // of what is below
    tcp::acceptor acceptor_;
    asio::signal_set signals_;
    asio::steady_timer patience_;
    std::unordered_set<std::shared_ptr<session>> open_;
};

} // namespace

void serve(service& answers, server_options const& options, std::function<void(std::uint16_t)> const& ready) {
    server s(answers, options);
    ready(s.port());
    if (!s.run()) {
        std::_Exit(EXIT_SUCCESS); // a query may take longer than anybody wants to wait
    }
}

} // namespace audit
