#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/json/indented.hpp>
#include <quern/json/json_schema.hpp>
#include <quern/syntax/spelling.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace quern::json {

namespace detail {

/// Writes the requests of a schema as a JSON Schema.
class request_json_schema {
public:
    explicit request_json_schema(schema::definition const& schema) noexcept : schema_(schema) {}

    [[nodiscard]] boost::json::object write() const {
        boost::json::object out{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", schema_.name()}};
        boost::json::object form;
        switch (schema_.form()) {
        case schema::form::rules:
            form = rules_request();
            break;
        case schema::form::condition:
            form = condition_request();
            break;
        case schema::form::lookup:
            form = arguments();
            break;
        case schema::form::text:
            form = {{"type", "string"}, {"description", "a query in quern's text language"}};
            break;
        }
        if (schema_.common_arguments()) {
            for (std::string_view const name : schema::common_argument_names) {
                form["properties"].as_object()[name] = true;
            }
        }
        for (auto const& member : form) {
            out[member.key()] = member.value();
        }
        return out;
    }

private:
    [[nodiscard]] boost::json::object rules_request() const {
        boost::json::object out = object(
            {{"filter", {{"$ref", "#/$defs/filter"}}}, {"page", {{"$ref", "#/$defs/page"}}}}, {"filter", "page"});
        out["$defs"] = {{"filter", group(0)}, {"group", group(1)}, {"rule", {{"anyOf", rules()}}}, {"page", page()}};
        return out;
    }

    [[nodiscard]] boost::json::object condition_request() const {
        return object({{"condition", condition()},
                       {"page", object({{"start", integer(0, std::numeric_limits<std::int64_t>::max())},
                                        {"limit", integer(1, schema_.limits().page)},
                                        {"sort", {{"type", "string"}, {"minLength", 1}}}},
                                       {"limit"})}},
                      {"page"});
    }

    /// The arguments that stand for fields.
    [[nodiscard]] boost::json::object arguments() const {
        boost::json::object properties;
        boost::json::array required;
        for (schema::field const& f : schema_.fields()) {
            if (!f.queryable || f.argument == schema::argument::none) {
                continue;
            }
            if (f.required) {
                required.emplace_back(f.name);
            }
            boost::json::object one = argument(f, true);
            if (f.argument == schema::argument::list) {
                one = list(std::move(one));
            } else if (f.argument == schema::argument::range) {
                one = object({{"start", one}, {"end", one}}, {});
                one["minProperties"] = 1;
            }
            properties[f.name] = std::move(one);
        }
        return object(std::move(properties), std::move(required));
    }

    [[nodiscard]] boost::json::object condition() const {
        boost::json::object out = arguments();
        boost::json::object& properties = out["properties"].as_object();
        if (auto const& category = schema_.category()) {
            boost::json::array names;
            for (schema::category::set const& set : category->sets) {
                names.emplace_back(set.name);
            }
            properties[category->argument] = {{"enum", std::move(names)}};
        }
        if (auto const& fuzzy = schema_.fuzzy()) {
            properties[fuzzy->argument] = {{"type", "boolean"}};
        }
        boost::json::array items;
        boost::json::array excluded;
        for (schema::field const& f : schema_.fields()) {
            if (f.queryable && !f.items.empty()) {
                excluded.emplace_back(boost::json::object{{"required", boost::json::array{f.name}}});
                add_item(items, f);
            }
        }
        if (!items.empty()) {
            properties["condition"] = {{"type", "array"},
                                       {"items", {{"anyOf", std::move(items)}}},
                                       {"minItems", 1},
                                       {"maxItems", schema_.limits().rules}};
            out["if"] = {{"required", {"condition"}}};
            out["then"] = {{"not", {{"anyOf", std::move(excluded)}}}};
        }
        return out;
    }

    void add_item(boost::json::array& items, schema::field const& f) const {
        for (syntax::spelling const& row : syntax::condition_spellings) {
            if (f.items.contains(row.operation)) {
                bool const many = schema::arity_of(row.operation) == schema::arity::list;
                boost::json::object one = argument(f, many);
                items.push_back(object({{"field", {{"const", f.name}}},
                                        {"operator", {{"const", row.text}}},
                                        {"value", many ? list(std::move(one)) : std::move(one)}},
                                       {"field", "operator", "value"}));
            }
        }
    }

    [[nodiscard]] boost::json::object list(boost::json::object element) const {
        boost::json::object out{
            {"type", "array"}, {"items", std::move(element)}, {"minItems", 1}, {"maxItems", schema_.limits().list}};
        if (schema_.duplicates() == schema::duplicates_policy::reject) {
            out["uniqueItems"] = true;
        }
        return out;
    }

    [[nodiscard]] boost::json::object group(std::uint32_t least) const {
        boost::json::object list{{"type", "array"},
                                 {"maxItems", schema_.limits().rules_per_group},
                                 {"items", {{"anyOf", {{{"$ref", "#/$defs/rule"}}, {{"$ref", "#/$defs/group"}}}}}}};
        if (least != 0) {
            list["minItems"] = least;
        }
        return object({{"op", {{"enum", {"and", "or"}}}}, {"rules", std::move(list)}}, {"op", "rules"});
    }

    [[nodiscard]] static boost::json::object object(boost::json::object properties, boost::json::array required) {
        return {{"type", "object"},
                {"properties", std::move(properties)},
                {"required", std::move(required)},
                {"additionalProperties", false}};
    }

    /// One alternative for each field and each kind of value that its operators take.
    [[nodiscard]] boost::json::array rules() const {
        boost::json::array alternatives;
        for (schema::field const& f : schema_.fields()) {
            if (!f.queryable) {
                continue;
            }
            boost::json::array exact;
            boost::json::array free;
            boost::json::array lists;
            for (syntax::spelling const& row : syntax::rules_spellings) {
                if (!f.operations->contains(row.operation) ||
                    (row.alias && schema_.le() == schema::le_policy::reject)) {
                    continue;
                }
                boost::json::array& into = schema::arity_of(row.operation) == schema::arity::list ? lists
                                           : schema::is_text_search(row.operation)                ? free
                                                                                                  : exact;
                into.emplace_back(row.text);
            }
            add(alternatives, f, std::move(exact), value(f, true, 1));
            add(alternatives, f, std::move(free), value(f, false, 1));
            add(alternatives, f, std::move(lists), list(value(f, true, 0)));
        }
        return alternatives;
    }

    static void add(boost::json::array& alternatives, schema::field const& f, boost::json::array operators,
                    boost::json::object value) {
        if (!operators.empty()) {
            alternatives.push_back(object(
                {{"field", {{"const", f.name}}}, {"op", {{"enum", std::move(operators)}}}, {"value", std::move(value)}},
                {"field", "op", "value"}));
        }
    }

    /// A value of the forms of arguments, which take no fraction for an integer.
    [[nodiscard]] boost::json::object argument(schema::field const& f, bool whole) const {
        if (schema::is_integer(f.type) && !f.decimal_text) {
            return {{"type", "integer"}};
        }
        return value(f, whole, 1);
    }

    [[nodiscard]] boost::json::object value(schema::field const& f, bool whole, std::uint32_t least) const {
        switch (f.type) {
        case schema::scalar::boolean:
            return {{"type", "boolean"}};
        case schema::scalar::int64:
        case schema::scalar::uint64:
            if (f.decimal_text) {
                return {{"anyOf", {{{"type", "number"}}, {{"type", "string"}, {"pattern", "^-?(0|[1-9][0-9]*)$"}}}}};
            }
            return {{"type", "number"}};
        case schema::scalar::real:
            return {{"type", "number"}};
        case schema::scalar::string: {
            if (whole && !f.enumerators.empty() && f.unlisted == schema::unlisted_policy::reject) {
                return {{"enum", boost::json::array(f.enumerators.begin(), f.enumerators.end())}};
            }
            if (f.integer_text) {
                return {{"anyOf", {{{"type", "integer"}}, {{"type", "string"}, {"minLength", 1}}}}};
            }
            boost::json::object text{{"type", "string"}, {"maxLength", schema_.limits().string}};
            if (least != 0) {
                text["minLength"] = least;
            }
            return text;
        }
        case schema::scalar::timestamp:
            break;
        }
        return {{"type", "string"}, {"pattern", pattern(f.layout)}};
    }

    [[nodiscard]] static std::string_view pattern(core::time_layout layout) noexcept {
        switch (layout) {
        case core::time_layout::rfc3339_utc:
            return "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$";
        case core::time_layout::datetime:
            return "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$";
        case core::time_layout::rfc3339:
            break;
        }
        return "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?"
               "(Z|[+-][0-9]{2}:[0-9]{2})$";
    }

    [[nodiscard]] boost::json::object page() const {
        boost::json::array sortable;
        for (schema::field const& f : schema_.fields()) {
            if (f.sortable) {
                sortable.emplace_back(f.name);
            }
        }
        boost::json::object rows = object({{"count", {{"const", false}}},
                                           {"start", integer(0, std::numeric_limits<std::uint32_t>::max())},
                                           {"limit", integer(1, schema_.limits().page)},
                                           {"sort", {{"enum", std::move(sortable)}}},
                                           {"order", {{"enum", {"ASC", "DESC"}}}}},
                                          {"count", "limit"});
        rows["dependentRequired"] = {{"order", {"sort"}}};
        return {
            {"oneOf",
             {object({{"count", {{"const", true}}}, {"start", {{"const", 0}}}, {"limit", {{"const", 0}}}}, {"count"}),
              std::move(rows)}}};
    }

    [[nodiscard]] static boost::json::object integer(std::uint64_t least, std::uint64_t most) {
        return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
    }

    schema::definition const& schema_;
};

} // namespace detail

QUERN_INLINE void append_json_schema(std::string& out, schema::definition const& schema) {
    append_indented(out, detail::request_json_schema(schema).write());
    out.push_back('\n');
}

} // namespace quern::json
