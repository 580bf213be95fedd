// Sort strings, against a reader of their grammar that looks at one item at a time.

#include "support/checks.hpp"
#include "support/schemas.hpp"

#include <quern/json/print.hpp>
#include <quern/text/sort.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace quern::fuzz {

namespace {

struct item {
    bool good = false;
    std::string_view name{};
    bool descending = false;
};

/// item = [ "+" / "-" ] name / name ":" ( "1" / "-1" )
item plain(std::string_view text) {
    bool const sign = text.starts_with('+') || text.starts_with('-');
    std::string_view const rest = text.substr(sign ? 1 : 0);
    std::string_view const name = rest.substr(0, rest.find(':'));
    std::string_view const suffix = rest.substr(name.size());
    bool const named = !name.empty() && !name.starts_with('+') && !name.starts_with('-');
    bool const suffixed = suffix.empty() || (!sign && (suffix == ":1" || suffix == ":-1"));
    return {named && suffixed, name, text.starts_with('-') || suffix == ":-1"};
}

void run(std::string_view input) {
    std::vector<text::sort_part> parts;
    core::diagnostics found;
    text::read_sort(input, parts, found);

    std::vector<item> expected;
    for (std::size_t begin = 0; begin <= input.size();) {
        std::size_t const end = std::min(input.find(',', begin), input.size());
        expected.push_back(plain(input.substr(begin, end - begin)));
        begin = end + 1;
    }
    std::size_t const bad = expected.size() - static_cast<std::size_t>(std::ranges::count(expected, true, &item::good));
    require(found.size() == bad, "a diagnostic for each wrong item, and none else", input);
    require(parts.size() == expected.size() - bad, "a part for each good item", input);
    std::size_t at = 0;
    for (item const& e : expected) {
        if (e.good) {
            text::sort_part const& p = parts[at++];
            require(p.name == e.name && p.descending == e.descending, "a part is its item", input);
            require(input.substr(p.where.offset, p.where.length) == e.name, "its span is its name", input);
        }
    }
    check_diagnostics(found, input, static_cast<std::uint32_t>(bad));

    // What a query can sort by is printed and read back.
    schema::definition const& schema = request_schemas().front();
    expr::query q(schema);
    for (text::sort_part const& p : parts) {
        if (auto const index = schema.find(p.name)) {
            q.page.sort.push_back({*index, p.descending});
        }
    }
    std::string printed;
    core::diagnostics unsaid;
    require(json::print_sort(printed, q, unsaid), "every plain name is printed", input);
    if (!printed.empty()) {
        std::vector<text::sort_part> again;
        text::read_sort(printed, again, unsaid);
        auto const same = [&schema](text::sort_part const& p, expr::sort_key const& k) {
            return p.name == schema[k.field].name && p.descending == k.descending;
        };
        require(unsaid.empty() && std::ranges::equal(again, q.page.sort, same), "and reads back", printed);
    }
}

target const here("sort", run);

} // namespace

} // namespace quern::fuzz
