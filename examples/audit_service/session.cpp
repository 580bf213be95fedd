#include "session.hpp"

#include "request_id.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace audit {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr std::size_t read_size = 4'096;

/// Completes with a tuple, whose first element is the error.
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

method method_of(http::verb v) {
    switch (v) {
    case http::verb::get:
        return method::get;
    case http::verb::head:
        return method::head;
    case http::verb::post:
        return method::post;
    default:
        return method::other;
    }
}

/// The path of a target, which may be in absolute form.
std::string_view path_of(std::string_view target) {
    static constexpr std::string_view scheme = "http://";
    if (!target.starts_with(scheme)) {
        return target;
    }
    std::size_t const path = target.find('/', scheme.size());
    return path == std::string_view::npos ? "/" : target.substr(path);
}

/// True where every server on the way sees the same end of the request, and the host is named as RFC 9112 demands.
bool is_well_framed(http::request_header<> const& h) {
    auto const codings = h.count(http::field::transfer_encoding);
    bool const is_chunked = beast::iequals(h[http::field::transfer_encoding], "chunked");
    if (codings > 1 || (codings == 1 && (h.version() != 11 || !is_chunked))) {
        return false;
    }
    auto const hosts = h.count(http::field::host);
    return hosts <= 1 && (hosts == 1 || h.version() == 10) &&
           h[http::field::host].find_first_of(" \t/\\?#@,") == beast::string_view::npos;
}

/// True where any of the Connection fields says so.
bool asks_to_close(http::request_header<> const& h) {
    auto const [first, last] = h.equal_range(http::field::connection);
    return std::any_of(first, last, [](auto const& f) { return http::token_list(f.value()).exists("close"); });
}

/// Views of the fields; they live as long as the message.
request_head head_of(http::request_header<> const& h) {
    return {method_of(h.method()), path_of(h.target()), h[http::field::content_type], h[http::field::content_encoding],
            h[http::field::accept_language]};
}

/// The fault of a head or a body that is not read; nothing where the connection has failed.
std::optional<fault> fault_of(error_code error) {
    if (error == http::error::body_limit) {
        return fault::body_too_large;
    }
    if (error == http::error::header_limit) {
        return fault::head_too_large;
    }
    bool const ended = error == http::error::end_of_stream || error == http::error::partial_message;
    return !ended && error.category() == http::make_error_code(http::error::body_limit).category()
               ? std::optional(fault::malformed_http)
               : std::nullopt;
}

} // namespace

session::session(asio::ip::tcp::socket socket, session_context& shared)
    : stream_(std::move(socket)),
      shared_(shared),
      buffer_(shared.limits.head + read_size),
      grace_(stream_.get_executor()) {}

asio::awaitable<void> session::run() {
    error_code ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    bool open = true;
    while (open) {
        if (buffer_.size() == 0) {
            open = co_await await_request();
        }
        if (open) {
            open = co_await serve_one();
        }
    }
    co_await close();
}

asio::awaitable<void> session::turn_away() {
    begin_line();
    co_await refuse(fault::too_many_connections, {});
    co_await close();
}

void session::stop() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
        self->grace_.expires_after(self->shared_.limits.grace);
        self->grace_.async_wait([self](error_code error) {
            if (!error && self->waiting_) {
                self->stream_.cancel();
            }
        });
    });
}

/// Waits for the first bytes of a request; false where none come.
asio::awaitable<bool> session::await_request() {
    stream_.expires_after(shared_.limits.idle);
    waiting_ = true;
    auto const [error, size] = co_await stream_.async_read_some(buffer_.prepare(read_size), quietly);
    waiting_ = false;
    buffer_.commit(size);
    co_return !error;
}

/// Reads and answers a request; false where the connection is to be closed.
asio::awaitable<bool> session::serve_one() {
    begin_line();
    parser p;
    p.header_limit(shared_.limits.head);
    p.body_limit(shared_.limits.body);
    stream_.expires_after(shared_.limits.read);
    if (auto const [error, size] = co_await http::async_read_header(stream_, buffer_, p, quietly); error) {
        if (auto const f = fault_of(error)) {
            co_await refuse(*f, head_of(p.get().base()));
        }
        co_return false;
    }
    request_head const head = head_of(p.get().base());
    if (!is_well_framed(p.get().base())) {
        co_await refuse(fault::malformed_http, head);
        co_return false;
    }
    bool const complete = co_await read_body(p, head);
    if (!complete) {
        co_return false;
    }
    std::string const& body = p.get().body();
    line_.method = http::to_string(p.get().method());
    line_.received = body.size();
    response const r = co_await answer(head, body);
    bool const keep =
        p.get().keep_alive() && !asks_to_close(p.get().base()) && !(shared_.stopping && buffer_.size() == 0);
    bool const sent = co_await send(r, p.get().version(), keep, head.method == method::head);
    co_return sent&& keep;
}

asio::awaitable<response> session::answer(request_head const& head, std::string const& body) {
    if (auto decided = shared_.service.look_at(head, line_)) {
        co_return *std::move(decided);
    }
    if (shared_.waiting >= shared_.limits.waiting) {
        co_return service::refuse(fault::too_many_requests, head.accept_language, line_);
    }
    ++shared_.waiting;
    // Posted as functions: what a coroutine of the pool posts at its end would stand behind all that waits there.
    co_return co_await asio::async_initiate<asio::use_awaitable_t<> const, void(response)>(
        [&](auto handler) {
            auto const complete = std::chrono::steady_clock::now();
            asio::post(shared_.answering, [this, &head, &body, complete, done = std::move(handler)]() mutable {
                --shared_.waiting;
                bool const late = std::chrono::steady_clock::now() - complete > shared_.limits.query;
                response made = late ? service::refuse(fault::store_too_slow, head.accept_language, line_)
                                     : shared_.service.answer(head, body, line_);
                asio::post(stream_.get_executor(), [resume = std::move(done), sent = std::move(made)]() mutable {
                    std::move(resume)(std::move(sent));
                });
            });
        },
        asio::use_awaitable);
}

/// Reads the body; false where that is not to be, and then an answer has been sent.
asio::awaitable<bool> session::read_body(parser& p, request_head const& head) {
    if (p.is_done()) {
        co_return true;
    }
    if (beast::iequals(p.get()[http::field::expect], "100-continue")) {
        if (auto const refused = shared_.service.look_at(head, line_)) {
            unread_ = true;
            co_await send(*refused, p.get().version(), false, false);
            co_return false;
        }
        http::response<http::empty_body> const go_on(http::status::continue_, p.get().version());
        co_await http::async_write(stream_, go_on, quietly);
    }
    auto const [error, size] = co_await http::async_read(stream_, buffer_, p, quietly);
    if (auto const f = error ? fault_of(error) : std::nullopt) {
        co_await refuse(*f, head);
    }
    co_return !error;
}

/// Answers what is not read to its end.
asio::awaitable<void> session::refuse(fault f, request_head const& head) {
    unread_ = true;
    response const r = service::refuse(f, head.accept_language, line_);
    co_await send(r, 11, false, head.method == method::head);
}

asio::awaitable<bool> session::send(response const& r, unsigned version, bool keep, bool head_only) {
    http::response<http::span_body<char const>> message(static_cast<http::status>(r.status), version);
    message.set(http::field::content_type, r.content_type);
    message.set("X-Request-Id", line_.request_id);
    message.set("X-Content-Type-Options", "nosniff");
    message.set(http::field::cache_control, "no-store");
    if (!r.allow.empty()) {
        message.set(http::field::allow, r.allow);
    }
    if (r.page) {
        message.set("Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
                    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        message.set("Referrer-Policy", "no-referrer");
    }
    message.keep_alive(keep);
    message.content_length(r.body.size());
    if (!head_only) {
        message.body() = {r.body.data(), r.body.size()};
    }
    stream_.expires_after(shared_.limits.write);
    auto const [error, size] = co_await http::async_write(stream_, message, quietly);
    line_.status = r.status;
    end_line(head_only ? 0 : r.body.size());
    co_return !error;
}

/// Ends the connection so that the client reads the last answer before it learns of the end.
asio::awaitable<void> session::close() {
    error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    if (unread_) {
        static constexpr std::size_t most = 8U << 20U;
        static constexpr std::chrono::seconds patience(2);
        buffer_.clear();
        stream_.expires_after(patience);
        for (std::size_t skipped = 0; skipped < most;) {
            auto const [error, size] = co_await stream_.async_read_some(buffer_.prepare(read_size), quietly);
            if (error) {
                break;
            }
            skipped += size;
        }
    }
    grace_.cancel();
    stream_.close();
}

void session::begin_line() {
    line_ = {};
    line_.request_id = new_request_id();
    begun_ = std::chrono::steady_clock::now();
}

void session::end_line(std::size_t sent) {
    if (!shared_.log) {
        return;
    }
    line_.sent = sent;
    line_.time = std::chrono::steady_clock::now() - begun_;
    std::string text;
    append(text, line_, std::chrono::system_clock::now());
    write_log(text);
}

} // namespace audit
