#pragma once

#include <quern/json/document.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::api {

/// A JSON value that is kept as it came: every digit, every escape, the order of members, but no blanks between tokens.
class kept_json {
public:
    /// The value null.
    kept_json() = default;

    /// Keeps a value of a document, which need not live on. Complexity: linear in its text; no recursion.
    explicit kept_json(json::node written) {
        std::string_view const source = written.literal();
        text_.clear();
        text_.reserve(source.size());
        bool quoted = false;
        for (std::size_t at = 0; at != source.size(); ++at) {
            char const c = source[at];
            if (quoted && c == '\\') {
                text_.push_back(c);
                text_.push_back(source[++at]);
                continue;
            }
            quoted = quoted != (c == '"');
            if (quoted || std::string_view(" \t\n\r").find(c) == std::string_view::npos) {
                text_.push_back(c);
            }
        }
    }

    /// The JSON text, on one line.
    [[nodiscard]] std::string const& text() const noexcept { return text_; }

    [[nodiscard]] bool is_null() const noexcept { return text_ == "null"; }

    /// Equal texts.
    [[nodiscard]] friend bool operator==(kept_json const&, kept_json const&) = default;

private:
    std::string text_ = "null";
};

/// The members of an object that its document does not name, in the order in which they came.
using other_members = std::vector<std::pair<std::string, kept_json>>;

} // namespace quern::api
