// MongoDB: operators and paths are quern's and the schema's, one shape gives one skeleton, and libbson takes the document.

#include "support/checks.hpp"
#include "support/queries.hpp"

#include <quern/mongo/emit.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#ifdef QUERN_HAS_BSON
#include <bson/bson.h>
#endif

namespace quern::fuzz {

namespace {

constexpr std::array<std::string_view, 14> operators{"$and", "$or", "$eq",  "$ne",  "$gt",    "$gte",    "$lt",
                                                     "$lte", "$in", "$nin", "$not", "$regex", "$exists", "$nor"};
constexpr std::array<std::string_view, 4> values{"$date", "$numberLong", "$numberDouble", "$numberInt"};

/// Every key is an operator, a way to write a value, or a path; and `skeleton` is the text without what was a constant.
void check_keys(boost::json::value const& v, schema::definition const& schema, std::string& skeleton) {
    if (boost::json::array const* const a = v.if_array()) {
        skeleton += '[';
        for (boost::json::value const& e : *a) {
            check_keys(e, schema, skeleton);
        }
        skeleton += ']';
        return;
    }
    boost::json::object const* const o = v.if_object();
    if (o == nullptr) {
        skeleton += v.is_null() ? "null," : "constant,";
        return;
    }
    skeleton += '{';
    for (auto const& member : *o) {
        std::string_view const key = member.key();
        if (std::ranges::find(values, key) != values.end()) {
            skeleton = skeleton.substr(0, skeleton.size() - 1) + "constant,";
            return;
        }
        bool const path =
            key == "_id" || std::ranges::find(schema.fields(), key, &schema::field::path) != schema.fields().end();
        require(path || std::ranges::find(operators, key) != operators.end(), "a key is an operator or a path", key);
        skeleton.append(key).append(":");
        bool const group = key == "$and" || key == "$or" || key == "$nor";
        require(!group || (member.value().is_array() && !member.value().get_array().empty()), "no group is empty");
        require(key != "$regex" || member.value().is_string(), "a pattern is a string");
        check_keys(member.value(), schema, skeleton);
    }
    skeleton += '}';
}

#ifdef QUERN_HAS_BSON
void check_bson(boost::json::value const& v) {
    std::string const text = boost::json::serialize(v);
    bson_error_t error{};
    bson_t* const made = bson_new_from_json(reinterpret_cast<std::uint8_t const*>(text.data()),
                                            static_cast<ssize_t>(text.size()), &error);
    require(made != nullptr, "libbson reads the document", text);
    require(bson_validate(made, BSON_VALIDATE_UTF8, nullptr), "libbson finds it valid", text);
    bson_destroy(made);
}
#else
void check_bson(boost::json::value const&) {}
#endif

void run(std::string_view input) {
    expr::query const q = make_query(input);
    std::string const shown = expr::dump(q);
    for (mongo::notation const notation : {mongo::notation::relaxed, mongo::notation::canonical}) {
        core::result<mongo::document> const made = mongo::emit(q, notation);
        core::result<mongo::document> const other = mongo::emit(revalued(q), notation);
        if (!made) {
            require(made.error().has_errors(), "what cannot be said is an error", shown);
            continue;
        }
        std::string skeleton;
        check_keys(made->filter, q.schema, skeleton);
        check_bson(made->filter);
        check_bson(made->sort);
        require(q.page.count || !made->sort.empty(), "an order ends in the key", shown);
        if (other) {
            std::string same;
            check_keys(other->filter, q.schema, same);
            require(skeleton == same, "one shape has one skeleton", shown);
            require(made->sort == other->sort, "and one order", shown);
        }
    }
}

target const here("documents", run);

} // namespace

} // namespace quern::fuzz
