#pragma once

#include <quern/sql/statement.hpp>

#include <cstddef>
#include <list>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace audit {

/// The prepared statements of one connection by their text, those used last.
///
/// The text of a query is a function of its shape, so that a service meets few of them. `Engine` names the adapter's
/// `statement`, which has `prepare`, `rebind` and `text`, and makes what is thrown of its errors.
template <class Engine>
class statement_cache {
public:
    using statement = typename Engine::statement;

    explicit statement_cache(std::size_t most = 256) : most_(most) {}

    /// A prepared statement of that text with the values bound.
    template <class Connection>
    statement& get(Connection* connection, quern::sql::statement const& s) {
        if (auto const found = places_.find(s.text); found != places_.end()) {
            recent_.splice(recent_.begin(), recent_, found->second);
            if (auto const bound = recent_.front().rebind(s); !bound) {
                throw Engine::failure(bound.error());
            }
            return recent_.front();
        }
        auto prepared = statement::prepare(connection, s);
        if (!prepared) {
            throw Engine::failure(prepared.error());
        }
        recent_.push_front(std::move(*prepared));
        places_.emplace(recent_.front().text(), recent_.begin());
        if (recent_.size() > most_) {
            places_.erase(recent_.back().text());
            recent_.pop_back();
        }
        return recent_.front();
    }

    [[nodiscard]] std::size_t size() const noexcept { return recent_.size(); }

private:
    std::size_t most_;
    std::list<statement> recent_;
    std::unordered_map<std::string_view, typename std::list<statement>::iterator>
        places_; // the keys view the statements
};

} // namespace audit
