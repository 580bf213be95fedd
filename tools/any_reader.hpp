#pragma once

#include <quern/bind/read.hpp>
#include <quern/bind/text.hpp>

#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace quern::tool {

/// Reads requests in the form of their schema, or as texts.
class any_reader {
public:
    any_reader(schema::definition schema, bool texts) {
        if (texts || schema.form() == schema::form::text) {
            reader_.emplace<bind::text_reader>(std::move(schema));
        } else {
            reader_.emplace<bind::reader>(std::move(schema));
        }
    }

    bool read(std::string_view text, expr::query& out, core::diagnostics& found) {
        return std::visit(
            [&]<class Reader>(Reader& reader) {
                if constexpr (std::is_same_v<Reader, std::monostate>) {
                    return false;
                } else {
                    return reader.read(text, out, found);
                }
            },
            reader_);
    }

private:
    std::variant<std::monostate, bind::reader, bind::text_reader> reader_;
};

} // namespace quern::tool
