#pragma once

#include <quern/schema/operation.hpp>
#include <quern/syntax/tree.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace quern::test {

/// What was read, in one line: `and(id eq "1", or(…))`; `-` for what is absent.
inline std::string shown(syntax::request const& request) {
    std::string text;
    std::vector<std::uint32_t> ends;
    for (std::uint32_t i = 0; i != request.nodes.size(); ++i) {
        while (!ends.empty() && ends.back() == i) {
            text += ')';
            ends.pop_back();
        }
        text += i != 0 && text.back() != '(' ? ", " : "";
        syntax::node const& n = request.nodes[i];
        if (n.kind != syntax::node_kind::predicate) {
            text += n.kind == syntax::node_kind::conjunction ? "and(" : "or(";
            ends.push_back(n.end);
            continue;
        }
        text.append(n.field.present ? n.field.text : "-").append(" ");
        text.append(n.operation ? schema::name(*n.operation) : "-");
        for (std::uint32_t l = 0; l != n.literal_count; ++l) {
            syntax::literal const& written = request.literals[n.first_literal + l];
            text += ' ';
            if (written.type == syntax::literal::kind::boolean) {
                text += written.truth ? "true" : "false";
            } else if (written.type == syntax::literal::kind::number) {
                text += written.text;
            } else {
                text.append("'").append(written.text).append("'");
            }
        }
    }
    text.append(ends.size(), ')');
    return text;
}

} // namespace quern::test
