#pragma once

#include <quern/adapt/sqlite3.hpp>

#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

namespace demo {

/// A file in a directory of its own, both removed at the end of its life, or where a signal ends the program.
class temporary_file {
public:
    explicit temporary_file(std::string_view name) {
        std::random_device random;
        do {
            directory() =
                (std::filesystem::temp_directory_path() / ("quern-demo-" + std::to_string(random()))).string();
        } while (!std::filesystem::create_directory(directory()));
        path() = directory() + "/" + std::string(name);
        for (int const ending : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
            std::signal(ending, [](int number) {
                remove();
                std::signal(number, SIG_DFL);
                std::raise(number);
            });
        }
    }
    temporary_file(temporary_file const&) = delete;
    temporary_file& operator=(temporary_file const&) = delete;
    ~temporary_file() { remove(); }

    /// There is one, so that a signal's handler can find it.
    [[nodiscard]] static std::string& path() {
        static std::string file;
        return file;
    }

private:
    [[nodiscard]] static std::string& directory() {
        static std::string name;
        return name;
    }

    /// By functions that a signal's handler may call.
    static void remove() noexcept {
        unlink(path().c_str());
        rmdir(directory().c_str());
    }
};

/// A database in a file that lives as long as it does. Errors are thrown: a demonstration has nobody to hand them to.
class database {
public:
    database() {
        ::sqlite3* opened = nullptr;
        int const code = sqlite3_open(temporary_file::path().c_str(), &opened);
        connection_.reset(opened);
        if (code != SQLITE_OK) {
            throw std::runtime_error("SQLite: " + std::string(sqlite3_errstr(code)));
        }
        execute("PRAGMA journal_mode = MEMORY"); // no file but the one
        execute("PRAGMA synchronous = OFF");
    }

    [[nodiscard]] ::sqlite3* connection() const { return connection_.get(); }
    [[nodiscard]] std::size_t size() const { return std::filesystem::file_size(temporary_file::path()); }

    /// Runs a statement of our own for what it does.
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

    temporary_file file_{"audit.sqlite"};
    std::unique_ptr<::sqlite3, closer> connection_;
};

} // namespace demo
