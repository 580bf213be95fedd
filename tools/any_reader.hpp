#pragma once

#include "schemas.hpp"

#include <quern/bind/guarded.hpp>
#include <quern/bind/read.hpp>
#include <quern/bind/text.hpp>

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace quern::tool {

/// Reads requests in the form of their schema, or as texts, and conjoins the guard.
class any_reader {
public:
    any_reader(scope const& wanted, bool texts) : guard_(wanted.guard) {
        if (texts || wanted.schema.form() == schema::form::text) {
            reader_.emplace<bind::text_reader>(wanted.schema);
        } else {
            reader_.emplace<bind::reader>(wanted.schema);
        }
    }

    bool read(std::string_view text, expr::query& out, core::diagnostics& found) {
        bool const valid = std::visit(
            [&]<class Reader>(Reader& reader) {
                if constexpr (std::is_same_v<Reader, std::monostate>) {
                    return false;
                } else {
                    return reader.read(text, out, found);
                }
            },
            reader_);
        if (valid && guard_) {
            expr::guarded_query const both = bind::guarded(std::move(out), *guard_).value();
            out = both.get();
        }
        return valid;
    }

private:
    std::variant<std::monostate, bind::reader, bind::text_reader> reader_;
    std::optional<syntax::filter> guard_;
};

} // namespace quern::tool
