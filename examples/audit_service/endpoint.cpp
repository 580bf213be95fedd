#include "endpoint.hpp"

#include <quern/bind/guarded.hpp>
#include <quern/bind/read.hpp>
#include <quern/bind/text.hpp>
#include <quern/syntax/filter.hpp>

#include <utility>

namespace audit {

class endpoint::open_asking : public asking {
public:
    explicit open_asking(table const& of) : table_(of), json_(of.asked), text_(of.asked) {}

    bool read(std::string_view request, written how, std::int64_t, quern::expr::query& out,
              quern::core::diagnostics& found) override {
        bool const valid = how == written::json ? json_.read(request, out, found) : text_.read(request, out, found);
        out.schema = table_.stored; // its fields have the same places
        return valid;
    }

    [[nodiscard]] bool is_guarded() const noexcept override { return false; }

private:
    table const& table_;
    quern::bind::reader json_;
    quern::bind::text_reader text_;
};

class endpoint::guarded_asking : public asking {
public:
    explicit guarded_asking(guarded_table const& of)
        : table_(of),
          json_(of.asked),
          text_(of.asked),
          asked_(json_.make()) {}

    bool read(std::string_view request, written how, std::int64_t business, quern::expr::query& out,
              quern::core::diagnostics& found) override {
        bool const valid =
            how == written::json ? json_.read(request, asked_, found) : text_.read(request, asked_, found);
        if (valid) {
            out = quern::bind::guarded(asked_, quern::syntax::field(business_field) == business).value();
            out.schema = table_.stored; // its fields have the same places
        }
        return valid;
    }

    [[nodiscard]] bool is_guarded() const noexcept override { return true; }

private:
    guarded_table const& table_;
    quern::bind::guarded_reader json_;
    quern::bind::guarded_text_reader text_;
    quern::expr::unguarded_query asked_;
};

endpoint::endpoint(table const& of) : asking_(std::make_unique<open_asking>(of)), query_(of.stored) {}
endpoint::endpoint(guarded_table const& of) : asking_(std::make_unique<guarded_asking>(of)), query_(of.stored) {}

} // namespace audit
