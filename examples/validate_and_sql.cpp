// A client's request becomes a statement with parameters, or all that is wrong with it.

#include <quern/quern.hpp>

#include <cstdlib>
#include <iostream>
#include <string_view>
#include <variant>

namespace {

quern::schema::definition people() {
    using enum quern::schema::scalar;
    return quern::schema::builder("people")
        .key("id")
        .add({.name = "id", .type = uint64})
        .add({.name = "name"})
        .add({.name = "age", .type = int64})
        .build()
        .value();
}

void show(quern::schema::definition const& schema, std::string_view request) {
    auto const query = quern::read(schema, request);
    if (!query) {
        std::cout << quern::render(query.error(), request);
        return;
    }
    auto const statement = quern::sql::emit(*query, quern::sql::postgresql).value();
    std::cout << statement.text << '\n';
    for (std::size_t i = 0; i != statement.parameters.size(); ++i) {
        std::cout << "  $" << i + 1 << " = ";
        std::visit(
            [](auto const& v) {
                if constexpr (requires { std::cout << v; }) {
                    std::cout << v << '\n';
                }
            },
            statement.parameters[i]);
    }
}

} // namespace

int main() {
    auto const schema = people();
    show(schema, R"({"filter": {"op": "or", "rules": [
  {"field": "name", "op": "cs", "value": "100%_' OR 1=1"},
  {"field": "age", "op": "gt", "value": 18}]}, "page": {"count": false, "limit": 10}})");
    std::cout << '\n';
    show(schema, R"({"filter": {"op": "or", "rules": [
  {"field": "nmae", "op": "cs", "value": "x"},
  {"field": "age", "op": "gt", "value": "18"}]}, "page": {"count": false, "limit": 0}})");
}
