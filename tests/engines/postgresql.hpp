#pragma once

#include "harness.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace engines {

/// A connection to the server that `with_postgresql` runs.
class postgresql_session {
public:
    postgresql_session() {
        char const* const where = std::getenv("QUERN_POSTGRESQL"); // NOLINT(concurrency-mt-unsafe)
        BOOST_TEST_REQUIRE(where != nullptr, "run this by tests/engines/with_postgresql");
        connection_.reset(PQconnectdb(where));
        BOOST_TEST_REQUIRE(PQstatus(get()) == CONNECTION_OK, PQerrorMessage(get()));
        PQsetNoticeProcessor(get(), [](void*, char const*) {}, nullptr);
    }

    [[nodiscard]] ::PGconn* get() const noexcept { return connection_.get(); }

private:
    struct finisher {
        void operator()(::PGconn* c) const noexcept { PQfinish(c); }
    };
    std::unique_ptr<::PGconn, finisher> connection_;
};

/// Runs a statement; the first column of its first row, if any.
inline std::string execute(postgresql_session const& connection, std::string const& sql) {
    ::PGresult* const done = PQexec(connection.get(), sql.c_str());
    auto const status = PQresultStatus(done);
    std::string const first = PQntuples(done) > 0 ? PQgetvalue(done, 0, 0) : "";
    PQclear(done);
    BOOST_TEST_REQUIRE((status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK),
                       sql.substr(0, 400) << ": " << PQerrorMessage(connection.get()));
    return first;
}

} // namespace engines
