#pragma once

#include "endpoint.hpp"
#include "http.hpp"
#include "log_line.hpp"
#include "routes.hpp"
#include "store.hpp"

#include <quern/core/language.hpp>

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// What answers one request at a time: a connection to the store, and each endpoint with its memory.
struct worker {
    std::unique_ptr<audit::store> store;
    std::vector<std::unique_ptr<endpoint>> endpoints; ///< in the order of `resource`
};

/// All between the bytes of HTTP and the store. Safe to call from many threads, as many at once as it has workers.
class service {
public:
    /// Opens a connection to the store for each worker, and fills the store where it is new.
    ///
    /// Throws: `store_error`. Lifetime: the source outlives it.
    service(store_source& from, std::size_t workers, std::size_t records);

    /// The answer that the head alone decides: a path or a method that there is not, a type that is not read, a file.
    /// Does not wait.
    [[nodiscard]] std::optional<response> look_at(request_head const& head, log_line& log) const;

    /// The answer to a request; waits for a worker and for the store. Never throws what a store throws: that becomes an answer.
    [[nodiscard]] response answer(request_head const& head, std::string_view body, log_line& log);

    /// The answer to what is no request, or too large a one.
    [[nodiscard]] static response refuse(fault f, std::string_view accept_language, log_line& log);

private:
    class lease;

    response answer_with(worker& w, matched const& m, request_head const& head, std::string_view body, log_line& log);

    store_source& from_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<worker>> idle_;
};

} // namespace audit
