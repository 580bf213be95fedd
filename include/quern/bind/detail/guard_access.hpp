#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/guarded.hpp>
#include <quern/expr/query.hpp>
#include <quern/schema/guarded.hpp>

#include <string_view>
#include <utility>

namespace quern::bind {

namespace detail {

/// Opens the types of guarded schemas for the functions below, and for no one else.
struct guard_access {
    [[nodiscard]] static schema::definition const& inner(schema::guarded_definition const& s) noexcept {
        return s.inner_;
    }
    [[nodiscard]] static expr::query& inner(expr::unguarded_query& q) noexcept { return q.inner_; }
    [[nodiscard]] static expr::unguarded_query unguarded(expr::query q) noexcept {
        return expr::unguarded_query(std::move(q));
    }
    [[nodiscard]] static expr::guarded_query guarded(expr::query q) noexcept {
        return expr::guarded_query(std::move(q));
    }
    template <class Reader>
    [[nodiscard]] static Reader reader_of(schema::guarded_definition const& s) noexcept {
        return Reader(s.inner_, true);
    }
};

} // namespace detail

/// Reads requests of one guarded schema one after another, and keeps its memory between them.
template <class Reader>
class basic_guarded_reader {
public:
    explicit basic_guarded_reader(schema::guarded_definition schema) noexcept
        : schema_(std::move(schema)),
          inner_(detail::guard_access::reader_of<Reader>(schema_)) {}

    /// A query to read into: of no filter yet, and its memory is reused.
    [[nodiscard]] expr::unguarded_query make() const {
        return detail::guard_access::unguarded(expr::query(detail::guard_access::inner(schema_)));
    }

    /// Reads a request into `out`, as `Reader::read` does.
    bool read(std::string_view text, expr::unguarded_query& out, core::diagnostics& found) {
        return inner_.read(text, detail::guard_access::inner(out), found);
    }

    /// The schema of the requests.
    [[nodiscard]] schema::guarded_definition const& schema() const noexcept { return schema_; }

private:
    schema::guarded_definition schema_;
    Reader inner_;
};

namespace detail {

template <class Reader>
[[nodiscard]] core::result<expr::unguarded_query> read_guarded(schema::guarded_definition const& schema,
                                                               std::string_view text) {
    expr::query out(guard_access::inner(schema));
    core::diagnostics found;
    if (!guard_access::reader_of<Reader>(schema).read(text, out, found)) {
        return found;
    }
    out.warnings = std::move(found);
    return guard_access::unguarded(std::move(out));
}

} // namespace detail

} // namespace quern::bind
