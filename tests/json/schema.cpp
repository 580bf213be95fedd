#include <quern/json/schema.hpp>

#include <quern/api/schemas.hpp>

#include "harness.hpp"

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(schema)

namespace {

using quern::core::code;
using quern::json::read_schema;

constexpr std::string_view people = R"({ "name": "people", "source": "persons", "logic": "two_valued", "key": "id",
  "fields": [
    {"name": "id", "type": "uint64"},
    {"name": "name", "type": "string", "operators": ["eq", "in", "cs", "cis"], "case_folding": "ascii"},
    {"name": "level", "type": "string", "enum": ["low", "high"], "sortable": false},
    {"name": "born", "type": "timestamp", "layout": "datetime", "zone": "+08:00", "storage": "epoch_ms", "column": "b"},
    {"name": "tenant", "type": "int64", "queryable": false, "nullable": false},
    {"name": "code", "type": "int64", "decimal_text": true} ],
  "limits": {"depth": 2, "rules_per_group": 3} })";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    out.replace(out.find(from), from.size(), to);
    return out;
}

struct fault {
    std::string_view from;
    std::string_view to;
    code expected;
    std::string_view pointer;
    std::string_view at; ///< what the span covers
};

/// Each row changes one place of `people`, and breaks it once.
constexpr fault faults[] = {
    {R"("name": "people")", R"("name": "")", code::schema_name, "/name", R"("")"},
    {R"("name": "people", )", "", code::missing_key, "", "{"},
    {R"("name": "people")", R"("name": 1)", code::wrong_type, "/name", "1"},
    {R"("logic")", R"("logik")", code::unknown_key, "/logik", R"("logik")"},
    {R"("two_valued")", R"("four_valued")", code::unknown_choice, "/logic", R"("four_valued")"},
    {R"("key": "id")", R"("key": "nobody")", code::schema_unknown_field, "/key", R"("nobody")"},
    {R"("type": "uint64")", R"("type": "uint64", "nullable": true)", code::schema_key_nullable, "/key", R"("id")"},
    {R"("uint64"})", R"("uint32"})", code::unknown_choice, "/fields/0/type", R"("uint32")"},
    {R"("type": "uint64")", R"("kind": "uint64")", code::unknown_key, "/fields/0/kind", R"("kind")"},
    {R"({"name": "id", "type": "uint64"})", R"(7)", code::wrong_type, "/fields/0", "7"},
    {R"("cs", "cis"])", R"("cs", "like"])", code::unknown_choice, "/fields/1/operators/3", R"("like")"},
    {R"("cs", "cis"])", R"("cs", 1])", code::wrong_type, "/fields/1/operators/3", "1"},
    {R"("type": "string", "operators")", R"("type": "bool", "operators")", code::schema_operator_type,
     "/fields/1/operators", R"(["eq", "in", "cs", "cis"])"},
    {R"("low", "high")", R"("low", "low")", code::schema_enumerator, "/fields/2/enum/1", R"("low")"},
    {R"(["low", "high"])", R"([])", code::schema_enumerator, "/fields/2/enum", "[]"},
    {R"("name": "level")", R"("name": "id")", code::schema_duplicate_field, "/fields/2/name", R"("id")"},
    {R"("sortable": false)", R"("sortable": 0)", code::wrong_type, "/fields/2/sortable", "0"},
    {R"("+08:00")", R"("Shanghai")", code::unknown_choice, "/fields/3/zone", R"("Shanghai")"},
    {R"("epoch_ms")", R"("epoch_ns")", code::unknown_choice, "/fields/3/storage", R"("epoch_ns")"},
    {R"("layout": "datetime", )", "", code::schema_property_type, "/fields/3/zone", R"("+08:00")"},
    {R"("queryable": false)", R"("enum": ["x"])", code::schema_property_type, "/fields/4/enum", R"(["x"])"},
    {R"("depth": 2)", R"("depth": 0)", code::schema_limit, "/limits/depth", "0"},
    {R"("depth": 2)", R"("depth": 65)", code::schema_limit, "/limits/depth", "65"},
    {R"("depth": 2)", R"("depth": 2, "depth": 3)", code::duplicate_key, "/limits/depth", R"("depth")"},
    {R"("depth": 2)", R"("deep": 2)", code::unknown_key, "/limits/deep", R"("deep")"},
    {R"("limits")", R"("fields": [], "limits")", code::duplicate_key, "/fields", R"("fields")"},
};

} // namespace

BOOST_AUTO_TEST_CASE(reads_every_property) {
    auto const read = read_schema(people);
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->name() == "people");
    BOOST_TEST(read->source() == "persons");
    BOOST_TEST((read->logic() == quern::schema::logic::two_valued));
    BOOST_TEST((*read)[read->key()].name == "id");
    BOOST_TEST(!(*read)[read->key()].nullable);
    BOOST_TEST_REQUIRE(read->fields().size() == 6U);
    using enum quern::schema::operation;
    BOOST_TEST((read->fields()[1].operations == quern::schema::operation_set{eq, in, contains, icontains}));
    BOOST_TEST((read->fields()[1].folding == quern::schema::case_folding::ascii));
    BOOST_TEST(read->fields()[2].enumerators == (std::vector<std::string>{"low", "high"}),
               boost::test_tools::per_element());
    BOOST_TEST(!read->fields()[2].sortable);
    BOOST_TEST(read->fields()[3].zone.minutes == 480);
    BOOST_TEST((read->fields()[3].storage == quern::schema::time_storage::epoch_milliseconds));
    BOOST_TEST(read->fields()[3].column == "b");
    BOOST_TEST(read->fields()[3].path == "born");
    BOOST_TEST(!read->fields()[4].queryable);
    BOOST_TEST(!read->fields()[4].sortable);
    BOOST_TEST(read->fields()[5].decimal_text);
    BOOST_TEST(read->limits().depth == 2U);
    BOOST_TEST(read->limits().rules_per_group == 3U);
    BOOST_TEST(read->limits().page == 500U);
}

BOOST_AUTO_TEST_CASE(reports_each_mistake_at_its_place) {
    for (fault const& f : faults) {
        std::string const text = replaced(people, f.from, f.to);
        auto const read = read_schema(text);
        BOOST_TEST_CONTEXT(f.from << " -> " << f.to) {
            BOOST_TEST_REQUIRE(read.has_error());
            quern::core::diagnostics const found = read.error();
            auto const wanted = std::ranges::find(found, f.expected, &quern::core::diagnostic::code);
            BOOST_TEST_REQUIRE((wanted != found.end()));
            BOOST_TEST(wanted->pointer == f.pointer);
            BOOST_TEST(text.substr(wanted->where.offset, wanted->where.length) == f.at);
        }
    }
}

BOOST_AUTO_TEST_CASE(reports_all_mistakes_together) {
    std::string text = replaced(people, "\"uint64\"", "\"uint\"");
    text = replaced(text, "+08:00", "8");
    text = replaced(text, "\"depth\"", "\"dept\"");
    auto const read = read_schema(text);
    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST(read.error().size() == 3U);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_json_and_what_is_too_large) {
    BOOST_TEST((read_schema("{").error()[0].code == code::json_incomplete));
    BOOST_TEST((read_schema("[]").error()[0].code == code::wrong_type));
    BOOST_TEST((read_schema(std::string(1'048'577, ' ')).error()[0].code == code::request_too_large));
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_equal) {
    for (auto const& row : quern::api::built_in_schemas) {
        std::string text;
        quern::json::append_schema(text, row.get());
        auto const again = read_schema(text);
        BOOST_TEST_REQUIRE(again.has_value());
        BOOST_TEST((*again == row.get()));
    }
    std::string text;
    quern::json::append_schema(text, *read_schema(people));
    BOOST_TEST((*read_schema(text) == *read_schema(people)));
}

BOOST_AUTO_TEST_SUITE_END()
