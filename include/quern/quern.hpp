#pragma once

#include <quern/api/schemas.hpp>
#include <quern/bind/filter.hpp>
#include <quern/bind/guarded.hpp>
#include <quern/bind/read.hpp>
#include <quern/core/render.hpp>
#include <quern/expr/dump.hpp>
#include <quern/expr/hash.hpp>
#include <quern/expr/view.hpp>
#include <quern/json/diagnostics.hpp>
#include <quern/json/json_schema.hpp>
#include <quern/json/print.hpp>
#include <quern/json/schema.hpp>
#include <quern/memory/page.hpp>
#include <quern/memory/select.hpp>
#include <quern/mongo/command.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/normalise/simplify.hpp>
#include <quern/schema/builder.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>
#include <quern/sql/mysql.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>
#include <quern/syntax/filter.hpp>

/// Filters that clients send, turned into queries that are safe to run.
namespace quern {

using bind::bind_filter;
using bind::guarded;
using bind::guarded_reader;
using bind::read;
using bind::reader;
using bind::trust;
using core::diagnostic;
using core::diagnostics;
using core::language;
using core::limits;
using core::render;
using core::render_options;
using core::result;
using core::timestamp;
using core::value;
using expr::guarded_query;
using expr::query;
using expr::unguarded_query;
using syntax::field;

} // namespace quern
