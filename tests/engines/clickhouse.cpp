#include "harness.hpp"

#include "chains.hpp"
#include "differential.hpp"
#include "library.hpp"
#include "stored.hpp"

#include <quern/sql/clickhouse.hpp>
#include <quern/sql/emit.hpp>

#include <bit>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(clickhouse_engine, *boost::unit_test::disabled())

namespace {

/// The part of the C interface of ClickHouse in process that is used. Source: chdb.h of its version 26.
struct clickhouse {
    library const loaded{"QUERN_CLICKHOUSE"};
    void** (*connect)(int, char**){};
    void (*close)(void**){};
    void* (*query)(void*, char const*, char const*){};
    void* (*query_with_params)(void*, char const*, char const*, char const* const*, char const* const*, std::size_t){};
    char const* (*error)(void*){};
    char const* (*buffer)(void*){};
    std::size_t (*length)(void*){};
    void (*destroy)(void*){};

    clickhouse() {
        loaded.get(connect, "chdb_connect");
        loaded.get(close, "chdb_close_conn");
        loaded.get(query, "chdb_query");
        loaded.get(query_with_params, "chdb_query_with_params");
        loaded.get(error, "chdb_result_error");
        loaded.get(buffer, "chdb_result_buffer");
        loaded.get(length, "chdb_result_length");
        loaded.get(destroy, "chdb_destroy_query_result");
    }
};

std::string column_type(schema::field const& f) {
    std::string const type = [&] {
        switch (f.type) {
        case schema::scalar::boolean:
            return "Bool";
        case schema::scalar::int64:
            return "Int64";
        case schema::scalar::uint64:
            return "UInt64";
        case schema::scalar::real:
            return "Float64";
        case schema::scalar::string:
            return "String";
        case schema::scalar::timestamp:
            return f.storage == schema::time_storage::native ? "DateTime64(6, 'UTC')"
                   : f.storage == schema::time_storage::text ? "String"
                                                             : "Int64";
        }
        return "";
    }();
    return f.nullable ? "Nullable(" + type + ")" : type;
}

/// In the escaped format that the values of parameters are read in.
std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
        case '\\':
        case '\'':
            out += '\\';
            out += c;
            break;
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string parameter_text(core::value const& v, bool element) {
    return std::visit(
        [&]<class T>(T const& x) -> std::string {
            if constexpr (std::is_same_v<T, bool>) {
                return x ? "true" : "false";
            } else if constexpr (std::is_same_v<T, std::string_view>) {
                return element ? "'" + escaped(x) + "'" : escaped(x);
            } else if constexpr (std::is_same_v<T, core::timestamp>) {
                return "?";
            } else {
                std::ostringstream out;
                out.precision(17);
                out << x;
                return out.str();
            }
        },
        v);
}

class engine {
public:
    engine(schema::definition schema, std::vector<record> const& records) : schema_(std::move(schema)) {
        char name[] = "clickhouse";
        char* arguments[] = {name};
        connection_ = api_.connect(1, arguments);
        BOOST_TEST_REQUIRE(connection_ != nullptr);
        table_language const language{
            .identifier_quote = '`',
            .backslash_escapes = true,
            .type = column_type,
            .real =
                [](double d) {
                    return "reinterpretAsFloat64(toUInt64(" + std::to_string(std::bit_cast<std::uint64_t>(d)) + "))";
                },
            .native = [](core::timestamp t) { return "toDateTime64('" + native_time(t) + "', 6, 'UTC')"; },
            .not_null = "",
            .table_end = " ENGINE = Memory"};
        for (std::string const& sql : table_of(schema_, records, language)) {
            void* const result = api_.query(*connection_, sql.c_str(), "TSV");
            char const* const error = api_.error(result);
            std::string const message = error != nullptr ? error : "";
            api_.destroy(result);
            BOOST_TEST_REQUIRE(message == "", sql.substr(0, 400));
        }
    }
    engine(engine const&) = delete;
    engine& operator=(engine const&) = delete;
    ~engine() { api_.close(connection_); }

    [[nodiscard]] answer operator()(expr::query const& q) {
        core::result<sql::statement> const s = sql::emit(q, sql::clickhouse);
        if (!s) {
            return {.failure = "it is not emitted"};
        }
        answer out{.asked = s->text + show(s->parameters)};
        std::vector<std::string> names, values;
        for (sql::parameter const& p : s->placeholders) {
            names.push_back("p" + std::to_string(names.size() + 1));
            std::string& text = values.emplace_back(p.list ? "[" : "");
            for (std::uint32_t i = 0; i != p.count; ++i) {
                text += (i == 0 ? "" : ",") + parameter_text(s->parameters[p.first + i], p.list);
            }
            text += p.list ? "]" : "";
        }
        std::vector<char const*> name_pointers, value_pointers;
        for (std::size_t i = 0; i != names.size(); ++i) {
            name_pointers.push_back(names[i].c_str());
            value_pointers.push_back(values[i].c_str());
        }
        void* const result = api_.query_with_params(*connection_, s->text.c_str(), "TSV", name_pointers.data(),
                                                    value_pointers.data(), names.size());
        if (char const* const error = api_.error(result)) {
            out.failure = error;
        } else {
            read_keys(out, std::string_view(api_.buffer(result), api_.length(result)),
                      q.page.count ? 0 : schema_.key());
        }
        api_.destroy(result);
        return out;
    }

private:
    static void read_keys(answer& out, std::string_view lines, std::size_t column) {
        for (std::size_t at = 0; at < lines.size();) {
            std::string_view line = lines.substr(at, lines.find('\n', at) - at);
            at += line.size() + 1;
            for (std::size_t i = 0; i != column; ++i) {
                line.remove_prefix(line.find('\t') + 1);
            }
            std::uint64_t key = 0;
            std::from_chars(line.data(), line.data() + line.size(), key);
            out.keys.push_back(key);
        }
    }

    schema::definition schema_;
    clickhouse api_;
    void** connection_ = nullptr;
};

constexpr capacity held{
    .native_least = utc(1900, 1, 1), .native_most = utc(2299, 12, 31, 23, 59, 59, 999'999), .large_integers = true};

auto const make_engine = [](schema::definition const& schema, std::vector<record> const& records) {
    return engine(schema, records);
};

} // namespace

BOOST_AUTO_TEST_CASE(random_queries_in_two_valued_logic) {
    compare_random_queries(schema::logic::two_valued, query_count(20'000) / 2, make_engine, held);
}

BOOST_AUTO_TEST_CASE(random_queries_in_three_valued_logic) {
    compare_random_queries(schema::logic::three_valued, query_count(20'000) / 2, make_engine, held);
}

BOOST_AUTO_TEST_CASE(chains_of_a_thousand_rules) { compare_chains({1, 2, 4, 20}, make_engine, held); }

BOOST_AUTO_TEST_CASE(a_thousand_values_of_one_field) { compare_equalities(make_engine, held); }

BOOST_AUTO_TEST_SUITE_END()
