#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostic.hpp>
#include <quern/core/message.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::core {

QUERN_INLINE diagnostic& diagnostic::advise(core::hint h, std::vector<argument> arguments_of_hint) {
    bool const names = hints[static_cast<std::size_t>(h)].text.english.find('{') != std::string_view::npos;
    if (names && arguments_of_hint.empty()) {
        return *this;
    }
    hint = h;
    hint_arguments = std::move(arguments_of_hint);
    return *this;
}

QUERN_INLINE diagnostic& diagnostic::relate(span other) {
    related.push_back(other);
    return *this;
}

} // namespace quern::core
