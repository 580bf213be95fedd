// The text language: what is read is printed, and reads back as the same query. A digit chooses the schema.

#include "support/checks.hpp"
#include "support/schemas.hpp"

#include "engines/hostile.hpp"

#include <quern/bind/text.hpp>
#include <quern/text/print.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace quern::fuzz {

namespace {

void run(std::string_view input) {
    if (input.empty()) {
        return;
    }
    std::vector<schema::definition> const& schemas = request_schemas();
    schema::definition const& schema = schemas[static_cast<unsigned char>(input.front()) % schemas.size()];
    std::string_view const text = input.substr(1);
    core::result<expr::query> const q = bind::read_text(schema, text);
    if (!q) {
        require(q.error().has_errors(), "what is not read is an error", text);
        check_diagnostics(q.error(), text, schema.limits().diagnostics);
        return;
    }
    check_diagnostics(q->warnings, text, schema.limits().diagnostics);
    check_query(*q, text);
    std::string const printed = text::print(*q);
    core::result<expr::query> const again = bind::read_text(schema, printed);
    if (!again) {
        // Escapes and canonical spellings may be longer than what was written.
        core::code const why = again.error()[0].code;
        require(why == core::code::request_too_large, "what was printed is read", printed);
        return;
    }
    require(*again == *q, "what was printed is read as the same query", printed);
    require(text::print(*again) == printed, "and printed alike", printed);
}

constexpr std::array<std::string_view, 74> words{"and",
                                                 "or",
                                                 "not",
                                                 "everything",
                                                 "nothing",
                                                 "true",
                                                 "false",
                                                 "null",
                                                 "sort",
                                                 "limit",
                                                 "offset",
                                                 "count",
                                                 "=",
                                                 "!=",
                                                 "<>",
                                                 "<",
                                                 "<=",
                                                 ">",
                                                 ">=",
                                                 "in",
                                                 "not in",
                                                 "contains",
                                                 "icontains",
                                                 "begins with",
                                                 "ends with",
                                                 "is null",
                                                 "is not null",
                                                 "not contains",
                                                 "(",
                                                 ")",
                                                 "[",
                                                 "]",
                                                 ",",
                                                 "-",
                                                 "id",
                                                 "name",
                                                 "age",
                                                 "height",
                                                 "active",
                                                 "born",
                                                 "seen",
                                                 "left",
                                                 "servers",
                                                 "level",
                                                 "kind",
                                                 "team",
                                                 "code",
                                                 "note",
                                                 "salary",
                                                 "user",
                                                 "operator",
                                                 "created_at",
                                                 "\"low\"",
                                                 "\"a\"",
                                                 "\"\"",
                                                 "\"x\\u{202e}\\n\"",
                                                 "\"中文\"",
                                                 "2023-02-05T15:29:15Z",
                                                 "\"2023-02-05 15:29:15\"",
                                                 "1",
                                                 "1.5",
                                                 "-1e300",
                                                 "18446744073709551616",
                                                 "0x1",
                                                 "10",
                                                 "500",
                                                 "\"and\"",
                                                 "`and`",
                                                 "age > 1",
                                                 "name = \"Jim\"",
                                                 "level in [\"low\", \"high\"]",
                                                 "not (age < 1 or age > 9)",
                                                 "sort -age, name limit 10 offset 3",
                                                 "\t\n"};

/// The words of a text, and the blanks between them, each once.
std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at != text.size();) {
        std::size_t end = text[at] == '"' ? text.find('"', at + 1) : text.find_first_of(" ()[],\"", at + 1);
        end = end == text.npos ? text.size() : text[at] == '"' ? end + 1 : end;
        parts.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return parts;
}

std::size_t mutate(std::span<std::uint8_t> data, std::size_t size, std::uint32_t seed) {
    if (size < 1) {
        return 0;
    }
    engines::dice dice(seed);
    std::vector<std::string> parts = split({reinterpret_cast<char const*>(data.data()) + 1, size - 1});
    for (std::size_t n = 1 + dice(4); n != 0; --n) {
        auto const at = parts.begin() + static_cast<std::ptrdiff_t>(dice(parts.size() + 1));
        std::size_t const what = dice(5);
        std::string fresh = " " + std::string(dice.pick(words));
        if (dice.once_in(6)) {
            fresh = '"' + engines::random_string(dice) + '"';
        }
        if (what < 2 || at == parts.end()) {
            parts.insert(at, fresh + " ");
        } else if (what == 2) {
            parts.erase(at);
        } else if (what == 3) {
            *at = fresh;
        } else {
            std::swap(*at, parts[dice(parts.size())]);
        }
    }
    std::string made;
    for (std::string const& p : parts) {
        made += p;
    }
    if (made.size() + 1 > data.size()) {
        return 0;
    }
    std::ranges::copy(made, data.begin() + 1);
    return made.size() + 1;
}

target const here("text", run, mutate);

} // namespace

} // namespace quern::fuzz
