#include "mongodb_store.hpp"

#include "cell.hpp"

#include <quern/adapt/bson.hpp>
#include <quern/adapt/libmongoc.hpp>
#include <quern/core/result.hpp>
#include <quern/mongo/emit.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace audit {

namespace {

struct destroyer {
    void operator()(::mongoc_uri_t* u) const noexcept { mongoc_uri_destroy(u); }
    void operator()(::mongoc_client_t* c) const noexcept { mongoc_client_destroy(c); }
    void operator()(::mongoc_bulk_operation_t* b) const noexcept { mongoc_bulk_operation_destroy(b); }
    void operator()(::mongoc_collection_t* c) const noexcept { mongoc_collection_destroy(c); }
};
template <class T>
using handle = std::unique_ptr<T, destroyer>;

[[noreturn]] void fail(std::uint32_t domain, std::uint32_t code, std::string_view message) {
    bool const late = domain == MONGOC_ERROR_STREAM && code == MONGOC_ERROR_STREAM_SOCKET;
    throw store_error(late ? store_error::kind::timed_out : store_error::kind::failed,
                      "MongoDB: " + std::string(message));
}

[[noreturn]] void fail(::bson_error_t const& e) { fail(e.domain, e.code, static_cast<char const*>(e.message)); }

/// A document of our own making.
quern::adapt::bson_document bson(boost::json::object const& said) { return quern::adapt::to_bson(said).value(); }

quern::adapt::mongodb_query prepared(quern::expr::query const& q) {
    auto const compiled = quern::mongo::emit(q);
    if (!compiled) {
        throw store_error(store_error::kind::failed, quern::core::invalid_request(compiled.error()).what());
    }
    auto made = quern::adapt::mongodb_query::prepare(*compiled);
    if (!made) {
        fail(made.error().domain, made.error().code, made.error().message);
    }
    return std::move(*made);
}

void append_cell(::bson_t& to, std::string const& name, quern::core::value const& v) {
    int const size = static_cast<int>(name.size());
    std::visit(
        [&]<class T>(T const& held) {
            if constexpr (std::is_same_v<T, std::string_view>) {
                bson_append_utf8(&to, name.data(), size, held.data(), static_cast<int>(held.size()));
            } else if constexpr (std::is_same_v<T, quern::core::timestamp>) {
                bson_append_date_time(&to, name.data(), size, held.microseconds / 1'000); // seeds are whole seconds
            } else if constexpr (std::is_same_v<T, bool>) {
                bson_append_bool(&to, name.data(), size, held);
            } else if constexpr (std::is_same_v<T, double>) {
                bson_append_double(&to, name.data(), size, held);
            } else {
                bson_append_int64(&to, name.data(), size, static_cast<std::int64_t>(held));
            }
        },
        v);
}

class mongodb_store : public store {
public:
    explicit mongodb_store(::mongoc_uri_t const* where) : client_(mongoc_client_new_from_uri(where)) {
        char const* const named = mongoc_uri_get_database(where);
        database_ = named != nullptr ? named : "quern_audit";
        mongoc_client_set_error_api(client_.get(), MONGOC_ERROR_API_VERSION_2);
        run({{"ping", 1}});
    }

    void select(quern::expr::query const& q, taker const& take) override {
        quern::adapt::mongodb_query const asked = prepared(q);
        handle<::mongoc_collection_t> const collection = collection_of(q.schema.source());
        cells row;
        for (auto const& found : asked.rows(collection.get())) {
            if (!found) {
                fail(found.error().domain, found.error().code, found.error().message);
            }
            row.clear();
            for (quern::schema::field const& f : q.schema.fields()) {
                row.push_back(cell(*found, std::string_view(f.path), f.type));
            }
            take(row);
        }
    }

    std::uint64_t count(quern::expr::query const& q) override {
        quern::expr::query counted = q;
        counted.page = {.count = true};
        auto const found = prepared(counted).count(collection_of(q.schema.source()).get());
        if (!found) {
            fail(found.error().domain, found.error().code, found.error().message);
        }
        return *found;
    }

    void seed(seeds& records, progress& shown) override {
        if (run({{"count", "seeded"}}).value_or(0) != 0) {
            return;
        }
        for (audit::seed& table : records.tables) {
            fill(table, shown);
        }
        batch mark = batch_of("seeded");
        insert(mark, *bson({{"complete", true}}));
        execute(mark);
    }

private:
    [[nodiscard]] handle<::mongoc_collection_t> collection_of(std::string const& name) const {
        return handle<::mongoc_collection_t>(
            mongoc_client_get_collection(client_.get(), database_.c_str(), name.c_str()));
    }

    /// Runs a command: the number `n` of its answer.
    std::optional<std::int64_t> run(boost::json::object const& command) {
        ::bson_t reply;
        ::bson_error_t error;
        bool const done = mongoc_client_command_simple(client_.get(), database_.c_str(), bson(command).get(), nullptr,
                                                       &reply, &error);
        auto const number = quern::adapt::detail::bson_value(reply, "n");
        auto const* const n = number ? std::get_if<std::int64_t>(&*number) : nullptr;
        std::optional<std::int64_t> const found = n != nullptr ? std::optional(*n) : std::nullopt;
        bson_destroy(&reply);
        if (!done) {
            fail(error);
        }
        return found;
    }

    void fill(audit::seed& table, progress& shown) {
        std::string const& name = table.schema.source();
        if (run({{"count", name}}).value_or(0) != 0) {
            throw store_error(store_error::kind::failed, "MongoDB: the collection " + name + " is not this service's");
        }
        static constexpr std::size_t most = 1'000;
        cells row;
        for (std::size_t n = 0; n < table.rows; n += most) {
            batch inserted = batch_of(name);
            for (std::size_t at = n; at != std::min(n + most, table.rows); ++at) {
                table.next(row);
                quern::adapt::bson_document made;
                auto const fields = table.schema.fields();
                for (std::size_t f = 0; f != fields.size(); ++f) {
                    if (row[f]) {
                        append_cell(*made.get(), fields[f].path, *row[f]);
                    }
                }
                insert(inserted, *made);
                shown.step(name);
            }
            execute(inserted);
        }
        std::string const& key = table.schema[table.schema.key()].path;
        if (key != "_id") {
            index(name, {key});
        }
        for (std::vector<std::string> const& paths : table.indexes) {
            index(name, paths);
        }
    }

    void index(std::string const& collection, std::vector<std::string> const& paths) {
        boost::json::object key;
        std::string name;
        for (std::string const& path : paths) {
            key.emplace(path, 1);
            name.append(path).append("_1");
        }
        boost::json::array const indexes{boost::json::object{{"key", key}, {"name", name}}};
        run({{"createIndexes", collection}, {"indexes", indexes}});
    }

    using batch = handle<::mongoc_bulk_operation_t>;

    [[nodiscard]] batch batch_of(std::string const& collection) const {
        return batch(mongoc_collection_create_bulk_operation_with_opts(collection_of(collection).get(), nullptr));
    }

    static void insert(batch const& into, ::bson_t const& made) {
        ::bson_error_t error;
        if (!mongoc_bulk_operation_insert_with_opts(into.get(), &made, nullptr, &error)) {
            fail(error);
        }
    }

    static void execute(batch const& all) {
        ::bson_t reply;
        ::bson_error_t error;
        std::uint32_t const done = mongoc_bulk_operation_execute(all.get(), &reply, &error);
        bson_destroy(&reply);
        if (done == 0) {
            fail(error);
        }
    }

    handle<::mongoc_client_t> client_;
    std::string database_;
};

class mongodb_database : public store_source {
public:
    mongodb_database(std::string const& where, std::chrono::milliseconds patience) {
        mongoc_init();
        where_.reset(mongoc_uri_new(where.c_str()));
        if (where_ == nullptr) {
            throw store_error(store_error::kind::failed, "MongoDB: the store's URL is none that libmongoc reads");
        }
        mongoc_uri_set_option_as_int32(where_.get(), MONGOC_URI_SOCKETTIMEOUTMS,
                                       static_cast<std::int32_t>(patience.count()));
    }
    ~mongodb_database() override {
        where_.reset();
        mongoc_cleanup();
    }

    std::unique_ptr<store> open() override { return std::make_unique<mongodb_store>(where_.get()); }

    [[nodiscard]] std::string name() const override { return "MongoDB's wire protocol"; }

private:
    handle<::mongoc_uri_t> where_;
};

} // namespace

std::unique_ptr<store_source> mongodb_source(std::string const& where, std::chrono::milliseconds patience) {
    return std::make_unique<mongodb_database>(where, patience);
}

} // namespace audit
