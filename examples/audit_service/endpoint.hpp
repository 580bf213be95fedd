#pragma once

#include "failure.hpp"
#include "log_line.hpp"
#include "schemas.hpp"
#include "store.hpp"

#include <quern/core/diagnostics.hpp>
#include <quern/core/language.hpp>
#include <quern/expr/query.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace audit {

/// What a request brings along beside its body.
struct call {
    std::string_view request_id; ///< ours
    log_line& log;
};

/// How a request is written.
enum class written : std::uint8_t { json, text };

/// One of the documented endpoints: how its requests become queries, and rows its answers.
///
/// Keeps its memory between requests. For one thread at a time.
class endpoint {
public:
    endpoint(endpoint const&) = delete;
    endpoint& operator=(endpoint const&) = delete;
    virtual ~endpoint() = default;

    /// Reads a request. False, and what is wrong, where it is not valid; the query then has no meaning.
    ///
    /// Under a guard the query is `bk_biz_id = business AND (what the client asked)`.
    bool read(std::string_view request, written how, std::int64_t business, quern::core::diagnostics& found) {
        return asking_->read(request, how, business, query_, found);
    }

    /// What was read last, over the stored columns.
    [[nodiscard]] quern::expr::query const& query() const noexcept { return query_; }

    /// Runs what was read last: the body of the answer. Throws: `store_error`.
    [[nodiscard]] virtual std::string answer(store& from, call const& c, quern::api::kept_json const& warnings) = 0;

    /// The body of the answer to a request that fails.
    [[nodiscard]] virtual std::string refuse(failure const& f, std::string_view request_id) const = 0;

    [[nodiscard]] bool is_guarded() const noexcept { return asking_->is_guarded(); }

protected:
    explicit endpoint(table const& of);
    explicit endpoint(guarded_table const& of);

    /// Reads requests of one table into queries over its stored columns.
    class asking {
    public:
        virtual ~asking() = default;
        virtual bool read(std::string_view request, written how, std::int64_t business, quern::expr::query& out,
                          quern::core::diagnostics& found) = 0;
        [[nodiscard]] virtual bool is_guarded() const noexcept = 0;
    };
    class open_asking;
    class guarded_asking;

private:
    std::unique_ptr<asking> asking_;

protected:
    quern::expr::query query_;
};

/// The four endpoints, made anew.
[[nodiscard]] std::unique_ptr<endpoint> make_hcm_audit();
[[nodiscard]] std::unique_ptr<endpoint> make_hcm_async_flow();
[[nodiscard]] std::unique_ptr<endpoint> make_cmdb_audit();
[[nodiscard]] std::unique_ptr<endpoint> make_monitor_event_log();

} // namespace audit
