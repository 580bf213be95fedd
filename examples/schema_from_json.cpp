// A schema of one's own, read from JSON: an operator changes it without a compiler.

#include <quern/json/schema.hpp>
#include <quern/quern.hpp>

#include <iostream>
#include <string_view>

namespace {

constexpr std::string_view written = R"({
  "name": "orders", "key": "id",
  "fields": [
    {"name": "id", "type": "uint64"},
    {"name": "state", "type": "string", "enum": ["open", "paid", "sent"], "operators": ["eq", "in"]},
    {"name": "placed", "type": "timestamp", "layout": "datetime", "zone": "+08:00"}
  ],
  "limits": {"page": 50}
})";

constexpr std::string_view request = R"({"filter": {"op": "and", "rules": [
  {"field": "state", "op": "in", "value": ["open", "paid"]},
  {"field": "placed", "op": "gte", "value": "2024-02-29 08:00:00"}]},
  "page": {"count": false, "limit": 50, "sort": "placed", "order": "DESC"}})";

constexpr std::string_view misspelt = R"({"name": "orders", "key": "di",
  "fields": [{"name": "id", "type": "uint46"}]})";

} // namespace

int main() {
    auto const orders = quern::json::read_schema(written);
    auto const query = quern::read(orders.value(), request);
    std::cout << quern::expr::dump(query.value()) << '\n'
              << quern::sql::emit(*query, quern::sql::mysql).value().where() << "\n\n"
              << quern::render(quern::json::read_schema(misspelt).error(), misspelt, {.name = "schema"});
}
