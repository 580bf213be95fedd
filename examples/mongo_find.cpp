// mongo_find CONNECTION-STRING: a client's request as a find of MongoDB's wire protocol, through libmongoc.

#include <quern/adapt/bson.hpp>
#include <quern/adapt/libmongoc.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/quern.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <iostream>
#include <string_view>

namespace {

void insert(::mongoc_collection_t* into, boost::json::object const& record) {
    auto const made = quern::adapt::to_bson(record).value();
    mongoc_collection_insert_one(into, made.get(), nullptr, nullptr, nullptr);
}

} // namespace

int main(int argc, char** argv) {
    using enum quern::schema::scalar;
    auto const people =
        quern::schema::builder("people").key("id").add({.name = "id", .type = int64}).add({.name = "name"}).build();
    auto const query = quern::read(people.value(), R"({"filter": {"op": "or", "rules": [
        {"field": "name", "op": "cis", "value": "J.*"}, {"field": "id", "op": "gt", "value": 2}]},
        "page": {"count": false, "limit": 10}})");
    quern::mongo::document const wanted = quern::mongo::emit(query.value()).value();
    std::cout << boost::json::serialize(wanted.filter) << '\n';

    mongoc_init();
    ::mongoc_client_t* const client = mongoc_client_new(argc == 2 ? argv[1] : "");
    ::mongoc_collection_t* const collection = mongoc_client_get_collection(client, "quern_example", "people");
    insert(collection, {{"id", 1}, {"name", "Jim"}});
    insert(collection, {{"id", 2}, {"name", "j.*"}});
    insert(collection, {{"id", 3}, {"name", "Ann"}});
    auto const prepared = quern::adapt::mongodb_query::prepare(wanted).value();
    for (auto const& row : prepared.rows(collection)) {
        std::cout << row.value().get<std::int64_t>("id").value_or(0) << ' '
                  << row->get<std::string_view>("name").value_or("") << '\n';
    }
    mongoc_collection_destroy(collection);
    mongoc_client_destroy(client);
    mongoc_cleanup();
}
