#pragma once

#include "http.hpp"
#include "limits.hpp"
#include "log_line.hpp"
#include "service.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

namespace audit {

/// What all sessions share.
struct session_context {
    audit::service& service;
    http_limits limits;
    bool log = true;                          ///< a line a request
    boost::asio::any_io_executor answering{}; ///< of the threads that may wait for the store
    std::atomic<std::size_t> waiting{0};      ///< requests that wait for one of them
    std::atomic<bool> stopping{false};        ///< no request is begun but those on their way
};

/// One connection: its requests are read and answered one after another, in order, until either side has enough.
///
/// All of it runs on the strand of its socket but the answers, which may wait for the store: no other connection does.
class session : public std::enable_shared_from_this<session> {
public:
    session(boost::asio::ip::tcp::socket socket, session_context& shared);

    [[nodiscard]] boost::asio::any_io_executor executor() { return stream_.get_executor(); }

    /// Serves the connection to its end.
    boost::asio::awaitable<void> run();

    /// Tells the client that there are too many, and ends.
    boost::asio::awaitable<void> turn_away();

    /// Ends the wait for a request that does not come within the grace. From any thread.
    void stop();

private:
    using parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    boost::asio::awaitable<bool> await_request();
    boost::asio::awaitable<bool> serve_one();
    boost::asio::awaitable<bool> read_body(parser& p, request_head const& head);
    boost::asio::awaitable<response> answer(request_head const& head, std::string const& body);
    boost::asio::awaitable<void> refuse(fault f, request_head const& head);
    boost::asio::awaitable<bool> send(response const& r, unsigned version, bool keep, bool head_only);
    boost::asio::awaitable<void> close();

    void begin_line();
    void end_line(std::size_t sent);

    boost::beast::tcp_stream stream_;
    session_context& shared_;
    boost::beast::flat_buffer buffer_;
    boost::asio::steady_timer grace_;
    log_line line_;
    std::chrono::steady_clock::time_point begun_;
    bool waiting_ = false;
    bool unread_ = false; ///< the client may still be sending what nobody reads
};

} // namespace audit
