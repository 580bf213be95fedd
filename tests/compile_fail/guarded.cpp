#include <quern/bind/guarded.hpp>
#include <quern/bind/text.hpp>
#include <quern/json/print.hpp>
#include <quern/memory/page.hpp>
#include <quern/mongo/command.hpp>
#include <quern/schema/builder.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>
#include <quern/text/print.hpp>

#include <string>
#include <vector>

// A schema that declares a guard cannot be used without it.

using namespace quern;

namespace {

auto const rows = schema::builder("rows").guard("tenant").build().value();
auto const plain = schema::builder("rows").build().value();
auto const asked = bind::read(rows, "{}").value();
auto const safe = bind::guarded(asked, syntax::field("tenant") == "t").value();
std::vector<memory::json_record> const records;

auto const good = sql::emit(safe, sql::sqlite);
auto const wanted = memory::compile(safe);

// what a client asked is no query
auto const e01 = sql::emit(asked, sql::sqlite);       // error: deleted
auto const e02 = sql::emit(asked.get(), sql::sqlite); // error: no member
auto const e03 = memory::compile(asked);              // error: deleted
auto const e04 = memory::page(records, asked);        // error: deleted
auto const e05 = memory::order_of(asked);             // error: deleted
auto const e13 = mongo::emit(asked);                  // error: deleted
auto const e14 = mongo::command(asked);               // error: deleted
expr::query const e06 = asked;                        // error: deleted
expr::query const e07(asked);                         // error: deleted
expr::guarded_query const e08(asked);                 // error: deleted
expr::guarded_query const e09{expr::query(plain)};    // error: private|no matching
auto const e10 = asked.inner_;                        // error: private
auto const e11 = bind::guarded(asked);                // error: no matching|too few
auto const e12 = bind::guarded(asked, "t");           // error: no matching|could not convert|no viable

// a schema that declares a guard is no definition
bind::reader const s01(rows);                                                      // error: no matching
bind::text_reader const s02(rows);                                                 // error: no matching
schema::definition const s03 = rows;                                               // error: conversion|viable
schema::definition const s04(rows);                                                // error: no matching
expr::query const s05(rows);                                                       // error: no matching
expr::query const s06 = bind::read(rows, "{}").value();                            // error: deleted
expr::query const s07 = bind::read_text(rows, "").value();                         // error: deleted
expr::query const s08 = bind::bind_filter(rows, syntax::field("a") == 1).value();  // error: deleted
schema::guarded_definition const s09(plain);                                       // error: private|no matching
bind::guarded_reader const s10(plain);                                             // error: no matching
auto const s11 = rows.inner_;                                                      // error: private
schema::definition const s12 = schema::builder("rows").guard("t").build().value(); // error: conversion|viable

} // namespace
