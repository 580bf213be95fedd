#include "language.hpp"

#include <algorithm>
#include <optional>

namespace audit {

namespace {

using quern::core::language;

std::string_view trimmed(std::string_view text) {
    std::size_t const begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// The part before a separator; what is behind it stays.
std::string_view take(std::string_view& text, char separator) {
    std::size_t const end = std::min(text.find(separator), text.size());
    std::string_view const part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return trimmed(part);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The language of a tag such as `zh-Hans-CN`.
std::optional<language> known(std::string_view tag) {
    if (tag == "*") {
        return language::english;
    }
    std::string_view const primary = take(tag, '-');
    if (primary.size() != 2) {
        return std::nullopt;
    }
    char const first = lower(primary[0]);
    char const second = lower(primary[1]);
    return first == 'z' && second == 'h'   ? std::optional(language::chinese)
           : first == 'e' && second == 'n' ? std::optional(language::english)
                                           : std::nullopt;
}

/// `q=0.5` in thousandths; 1000 where there is none, 0 where it is malformed.
int weight(std::string_view parameter) {
    if (parameter.empty()) {
        return 1'000;
    }
    bool const named = parameter.size() >= 3 && lower(parameter[0]) == 'q' && parameter[1] == '=';
    if (!named || parameter.size() > 7 || (parameter[2] != '0' && parameter[2] != '1') ||
        (parameter.size() > 3 && parameter[3] != '.')) {
        return 0;
    }
    int thousandths = (parameter[2] - '0') * 1'000;
    int place = 100;
    for (std::size_t at = 4; at < parameter.size(); ++at, place /= 10) {
        if (parameter[at] < '0' || parameter[at] > '9') {
            return 0;
        }
        thousandths += (parameter[at] - '0') * place;
    }
    return std::min(thousandths, 1'000);
}

} // namespace

language preferred_language(std::string_view header) {
    language best = language::english;
    int most = 0;
    while (!header.empty()) {
        std::string_view range = take(header, ',');
        std::optional<language> const wanted = known(take(range, ';'));
        int const liked = weight(trimmed(range));
        if (wanted && liked > most) {
            best = *wanted;
            most = liked;
        }
    }
    return best;
}

} // namespace audit
