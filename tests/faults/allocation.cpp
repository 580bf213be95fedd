#include "allocator.hpp"
#include "sweep.hpp"

#include "harness.hpp"

#include <quern/api/cmdb_audit_record.hpp>
#include <quern/api/schemas.hpp>
#include <quern/bind/filter.hpp>
#include <quern/bind/read.hpp>
#include <quern/bind/text.hpp>
#include <quern/expr/dump.hpp>
#include <quern/json/json_schema.hpp>
#include <quern/json/print.hpp>
#include <quern/json/record.hpp>
#include <quern/json/schema.hpp>
#include <quern/memory/page.hpp>
#include <quern/memory/select.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>
#include <quern/sql/mysql.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>
#include <quern/syntax/filter.hpp>
#include <quern/text/print.hpp>

#include "../engines/hostile.hpp"

#include <new>

// Every public function, with every one of its allocations failing in turn.

using namespace quern;
using faults::file;
using faults::operation;
using faults::told;

namespace {

/// A query as each backend has it, and what each cannot say.
std::string compiled(expr::query const& q) {
    std::string out = expr::dump(q) + text::print(q);
    for (sql::dialect const* const d :
         {&sql::sqlite, &sql::postgresql, &sql::mysql, &sql::mariadb, &sql::clickhouse, &sql::duckdb}) {
        core::result<sql::statement> const made = sql::emit(q, *d);
        out += made ? made->text : told(made.error(), {});
    }
    if (q.schema.form() == schema::form::rules) {
        core::result<std::string> const printed = json::print(q);
        out += printed ? *printed : told(printed.error(), {});
    }
    return out;
}

std::string outcome(core::result<expr::query> const& q, std::string_view source) {
    return q ? compiled(*q) + told(q->warnings, source) : told(q.error(), source);
}

operation reads(std::string name, schema::definition const& schema, std::string request) {
    return {std::move(name), [schema, body = std::move(request)] { return outcome(bind::read(schema, body), body); }};
}

operation reads_text(std::string name, schema::definition const& schema, std::string request) {
    return {std::move(name),
            [schema, body = std::move(request)] { return outcome(bind::read_text(schema, body), body); }};
}

operation reads_schema(std::string name, std::string text) {
    return {std::move(name), [source = std::move(text)] {
                core::result<schema::definition> const schema = json::read_schema(source);
                if (!schema) {
                    return told(schema.error(), source);
                }
                std::string out;
                json::append_schema(out, *schema);
                json::append_json_schema(out, *schema);
                return out;
            }};
}

/// A hostile schema whose requests are texts.
schema::definition textual(schema::logic logic) {
    schema::declaration d = engines::hostile_schema(logic).declaration();
    for (schema::field& f : d.fields) {
        f.operations.reset();
    }
    d.form = schema::form::text;
    d.limits.rules_per_group = 50;
    return schema::define(std::move(d)).value();
}

operation selects(std::string name, schema::logic logic, std::string request) {
    schema::definition const schema = textual(logic);
    auto const records = std::make_shared<std::vector<std::vector<memory::cell>>>();
    static std::vector<engines::record> const stored = engines::hostile_records(schema, 20);
    for (engines::record const& r : stored) {
        auto& row = records->emplace_back();
        for (engines::cell const& c : r) {
            row.push_back(c ? memory::cell(std::visit([](auto const& v) { return core::value(v); }, *c))
                            : std::nullopt);
        }
    }
    return {std::move(name), [schema, records, body = std::move(request)] {
                core::result<expr::query> const q = bind::read_text(schema, body);
                core::result<memory::rows> const rows = memory::page(*records, q.value());
                std::string out = compiled(*q) + std::to_string(rows->total);
                for (std::size_t const place : rows->places) {
                    out += " " + std::to_string(place);
                }
                return out;
            }};
}

/// What the sample says in its parts, each as a request of its own.
std::vector<operation> operations() {
    auto const documented = [](std::string const& name) { return file("documented/" + name + ".json"); };
    std::string const bad_rules =
        R"({"filter":{"op":"xor","rules":[{"field":"operater","op":"=","value":{}},{"field":"created_at","op":"lt",)"
        R"("value":"2023-02-30T00:00:00Z"},{"field":"action","op":"in","value":[]},{"op":"and","rules":3},)"
        R"({"field":"id","op":"eq","op":"eq","value":1e400}]},"page":{"count":true,"limit":0,"sort":1},"pgae":1})";
    std::string const bad_condition =
        R"({"bk_token":"x","condition":{"user":"","action":[],"operation_time":{"start":"2020"},"condition":)"
        R"([{"field":"user","operator":"=","value":1},{}],"category":"hots","fuzzy_query":1},"page":{"sort":"--a,b:2"}})";
    std::string const rich_text =
        R"(not (s contains "k" or s icontains "Ångström") and i in [1, 2, 3] and (d > 1.5 or d is null) and b = true )"
        R"(and t >= 2023-02-05T15:29:15Z and s_ascii not icontains "x" or u != 18446744073709551616 or id = 5)"
        R"( or s_set begins with "a" or s ends with "b" or d not in [0.5, -0.0] sort -d, s limit 7 offset 2)";
    std::vector<operation> all{
        reads("rules", api::hcm_audit(), documented("hcm.audit.page")),
        reads("a count", api::hcm_audit(), documented("hcm.audit.count")),
        reads("condition", api::cmdb_audit(), documented("cmdb.audit.arguments")),
        reads("items", api::cmdb_audit(), documented("cmdb.audit.items")),
        reads("lookup", api::hcm_async_flow(), documented("hcm.async_flow")),
        reads("lookup of one", api::monitor_event_log(), documented("monitor.event_log")),
        reads("rules with every mistake", api::hcm_audit(), bad_rules),
        reads("a condition with every mistake", api::cmdb_audit(), bad_condition),
        reads("a lookup with mistakes", api::hcm_async_flow(), R"({"audit_id":"x","flow_id":[],"flow":1})"),
        reads("no JSON", api::hcm_audit(), R"({"filter":{"op":"and","op":"or",)"),
        reads("exponents", api::hcm_audit(), R"({"filter":[1e99999999999999999999],"\u0061":"\ud83d\ude00"})"),
        reads_text("a text", api::hcm_audit(), R"(operator = "Jim" and created_at >= 2023-02-05T15:29:15Z)"),
        reads_text("a text with mistakes", api::hcm_audit(), R"(operater = 1 and action in ["x", 2] sort nothing)"),
        reads_text("no text", api::hcm_audit(), R"(operator == )"),
        reads_schema("a schema", documented("people.schema")),
        reads_schema("a schema with mistakes",
                     R"({"name":"","form":"x","fields":[{"name":"a","type":"strin"}],"z":1})"),
        reads_schema("a schema that contradicts itself",
                     R"({"name":"t","key":"id","fields":[{"name":"a"},{"name":"a","type":"bool","enum":["x","x"]}]})"),
        selects("rows of two-valued logic", schema::logic::two_valued, rich_text),
        selects("rows of three-valued logic", schema::logic::three_valued, rich_text),
    };
    for (auto const& row : api::built_in_schemas) {
        std::string printed;
        json::append_schema(printed, row.get());
        all.push_back(reads_schema(std::string(row.name), printed));
    }
    all.push_back({"a filter of C++", [] {
                       auto const filter = !(syntax::field("operator") == "Jim" && syntax::field("id") > 5) ||
                                           syntax::field("nothing") == 1;
                       return outcome(bind::bind_filter(api::hcm_audit(), filter, {.sort = "-id", .limit = 3}), {});
                   }});
    all.push_back({"a record", [text = file("samples/cmdb.audit.json")] {
                       core::result<api::cmdb_audit_record> const r = api::read_record<api::cmdb_audit_record>(text);
                       return r ? api::write_record(*r) : told(r.error(), text);
                   }});
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults_allocation)

BOOST_AUTO_TEST_CASE(the_allocator_fails_on_command) {
    faults::failing_allocation const second(2);
    std::string const one(100, 'x');
    BOOST_TEST(!second.met());
    BOOST_CHECK_THROW(std::vector<char>(100), std::bad_alloc);
    BOOST_TEST(second.met());
    std::string const three(100, 'z');
    BOOST_TEST(three.size() == 100U);
}

BOOST_AUTO_TEST_CASE(each_allocation_of_each_function) {
    BOOST_TEST(faults::fail_each_allocation(operations()) > 5'000U);
}

BOOST_AUTO_TEST_CASE(what_is_used_again_after_a_failure_is_as_new) {
    std::string const good = file("documented/hcm.audit.page.json");
    std::string const bad =
        R"({"filter":{"op":"and","rules":[{"field":"x","op":"eq","value":1}]},"\u0061":1e999999999999})";
    bind::reader reader(api::hcm_audit());
    bind::text_reader text_reader(api::hcm_audit());
    sql::emitter emitter(sql::postgresql);
    expr::query const expected = bind::read(api::hcm_audit(), good).value();
    sql::statement const statement = sql::emit(expected, sql::postgresql).value();
    auto const whole = [&] {
        expr::query q(api::hcm_audit());
        core::diagnostics found;
        sql::statement made;
        return reader.read(good, q, found) && q == expected && emitter.emit(q, made, found) && made == statement &&
               text_reader.read(text::print(expected), q, found) && q == expected;
    };
    for (std::size_t number = 1;; ++number) {
        // A reader whose memory is small has all of it to take.
        reader = bind::reader(api::hcm_audit());
        text_reader = bind::text_reader(api::hcm_audit());
        emitter = sql::emitter(sql::postgresql);
        bool met = false;
        {
            faults::failing_allocation const fault(number);
            try {
                expr::query q(api::hcm_audit());
                core::diagnostics found;
                sql::statement made;
                reader.read(bad, q, found);
                reader.read(good, q, found);
                emitter.emit(expected, made, found);
                text_reader.read("operator = \"Jim\" and not (id = 1 or id = \"x\") sort -id", q, found);
            } catch (std::bad_alloc const&) {
                BOOST_TEST(fault.met());
            }
            met = fault.met();
        }
        BOOST_TEST_REQUIRE(whole());
        if (!met) {
            break;
        }
    }
}

BOOST_AUTO_TEST_CASE(memory_with_a_cap) { faults::run_in_little_memory(operations()); }

BOOST_AUTO_TEST_SUITE_END()
