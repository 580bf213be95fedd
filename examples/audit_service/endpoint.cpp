#include "endpoint.hpp"

#include "guard.hpp"

#include <utility>

namespace audit {

endpoint::endpoint(audit::table const& table, bool guarded)
    : table_(table),
      guarded_(guarded),
      json_(table.asked),
      text_(table.asked),
      query_(table.asked) {}

bool endpoint::read(std::string_view request, written how, std::int64_t business, quern::core::diagnostics& found) {
    bool const valid = how == written::json ? json_.read(request, query_, found) : text_.read(request, query_, found);
    if (valid && guarded_) {
        query_ = under_guard(query_, "bk_biz_id", business);
    }
    query_ = over_stored(std::move(query_), table_);
    return valid;
}

} // namespace audit
