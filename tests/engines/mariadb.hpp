#pragma once

#include "harness.hpp"

#include <mysql.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace engines {

/// A connection to the server that `with_mariadb` runs.
class mariadb_session {
public:
    explicit mariadb_session(char const* character_set = "utf8mb4") : connection_(mysql_init(nullptr)) {
        char const* const socket = std::getenv("QUERN_MARIADB"); // NOLINT(concurrency-mt-unsafe)
        BOOST_TEST_REQUIRE(socket != nullptr, "run this by tests/engines/with_mariadb");
        mysql_options(get(), MYSQL_SET_CHARSET_NAME, character_set);
        BOOST_TEST_REQUIRE(mysql_real_connect(get(), nullptr, "root", nullptr, nullptr, 0, socket, 0) != nullptr,
                           mysql_error(get()));
    }

    [[nodiscard]] ::MYSQL* get() const noexcept { return connection_.get(); }

private:
    struct closer {
        void operator()(::MYSQL* c) const noexcept { mysql_close(c); }
    };
    std::unique_ptr<::MYSQL, closer> connection_;
};

/// Runs a statement; the columns of its first row, if any, with a tab between.
inline std::string execute(mariadb_session const& connection, std::string const& sql) {
    BOOST_TEST_REQUIRE(mysql_real_query(connection.get(), sql.data(), static_cast<unsigned long>(sql.size())) == 0,
                       sql.substr(0, 400) << ": " << mysql_error(connection.get()));
    std::string first;
    if (::MYSQL_RES* const rows = mysql_store_result(connection.get())) {
        if (::MYSQL_ROW const row = mysql_fetch_row(rows)) {
            for (unsigned i = 0; i != mysql_num_fields(rows); ++i) {
                first += std::string(i == 0 ? "" : "\t") + (row[i] != nullptr ? row[i] : "NULL");
            }
        }
        mysql_free_result(rows);
    }
    return first;
}

} // namespace engines
