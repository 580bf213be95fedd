#pragma once

#include "harness.hpp"

#include <mongoc/mongoc.h>

#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engines {

/// A document that is owned.
class bson {
public:
    explicit bson(::bson_t* owned = bson_new()) noexcept : owned_(owned) {}
    bson(bson&& other) noexcept : owned_(std::exchange(other.owned_, nullptr)) {}
    bson& operator=(bson&& other) noexcept {
        std::swap(owned_, other.owned_);
        return *this;
    }
    ~bson() { bson_destroy(owned_); }

    [[nodiscard]] ::bson_t* get() const noexcept { return owned_; }
    [[nodiscard]] ::bson_t& operator*() const noexcept { return *owned_; }

private:
    ::bson_t* owned_;
};

/// A document, from Extended JSON.
inline bson bson_of(std::string_view json) {
    ::bson_error_t error;
    bson made(bson_new_from_json(reinterpret_cast<std::uint8_t const*>(json.data()), static_cast<ssize_t>(json.size()),
                                 &error));
    BOOST_TEST_REQUIRE(made.get() != nullptr, static_cast<char const*>(error.message) << " in " << json);
    return made;
}

/// The collection `records` of an own database at the server that `with_ferretdb` runs; empty at first.
class mongodb_session {
public:
    mongodb_session() {
        static struct driver {
            driver() {
                mongoc_init();
                mongoc_log_set_handler(nullptr, nullptr); // it warns that FerretDB does not know endSessions
            }
            driver(driver const&) = delete;
            driver& operator=(driver const&) = delete;
            ~driver() { mongoc_cleanup(); }
        } const ready;
        char const* const where = std::getenv("QUERN_MONGODB"); // NOLINT(concurrency-mt-unsafe)
        BOOST_TEST_REQUIRE(where != nullptr, "run this by tests/engines/with_ferretdb");
        client_.reset(mongoc_client_new(where));
        BOOST_TEST_REQUIRE(client_ != nullptr);
        mongoc_client_set_error_api(client_.get(), MONGOC_ERROR_API_VERSION_2);
        collection_.reset(mongoc_client_get_collection(client_.get(), "quern", "records"));
        ::bson_error_t error;
        bool const dropped = mongoc_collection_drop(get(), &error);
        BOOST_TEST_REQUIRE((dropped || error.code == no_such_collection), static_cast<char const*>(error.message));
    }

    [[nodiscard]] ::mongoc_client_t* client() const noexcept { return client_.get(); }
    [[nodiscard]] ::mongoc_collection_t* get() const noexcept { return collection_.get(); }

    void insert(std::vector<bson> const& documents) const {
        ::mongoc_bulk_operation_t* const all = mongoc_collection_create_bulk_operation_with_opts(get(), nullptr);
        for (bson const& d : documents) {
            mongoc_bulk_operation_insert(all, d.get());
        }
        ::bson_error_t error;
        bool const done = mongoc_bulk_operation_execute(all, nullptr, &error) != 0;
        mongoc_bulk_operation_destroy(all);
        BOOST_TEST_REQUIRE(done, static_cast<char const*>(error.message));
    }

    void insert(std::initializer_list<std::string_view> json) const {
        std::vector<bson> documents;
        for (std::string_view const text : json) {
            documents.push_back(bson_of(text));
        }
        insert(documents);
    }

private:
    static constexpr std::uint32_t no_such_collection = 26;

    struct client_destroyer {
        void operator()(::mongoc_client_t* c) const noexcept { mongoc_client_destroy(c); }
    };
    struct collection_destroyer {
        void operator()(::mongoc_collection_t* c) const noexcept { mongoc_collection_destroy(c); }
    };
    std::unique_ptr<::mongoc_client_t, client_destroyer> client_;
    std::unique_ptr<::mongoc_collection_t, collection_destroyer> collection_;
};

} // namespace engines
