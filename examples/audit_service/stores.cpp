#include "stores.hpp"

#include "sqlite_store.hpp"

#ifdef AUDIT_WITH_POSTGRESQL
#include "postgresql_store.hpp"
#endif
#ifdef AUDIT_WITH_MONGODB
#include "mongodb_store.hpp"
#endif

#include <array>
#include <string_view>

namespace audit {

namespace {

struct kind {
    std::string_view prefix;
    std::unique_ptr<store_source> (*make)(std::string const&, std::chrono::milliseconds);
};

/// None where the build lacks the library.
constexpr std::array kinds{
#ifdef AUDIT_WITH_POSTGRESQL
    kind{"postgresql://", &postgresql_source},
#else
    kind{"postgresql://", nullptr},
#endif
#ifdef AUDIT_WITH_MONGODB
    kind{"mongodb://", &mongodb_source},
#else
    kind{"mongodb://", nullptr},
#endif
};

} // namespace

std::string store_names() {
    std::string all = "memory, an SQLite file";
    for (kind const& k : kinds) {
        if (k.make != nullptr) {
            all.append(", ").append(k.prefix).append("…");
        }
    }
    return all;
}

std::unique_ptr<store_source> find_store(std::string const& name, std::chrono::milliseconds patience) {
    std::size_t const scheme = name.find("://");
    std::size_t const at = name.find('@');
    if (scheme != std::string::npos && at != std::string::npos &&
        (name.find('@', at + 1) != std::string::npos || name.find('/', scheme + 3) < at)) {
        // Said here, since what the libraries say of it may hold a part of the password.
        throw store_error(store_error::kind::failed,
                          "in the store's URL, @ and / of a name or a password are written %40 and %2F");
    }
    for (kind const& k : kinds) {
        if (!name.starts_with(k.prefix)) {
            continue;
        }
        if (k.make == nullptr) {
            throw store_error(store_error::kind::failed, "this build has no store for " + std::string(k.prefix) + "…");
        }
        return k.make(name, patience);
    }
    if (scheme != std::string::npos || name.empty() || name.starts_with(':')) {
        throw store_error(store_error::kind::failed, "there is no such store; there are " + store_names());
    }
    return sqlite_source(name == "memory" ? "" : name, patience);
}

} // namespace audit
