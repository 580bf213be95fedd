#pragma once

#include <quern/adapt/sqlite3.hpp>

#include <filesystem>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

namespace demo {

/// A directory of its own for temporary files, removed with all that is in it.
class temporary_directory {
public:
    temporary_directory() {
        std::random_device random;
        do {
            path_ = std::filesystem::temp_directory_path() / ("quern-demo-" + std::to_string(random()));
        } while (!std::filesystem::create_directory(path_));
    }
    temporary_directory(temporary_directory const&) = delete;
    temporary_directory& operator=(temporary_directory const&) = delete;
    ~temporary_directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// A database in a file that lives as long as it does. Errors are thrown: a demonstration has nobody to hand them to.
class database {
public:
    database() : file_(directory_.path() / "audit.sqlite") {
        ::sqlite3* opened = nullptr;
        int const code = sqlite3_open(file_.c_str(), &opened);
        connection_.reset(opened);
        if (code != SQLITE_OK) {
            throw std::runtime_error("SQLite: " + std::string(sqlite3_errstr(code)));
        }
    }

    [[nodiscard]] ::sqlite3* connection() const { return connection_.get(); }
    [[nodiscard]] std::filesystem::path const& file() const { return file_; }

    /// Runs a statement of our own that gives no rows.
    void execute(std::string_view text) const {
        quern::adapt::sqlite_statement statement = prepare(text, {});
        run(statement);
    }

    [[nodiscard]] quern::adapt::sqlite_statement prepare(std::string_view text,
                                                         quern::core::values const& parameters) const {
        return quern::adapt::sqlite_statement::prepare(connection(), text, parameters).value();
    }

    static void run(quern::adapt::sqlite_statement& statement) {
        for (auto const& row : statement.rows()) {
            static_cast<void>(row.value());
        }
    }

private:
    struct closer {
        void operator()(::sqlite3* opened) const noexcept { sqlite3_close(opened); }
    };

    temporary_directory directory_;
    std::filesystem::path file_;
    std::unique_ptr<::sqlite3, closer> connection_;
};

} // namespace demo
