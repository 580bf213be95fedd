#pragma once

#include "cells.hpp"
#include "seeds.hpp"

#include <quern/expr/query.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace audit {

/// What a store throws where it does not answer.
class store_error : public std::runtime_error {
public:
    enum class kind {
        failed,
        timed_out,
        lost, ///< before anything was asked: a connection that is opened anew may serve
    };

    store_error(kind of, std::string const& message) : std::runtime_error(message), kind_(of) {}

    [[nodiscard]] kind what_kind() const noexcept { return kind_; }

private:
    kind kind_;
};

/// One connection to a store of records. For one thread at a time.
class store {
public:
    /// Takes a row; its strings are gone when it returns.
    using taker = std::function<void(cells const&)>;

    store() = default;
    store(store const&) = delete;
    store& operator=(store const&) = delete;
    virtual ~store() = default;

    /// Gives the selected rows in the query's order. Throws: `store_error`.
    virtual void select(quern::expr::query const& q, taker const& take) = 0;

    /// How many rows the query selects, its page aside. Throws: `store_error`.
    virtual std::uint64_t count(quern::expr::query const& q) = 0;

    /// Fills an empty store with the records; nothing where that was done before. Throws: `store_error`.
    virtual void seed(seeds& records, progress& shown) = 0;
};

/// Where the connections come from.
class store_source {
public:
    store_source() = default;
    store_source(store_source const&) = delete;
    store_source& operator=(store_source const&) = delete;
    virtual ~store_source() = default;

    /// Opens a connection. Throws: `store_error`.
    [[nodiscard]] virtual std::unique_ptr<store> open() = 0;

    /// What it is, for people: no password.
    [[nodiscard]] virtual std::string name() const = 0;
};

} // namespace audit
