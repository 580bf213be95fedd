// Time and memory against the size of the worst inputs: a table, and a failure where one grows faster than it may.

#include <quern/bind/text.hpp>
#include <quern/quern.hpp>
#include <quern/text/print.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <limits>
#include <malloc.h>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace {

std::size_t in_use = 0;
std::size_t most = 0;

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    in_use += malloc_usable_size(memory);
    most = std::max(most, in_use);
    return memory;
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
    in_use -= memory == nullptr ? 0 : malloc_usable_size(memory);
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace {

using namespace quern;

std::string repeated(std::string_view part, std::size_t bytes) {
    std::string out;
    out.reserve(bytes + part.size());
    while (out.size() < bytes) {
        out += part;
    }
    return out;
}

/// Parts that a function numbers, parted by commas, until they have so many bytes.
template <class F>
std::string numbered(std::size_t bytes, F const& part) {
    std::string out;
    for (std::size_t i = 0; out.size() < bytes; ++i) {
        out += i == 0 ? "" : ",";
        out += part(i);
    }
    return out;
}

schema::definition large(schema::form form, bool common_arguments = false) {
    constexpr std::uint32_t many = 100'000'000;
    schema::builder b("people");
    b.form(form).key("id");
    b.limits({.bytes = many,
              .depth = 64,
              .rules_per_group = 1'000'000,
              .rules = 1'000'000,
              .list = 1'000'000,
              .string = many,
              .sort_keys = 64});
    b.add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name"})
        .add({.name = "age", .type = schema::scalar::int64})
        .add({.name = "height", .type = schema::scalar::real});
    for (int i = 0; i != 60; ++i) {
        b.add({.name = "field_" + std::to_string(i)});
    }
    if (common_arguments) {
        b.common_arguments().add({.name = "user", .argument = schema::argument::value});
    }
    return b.build().value();
}

std::size_t told(core::diagnostics const& found, std::string_view source) {
    core::line_index const lines(source);
    return core::render(found, source).size() +
           boost::json::serialize(json::to_json(found, lines, core::language::chinese)).size();
}

/// Everything that is done with a request: read, told what is wrong, or compiled for every dialect.
std::size_t whole(core::result<expr::query> const& q, std::string_view source) {
    if (!q) {
        return told(q.error(), source);
    }
    std::size_t size = text::print(*q).size() + expr::hash(*q) % 2;
    for (sql::dialect const* const d :
         {&sql::sqlite, &sql::postgresql, &sql::mysql, &sql::mariadb, &sql::clickhouse, &sql::duckdb}) {
        core::result<sql::statement> const made = sql::emit(*q, *d);
        size += made ? made->text.size() : made.error().size();
    }
    return size;
}

/// A kind of input: makes one of so many bytes, and what is done with it.
struct family {
    char const* name;
    std::string (*make)(std::size_t bytes);
    std::size_t (*run)(std::string const& input);
};

std::size_t rules(std::string const& input) {
    static schema::definition const schema = large(schema::form::rules);
    return whole(bind::read(schema, input), input);
}

/// A request that is read, and written again.
std::size_t printed(std::string const& input) {
    static schema::definition const schema = large(schema::form::rules);
    expr::query const q = bind::read(schema, input).value();
    return json::print(q).value().size();
}

std::size_t conditions(std::string const& input) {
    static schema::definition const schema = large(schema::form::condition, true);
    return whole(bind::read(schema, input), input);
}

std::size_t texts(std::string const& input) {
    static schema::definition const schema = large(schema::form::text);
    return whole(bind::read_text(schema, input), input);
}

std::size_t schemas(std::string const& input) {
    core::result<schema::definition> const schema = json::read_schema(input);
    if (!schema) {
        return told(schema.error(), input);
    }
    std::string out;
    json::append_schema(out, *schema);
    json::append_json_schema(out, *schema);
    return out.size();
}

/// A needle of half the input is looked for in a text of the other half.
std::size_t searches(std::string const& input) {
    static schema::definition const schema = large(schema::form::text);
    std::size_t const half = input.size() / 2;
    std::string const needle = input.substr(0, half) + "b";
    expr::query q(schema);
    std::vector<memory::cell> cells(schema.fields().size());
    cells[schema.find("name").value()] = core::value(std::string_view(input));
    std::size_t found = 0;
    for (schema::operation const o : {schema::operation::contains, schema::operation::icontains}) {
        q.filter.clear();
        q.filter.leaf(expr::node_kind::predicate, schema.find("name").value(), o);
        q.filter.value(std::string_view(needle));
        auto const wanted = memory::compile<std::vector<memory::cell>>(q).value();
        found += wanted(cells) ? 1U : 0U;
    }
    return found;
}

/// A tree as deep as the input is long, which only code can build.
std::size_t deep_trees(std::string const& input) {
    static schema::definition const schema = large(schema::form::text);
    expr::query q(schema);
    std::vector<std::uint32_t> open;
    for (std::size_t i = 0; i != input.size() / 16; ++i) {
        using enum expr::node_kind;
        open.push_back(q.filter.open(i % 3 == 0 ? negation : i % 3 == 1 ? conjunction : disjunction));
        if (i % 3 != 0) {
            q.filter.leaf(predicate, 2, schema::operation::gt);
            q.filter.value(static_cast<std::int64_t>(i));
        }
    }
    q.filter.leaf(expr::node_kind::predicate, 2, schema::operation::is_null);
    for (; !open.empty(); open.pop_back()) {
        q.filter.close(open.back());
    }
    expr::query normal = q;
    normalise::normalise(normal);
    std::vector<memory::cell> const cells(schema.fields().size());
    auto const wanted = memory::compile<std::vector<memory::cell>>(q).value();
    return expr::hash(normal) % 2 + text::print(q).size() + (wanted(cells) ? 1U : 0U) + whole(q, {});
}

constexpr char const* page = R"(]},"page":{"count":true}})";
constexpr char const* group = R"({"filter":{"op":"or","rules":[)";

constexpr family families[] = {
    {"a million open brackets", [](std::size_t n) { return repeated("[", n); }, rules},
    {"a rule after another",
     [](std::size_t n) {
         return group +
                numbered(
                    n, [](std::size_t i) { return R"({"field":"age","op":"gt","value":)" + std::to_string(i) + "}"; }) +
                page;
     },
     rules},
    {"groups of one rule",
     [](std::size_t n) {
         return group +
                numbered(n,
                         [](std::size_t i) {
                             return R"({"op":"and","rules":[{"field":"field_)" + std::to_string(i % 60) +
                                    R"(","op":"neq","value":"x"}]})";
                         }) +
                page;
     },
     rules},
    {"a needle of which every character folds",
     [](std::size_t n) {
         return group + (R"({"field":"name","op":"cis","value":")" + repeated("kK\u212aſ", n)) + "\"}" + page;
     },
     rules},
    {"a list",
     [](std::size_t n) {
         return group +
                (R"({"field":"id","op":"nin","value":[)" +
                 numbered(n, [](std::size_t i) { return std::to_string(i * 7'919 % 100'003); })) +
                "]}" + page;
     },
     rules},
    {"a list of strings, all equal",
     [](std::size_t n) {
         return group +
                (R"({"field":"name","op":"in","value":[)" +
                 numbered(n, [](std::size_t) { return std::string("\"aaaaaaaaaaaaaaaa\""); })) +
                "]}" + page;
     },
     rules},
    {"escapes",
     [](std::size_t n) {
         return group + (R"({"field":"name","op":"eq","value":")" + repeated(R"(\ud83d\ude00\u0041\n)", n)) + "\"}" +
                page;
     },
     rules},
    {"exponents that must be read again",
     [](std::size_t n) {
         return group + (R"({"field":"height","op":"in","value":[)" + repeated("1e-99999999999,", n)) + "1]}" + page;
     },
     rules},
    {"mistakes: an unknown field in each rule",
     [](std::size_t n) {
         return group +
                numbered(n,
                         [](std::size_t i) {
                             return R"({"field":"feld_)" + std::to_string(i) + R"(","op":"eq","value":1})";
                         }) +
                page;
     },
     rules},
    {"mistakes: an unknown key after another",
     [](std::size_t n) {
         return "{" + numbered(n, [](std::size_t i) { return "\"fliter" + std::to_string(i) + "\":1"; }) + "}";
     },
     rules},
    {"mistakes: a key again and again",
     [](std::size_t n) { return "{" + numbered(n, [](std::size_t) { return std::string("\"filter\":1"); }) + "}"; },
     rules},
    {"keys of equal hashes",
     [](std::size_t n) {
         return "{" +
                numbered(n,
                         [](std::size_t i) {
                             std::string digits = std::to_string(1'000'000 + i);
                             return "\"k" + digits + "k\":1";
                         }) +
                "}";
     },
     rules},
    {"mistakes within a long key",
     [](std::size_t n) {
         return "{\"" + repeated("k/~", n / 2) + "\":{" +
                numbered(n / 2, [](std::size_t) { return std::string("\"a\":1"); }) + "}}";
     },
     rules},
    {"a long unknown name",
     [](std::size_t n) {
         return group + (R"({"field":")" + repeated("field_", n)) + R"(","op":"eq","value":1})" + page;
     },
     rules},
    {"secrets",
     [](std::size_t n) {
         return "{" +
                numbered(
                    n, [](std::size_t i) { return "\"x" + std::to_string(i) + R"(":{"bk_token":"bk_app_secret"})"; }) +
                "}";
     },
     conditions},
    {"secrets in what is no JSON",
     [](std::size_t n) {
         return "{" + numbered(n, [](std::size_t) { return std::string(R"("bk_token":"x")"); }) + ",}";
     },
     conditions},
    {"lines without end", [](std::size_t n) { return repeated("\n", n) + "{\"x\":1}"; }, rules},
    {"one line of wide characters", [](std::size_t n) { return "{\"" + repeated("中\u0301", n) + "\":1}"; }, rules},
    {"printed as JSON: escapes and fractions",
     [](std::size_t n) {
         return group +
                numbered(n,
                         [](std::size_t i) {
                             return R"({"field":"name","op":"neq","value":"\u0001\"\\é"},)"
                                    R"({"field":"height","op":"in","value":[0.1,1e300,)" +
                                    std::to_string(i) + "." + std::to_string(i) + "]}";
                         }) +
                page;
     },
     printed},
    {"text: parentheses", [](std::size_t n) { return repeated("(", n); }, texts},
    {"text: a chain", [](std::size_t n) { return "age = 1" + repeated(" or not name contains \"k\"", n); }, texts},
    {"text: nots", [](std::size_t n) { return repeated("not ", n) + "age = 1"; }, texts},
    {"text: sort keys",
     [](std::size_t n) {
         return "everything sort " + numbered(n, [](std::size_t i) { return "-field_" + std::to_string(i % 60); });
     },
     texts},
    {"schema: fields",
     [](std::size_t n) {
         return R"({"name":"t","key":"f0","fields":[)" +
                numbered(n, [](std::size_t i) { return "{\"name\":\"f" + std::to_string(i) + "\"}"; }) + "]}";
     },
     schemas},
    {"schema: a field again and again",
     [](std::size_t n) {
         return R"({"name":"t","key":"id","fields":[)" +
                numbered(n, [](std::size_t) { return std::string("{\"name\":\"\",\"type\":\"strin\"}"); }) + "]}";
     },
     schemas},
    {"schema: enumerators",
     [](std::size_t n) {
         return R"({"name":"t","key":"id","fields":[{"name":"id"},{"name":"e","enum":[)" +
                numbered(n, [](std::size_t i) { return "\"v" + std::to_string(i) + "\""; }) + "]}]}";
     },
     schemas},
    {"schema: sets of a category",
     [](std::size_t n) {
         return R"({"name":"t","form":"condition","key":"id","fields":[{"name":"id"},{"name":"e"}],"category":)"
                R"({"argument":"c","field":"e","sets":{")" +
                repeated("s", n / 2) + "\":[" + numbered(n / 2, [](std::size_t) { return std::string("\"\""); }) +
                "]}}}";
     },
     schemas},
    {"memory: a needle that nearly matches everywhere", [](std::size_t n) { return repeated("a", n); }, searches},
    {"a tree as deep as it is long", [](std::size_t n) { return repeated("x", n); }, deep_trees},
};

double now() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

struct measurement {
    double bytes;
    double seconds;
    double memory;
};

measurement measure(family const& f, std::size_t bytes) {
    std::string const input = f.make(bytes);
    measurement best{static_cast<double>(input.size()), std::numeric_limits<double>::max(), 0};
    for (int repeat = 0; repeat != 3; ++repeat) {
        std::size_t const before = in_use;
        most = before;
        double const begin = now();
        std::size_t const size = f.run(input);
        double const end = now();
        if (size == std::numeric_limits<std::size_t>::max()) {
            std::puts("");
        }
        best.seconds = std::min(best.seconds, end - begin);
        best.memory = std::max(best.memory, static_cast<double>(most - before));
    }
    return best;
}

/// The slope of a line through logarithms.
double exponent(std::vector<measurement> const& all, double measurement::* what) {
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    auto const n = static_cast<double>(all.size());
    for (measurement const& m : all) {
        double const x = std::log(m.bytes);
        double const y = std::log(std::max(m.*what, 1e-9));
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

} // namespace

int main(int argc, char** argv) {
    bool const quick = argc > 1 && std::string_view(argv[1]) == "--quick";
    // A schema file has at most a megabyte; sizes are powers of 2 below that.
    std::vector<std::size_t> sizes{1U << 16U, 1U << 17U, 1U << 18U, 1U << 19U};
    if (!quick) {
        sizes.push_back(1'000'000);
    }
    constexpr double allowed = 1.15; // n log n, and what caches do
    int over = 0;
    std::puts("| input | ns a byte, at the largest | exponent of time | bytes of memory a byte | exponent of memory |");
    std::puts("|---|---|---|---|---|");
    for (family const& f : families) {
        std::vector<measurement> all;
        for (std::size_t const size : sizes) {
            all.push_back(measure(f, size));
        }
        double const time = exponent(all, &measurement::seconds);
        double const memory = exponent(all, &measurement::memory);
        measurement const& last = all.back();
        bool const bad = time > allowed || memory > allowed;
        over += bad ? 1 : 0;
        std::printf("| %s | %.1f | %.2f | %.1f | %.2f |%s\n", f.name, last.seconds * 1e9 / last.bytes, time,
                    last.memory / last.bytes, memory, bad ? " grows too fast" : "");
        std::fflush(stdout);
    }
    return over == 0 ? 0 : 1;
}
