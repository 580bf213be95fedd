#include "allocator.hpp"
#include "sweep.hpp"

#include "harness.hpp"

#include "../support/rewriting.hpp"

#include <quern/adapt/describe.hpp>
#include <quern/api/cmdb_audit_record.hpp>
#include <quern/api/hcm_async_flow_record.hpp>
#include <quern/api/hcm_audit_record.hpp>
#include <quern/api/monitor_event_record.hpp>
#include <quern/bind/guarded.hpp>
#include <quern/bind/text.hpp>
#include <quern/expr/dump.hpp>
#include <quern/memory/page.hpp>
#include <quern/memory/select.hpp>
#include <quern/mongo/command.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/normalise/normalise.hpp>
#include <quern/normalise/simplify.hpp>
#include <quern/schema/builder.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/postgresql.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <new>

// What is done with a query, and with records, with every one of its allocations failing in turn.

using namespace quern;
using bind::guarded;
using faults::file;
using faults::operation;
using faults::told;
using syntax::field;

namespace {

// --- MongoDB

std::string as_documents(expr::query const& q) {
    std::string out;
    for (auto const in : {mongo::notation::relaxed, mongo::notation::canonical}) {
        core::result<mongo::document> const made = mongo::emit(q, in);
        out += made ? boost::json::serialize(mongo::to_json(*made)) : told(made.error(), {});
        core::result<boost::json::object> const command = mongo::command(q, in);
        out += command ? boost::json::serialize(*command) : told(command.error(), {});
    }
    return out;
}

operation documents(std::string name, expr::query q) {
    return {std::move(name), [query = std::move(q)] { return as_documents(query); }};
}

/// A schema of which MongoDB takes neither the collection nor a path.
schema::definition unfit() {
    return schema::builder("rows")
        .source("system.rows")
        .form(schema::form::text)
        .key("id")
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name", .path = "a..b"})
        .add({.name = "note", .path = "$note"})
        .build()
        .value();
}

constexpr std::string_view rich_text =
    R"(not (s contains "k" or s icontains "Ångström") and i in [1, 2, 3] and (d > 1.5 or d is null) and b = true )"
    R"(and t >= 2023-02-05T15:29:15Z and s_ascii not icontains "x" or u != 18446744073709551615 or id = 5)"
    R"( or s begins with "a" or s ends with "b" or d not in [0.5, -0.0] sort -d, s limit 7 offset 2)";

std::vector<operation> of_mongo() {
    std::vector<operation> all;
    for (auto const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        all.push_back(documents("documents", bind::read_text(test::roomy_schema(logic), rich_text).value()));
    }
    all.push_back(documents("no documents", bind::read_text(unfit(), R"(name = "a" or note contains "b")").value()));
    all.push_back(documents("a pattern that is too long",
                            bind::bind_filter(test::roomy_schema(schema::logic::two_valued),
                                              field("s").icontains(std::string(8'000, '.')), {}, bind::trust::internal)
                                .value()));
    return all;
}

// --- guards

schema::guarded_definition tenants() {
    return schema::builder("rows")
        .form(schema::form::text)
        .key("id")
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name"})
        .add({.name = "tenant", .queryable = false, .nullable = true})
        .guard("tenant")
        .build()
        .value();
}

operation guards(std::string name, std::string_view text, syntax::filter guard) {
    return {std::move(name), [schema = tenants(), body = std::string(text), own = std::move(guard)] {
                core::result<expr::unguarded_query> const asked = bind::read_text(schema, body);
                if (!asked) {
                    return told(asked.error(), body);
                }
                core::result<expr::guarded_query> const both = guarded(*asked, own);
                if (!both) {
                    return told(both.error(), {});
                }
                return expr::dump(both->get()) + sql::emit(*both, sql::postgresql)->text + as_documents(*both);
            }};
}

std::vector<operation> of_guards() {
    auto const of_a_tenant = field("tenant") == "a tenant with a long name";
    std::string_view const asked = R"(name = "x" or not (id in [1, 2] and name contains "y") sort name limit 5)";
    return {
        guards("a guard", asked, of_a_tenant),
        guards("a guard of two branches", asked, of_a_tenant || field("tenant").is_null()),
        guards("a guard that holds nothing", asked, !of_a_tenant),
        guards("a guard that does not fit", asked, field("tenant") > 5 && field("nothing") == "x"),
        guards("a client that names the guard's field", R"(tenant = "x" or nme = "y")", of_a_tenant),
    };
}

// --- rewriting

operation rewrites(std::string name, schema::logic logic, std::string text) {
    expr::query const written = bind::read_text(test::roomy_schema(logic), text).value();
    return {std::move(name), [written] {
                expr::query q = written;
                normalise::normalise(q);
                std::string const normal = expr::dump(q);
                normalise::simplify(q);
                return normal + expr::dump(q);
            }};
}

std::vector<operation> of_rewriting() {
    std::vector<operation> all;
    for (std::string const name : {"absorption", "contradictions", "duplicates", "flatten", "fold_domains", "lists",
                                   "merge_equalities", "push_negation", "ranges", "searches", "tautologies"}) {
        for (test::rewriting const& row : test::load_rewritings(name)) {
            std::string const title = name + ":" + std::to_string(row.line);
            all.push_back(rewrites(title, schema::logic::two_valued, row.before));
            all.push_back(rewrites(title, schema::logic::three_valued, row.before));
        }
    }
    return all;
}

// --- memory

struct server {
    std::uint64_t id = 0;
    std::string name{};
    int age = 0;
    std::optional<std::string> zone{};
    std::optional<double> load{};
    bool live = false;
    core::timestamp made{};
};
BOOST_DESCRIBE_STRUCT(server, (), (id, name, age, zone, load, live, made))

struct renamed {
    std::uint64_t id = 0;
    std::string label{};
    bool age = false;
};
BOOST_DESCRIBE_STRUCT(renamed, (), (id, label, age))

schema::definition servers() {
    return schema::of<server>("servers").form(schema::form::text).key("id").build().value();
}

template <class Records>
std::string selected(Records const& records, expr::query const& q) {
    using record = std::ranges::range_value_t<Records>;
    auto const wanted = memory::compile<record>(q);
    auto const page = memory::page(records, q);
    if (!wanted || !page) {
        return told(wanted ? page.error() : wanted.error(), {});
    }
    std::string out = std::to_string(page->total);
    for (std::size_t const place : memory::select(records, *wanted)) {
        out += " " + std::to_string(place);
    }
    out += ":";
    for (std::size_t const place : page->places) {
        out += " " + std::to_string(place);
    }
    return out;
}

operation declares() {
    return {"a schema of a struct", [] {
                schema::definition const made = servers();
                std::string out = made.name();
                for (schema::field const& f : made.fields()) {
                    out += " " + f.name;
                }
                return out;
            }};
}

std::vector<operation> of_memory() {
    std::string_view const text =
        R"(name icontains "web" and (zone in ["a zone with a long name", "b", "c"] or load > 0.5 or load is null) )"
        R"(or not (age >= 3 and live = true) and made >= 1970-01-01T00:00:05Z sort zone, -load limit 4 offset 1)";
    std::vector<server> const records{
        {.id = 1, .name = "web 1", .age = 4, .zone = "b", .load = 0.25, .live = true, .made = {}},
        {.id = 2, .name = "a server of no zone, Web", .age = 9, .load = 2, .live = true, .made = {9'000'000}},
        {.id = 3, .name = "db", .age = 2, .zone = "d", .live = false, .made = {9'000'000}},
        {.id = 4, .name = "db", .age = 5, .zone = "d", .live = true, .made = {9'000'000}},
        {.id = 5, .name = "WEB", .zone = "a zone with a long name", .live = true, .made = {1}},
    };
    boost::json::value const written = boost::json::parse(
        R"([{"id":1,"name":"web 1","age":4,"zone":"b","load":0.25,"live":true},)"
        R"({"id":2,"name":"a server of no zone, Web","age":9,"load":2,"live":true,"made":"1970-01-01T00:00:09Z"},)"
        R"({"id":"x","name":"db","age":2,"zone":"d","live":false,"made":"1970-01-01T00:00:09Z"},{"zone":null},7])");
    std::vector<memory::json_record> objects;
    auto const kept = std::make_shared<boost::json::value const>(written);
    for (boost::json::value const& v : kept->as_array()) {
        objects.emplace_back(v);
    }
    expr::query const q = bind::read_text(servers(), text).value();
    return {
        declares(),
        {"structs", [q, records] { return selected(records, q); }},
        {"structs without the members", [q] { return selected(std::vector<renamed>(2), q); }},
        {"JSON records", [q, objects, kept] { return selected(objects, q); }},
    };
}

// --- records

template <class Record>
operation reads_record(std::string name, std::string text) {
    return {std::move(name), [source = std::move(text)] {
                core::result<Record> const read = api::read_record<Record>(source);
                return read ? api::write_record(*read) : told(read.error(), source);
            }};
}

std::vector<operation> of_records() {
    auto const sample = [](std::string const& name) { return file("samples/" + name + ".json"); };
    auto const event = [](std::string_view operate, std::string const& info) {
        return R"({"status":"SUCCESS","event_id":"an identifier of an event","message":"m","operate":")" +
               std::string(operate) + R"(","extend_info":)" + info +
               R"(,"create_time":"2020-03-11 16:09:14","more":[1,{"a":1e400}]})";
    };
    return {
        reads_record<api::hcm_audit_response>("a page of audits", sample("hcm.audit.page")),
        reads_record<api::hcm_audit_response>("a count of audits", sample("hcm.audit.count")),
        reads_record<api::hcm_async_flow_response>("a flow", sample("hcm.async_flow")),
        reads_record<api::cmdb_audit_record>("an audit", sample("cmdb.audit")),
        reads_record<api::monitor_event_record>("an event", event("CONVERGE", sample("monitor.converge"))),
        reads_record<api::monitor_event_record>("a notice", event("ANOMALY_NOTICE", sample("monitor.anomaly_notice"))),
        reads_record<api::monitor_event_record>("an event of no kind", event("AN UNKNOWN KIND OF EVENT", R"("text")")),
        reads_record<api::monitor_event_record>("no event", event("CLOSE", R"({"x":)")),
        reads_record<api::hcm_audit_record>(
            "a record with mistakes", R"({"id":-1,"res_id":5,"created_at":"2020","detail":[],"id":1,"a\u0062":1e9})"),
        reads_record<api::hcm_async_flow_response>("a flow with mistakes",
                                                   R"({"code":1e99,"message":null,"data":{"flow":{},"tasks":{}}})"),
    };
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults_backends)

BOOST_AUTO_TEST_CASE(each_allocation_of_mongo) { BOOST_TEST(faults::fail_each_allocation(of_mongo()) > 500U); }

BOOST_AUTO_TEST_CASE(each_allocation_of_guards) { BOOST_TEST(faults::fail_each_allocation(of_guards()) > 500U); }

BOOST_AUTO_TEST_CASE(each_allocation_of_rewriting) { BOOST_TEST(faults::fail_each_allocation(of_rewriting()) > 500U); }

BOOST_AUTO_TEST_CASE(each_allocation_of_memory) { BOOST_TEST(faults::fail_each_allocation(of_memory()) > 100U); }

BOOST_AUTO_TEST_CASE(each_allocation_of_records) { BOOST_TEST(faults::fail_each_allocation(of_records()) > 500U); }

BOOST_AUTO_TEST_CASE(memory_with_a_cap) {
    for (auto const& some : {of_mongo(), of_guards(), of_memory(), of_records()}) {
        faults::run_in_little_memory(some);
    }
}

BOOST_AUTO_TEST_CASE(what_is_used_again_after_a_failure_is_as_new) {
    schema::guarded_definition const schema = tenants();
    auto const guard = field("tenant") == "a tenant with a long name";
    std::string_view const asked = R"(name = "x" or not (id in [1, 2] and name contains "y"))";
    bind::guarded_text_reader reader(schema);
    expr::unguarded_query read = reader.make();
    core::diagnostics found;
    BOOST_TEST_REQUIRE(reader.read(asked, read, found));
    expr::guarded_query const expected = guarded(read, guard).value();
    expr::query const written = bind::read_text(test::roomy_schema(schema::logic::two_valued), rich_text).value();
    expr::query simple = written;
    normalise::simplify(simple);
    expr::query rewritten = written;
    for (std::size_t number = 1;; ++number) {
        bool met = false;
        {
            reader = bind::guarded_text_reader(schema);
            rewritten = expr::query(written.schema);
            faults::failing_allocation const fault(number);
            try {
                rewritten = written;
                normalise::simplify(rewritten);
                reader.read(asked, read, found);
            } catch (std::bad_alloc const&) {
                BOOST_TEST(fault.met());
            }
            met = fault.met();
        }
        rewritten = written;
        normalise::simplify(rewritten);
        BOOST_TEST_REQUIRE((rewritten == simple));
        BOOST_TEST_REQUIRE(reader.read(asked, read, found));
        BOOST_TEST_REQUIRE((guarded(read, guard).value() == expected));
        if (!met) {
            break;
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
