// filter_lines TEXT: the lines of standard input, JSON objects, that a text of the text language selects.

#include <quern/bind/text.hpp>
#include <quern/quern.hpp>

#include <boost/json/parse.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace {

quern::schema::definition requests() {
    using enum quern::schema::scalar;
    return quern::schema::builder("requests")
        .key("id")
        .form(quern::schema::form::text)
        .add({.name = "id", .type = uint64})
        .add({.name = "path"})
        .add({.name = "status", .type = int64})
        .add({.name = "at", .type = timestamp})
        .build()
        .value();
}

} // namespace

int main(int argc, char** argv) {
    std::string_view const text = argc == 2 ? argv[1] : "";
    auto const query = quern::bind::read_text(requests(), text);
    if (!query) {
        std::cerr << quern::render(query.error(), text, {.name = "filter"});
        return 1;
    }
    auto const wanted = quern::memory::compile(*query).value();
    for (std::string line; std::getline(std::cin, line);) {
        boost::system::error_code malformed;
        boost::json::value const record = boost::json::parse(line, malformed);
        if (!malformed && wanted(record)) {
            std::cout << line << '\n';
        }
    }
}
