// The peer of the audit service: Beast alone. It reads a request and answers with the same bytes as to every other.
//
//     http_hello PORT THREADS BYTES

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

asio::awaitable<void> serve(tcp::socket accepted, std::string const& body) {
    beast::tcp_stream stream(std::move(accepted));
    stream.socket().set_option(tcp::no_delay(true));
    beast::flat_buffer buffer;
    bool open = true;
    while (open) {
        stream.expires_after(std::chrono::seconds(10));
        http::request<http::string_body> request;
        co_await http::async_read(stream, buffer, request, asio::use_awaitable);
        http::response<http::string_body> response(http::status::ok, request.version(), body);
        response.set(http::field::content_type, "application/json; charset=utf-8");
        response.keep_alive(request.keep_alive());
        response.prepare_payload();
        co_await http::async_write(stream, response, asio::use_awaitable);
        open = request.keep_alive();
    }
}

asio::awaitable<void> listen(asio::io_context& context, std::uint16_t port, std::string const& body) {
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), port});
    while (true) {
        tcp::socket socket = co_await acceptor.async_accept(asio::make_strand(context), asio::use_awaitable);
        auto const executor = socket.get_executor();
        asio::co_spawn(executor, serve(std::move(socket), body), asio::detached);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("http_hello PORT THREADS BYTES\n", stderr);
        return 2;
    }
    auto const number = [argv](int i) { return std::strtoul(argv[i], nullptr, 10); };
    std::string const body(number(3), 'x');
    asio::io_context context(static_cast<int>(number(2)));
    asio::co_spawn(context, listen(context, static_cast<std::uint16_t>(number(1)), body), asio::detached);
    std::vector<std::jthread> threads;
    for (unsigned long n = 1; n < number(2); ++n) {
        threads.emplace_back([&context] { context.run(); });
    }
    context.run();
}
