// One struct, one guard: what a client asks becomes PostgreSQL's statement, MongoDB's command and rows of a vector.

#include <quern/adapt/describe.hpp>
#include <quern/memory/select.hpp>
#include <quern/mongo/command.hpp>
#include <quern/quern.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct server {
    unsigned id;
    std::string tenant;
    std::string name;
    std::optional<int> age;
};
BOOST_DESCRIBE_STRUCT(server, (), (id, tenant, name, age))

quern::schema::guarded_definition const servers =
    quern::schema::of<server>("servers")
        .key("id")
        .alter("tenant", [](quern::schema::field& f) { f.queryable = false; }) // clients cannot even name it
        .guard("tenant")
        .build()
        .value();

std::vector<server> const rows{{1, "ours", "api-1", 3}, {2, "theirs", "api-2", 9}, {3, "ours", "api-3", std::nullopt}};

void answer(std::string_view tenant, std::string_view request) {
    auto const asked = quern::read(servers, request);
    if (!asked) {
        std::cout << quern::render(asked.error(), request);
        return;
    }
    auto const query = quern::guarded(*asked, quern::field<&server::tenant>() == tenant).value(); // not left out
    std::cout << quern::sql::emit(query, quern::sql::postgresql).value().text << '\n'
              << boost::json::serialize(quern::mongo::command(query).value()) << '\n';
    for (auto const place : quern::memory::page(rows, query).value().places) {
        std::cout << rows[place].id << ' ' << rows[place].name << '\n';
    }
}

} // namespace

int main() {
    answer("ours", R"({"filter": {"op": "or", "rules": [{"field": "name", "op": "cs", "value": "api"},
                                                   {"field": "age", "op": "gt", "value": 5}]},
                       "page": {"count": false, "limit": 10}})");
    answer("ours", R"({"filter": {"op": "and", "rules": [{"field": "tenant", "op": "eq", "value": "theirs"},
  {"field": "age", "op": "gtt", "value": "5"}]}, "page": {"count": true}})");
}
