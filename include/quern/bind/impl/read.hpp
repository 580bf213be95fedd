#pragma once

#include <quern/bind/detail/may_read.hpp>
#include <quern/bind/read.hpp>
#include <quern/bind/request.hpp>
#include <quern/core/code.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>
#include <quern/json/detail/concealment.hpp>
#include <quern/schema/declaration.hpp>
#include <quern/schema/definition.hpp>
#include <quern/syntax/spelling.hpp>

#include <span>
#include <string_view>
#include <utility>

namespace quern::bind {

template <class FormReader>
void reader::read_json(FormReader& form, std::span<syntax::spelling const> spellings, std::string_view text,
                       expr::query& out, core::diagnostics& found) {
    core::limits const& limits = schema_.limits();
    request_.clear();
    bool const complete = document_.read(text, {limits.bytes, FormReader::depth(limits)}, found);
    if (complete) {
        form.read(document_.root(), schema_, request_, found);
        bind_request(request_, spellings, out, found);
    }
    if (found.empty()) {
        return;
    }
    if (complete) {
        json::detail::conceal_common(document_.root(), schema_, found);
        json::detail::mask_concealed(found);
    }
    found.arrange(limits.diagnostics);
    document_.set_pointers(found);
    if (!complete && json::detail::may_hold_common(text, schema_)) {
        json::detail::conceal_text(text, schema_, found);
    }
}

QUERN_INLINE bool reader::read(std::string_view text, expr::query& out, core::diagnostics& found) {
    found.clear();
    if (!out.schema.is_same_as(schema_)) {
        out.schema = schema_;
    }
    out.warnings.clear();
    if (!detail::may_read(schema_, guarded_, found)) {
        return false;
    }
    switch (schema_.form()) {
    case schema::form::rules:
        if (plain_.read(text, schema_, out)) {
            return true;
        }
        read_json(rules_, syntax::rules_spellings, text, out, found);
        break;
    case schema::form::condition:
        read_json(condition_, syntax::condition_spellings, text, out, found);
        break;
    case schema::form::lookup:
        read_json(lookup_, {}, text, out, found);
        break;
    case schema::form::text:
        found.add(core::code::schema_reads_text, {}, {core::quote_name(schema_.name())});
        break;
    }
    return !found.has_errors();
}

QUERN_INLINE core::result<expr::query> read(schema::definition const& schema, std::string_view text) {
    reader once(schema);
    expr::query out(schema);
    core::diagnostics found;
    if (!once.read(text, out, found)) {
        return found;
    }
    out.warnings = std::move(found);
    return out;
}

} // namespace quern::bind
