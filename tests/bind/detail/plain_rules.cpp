#include <quern/bind/detail/plain_rules.hpp>

#include "harness.hpp"

#include <quern/api/hcm_audit.hpp>
#include <quern/json/rules.hpp>
#include <quern/schema/builder.hpp>

#include <cstdlib>
#include <iterator>
#include <random>

using namespace quern;

BOOST_AUTO_TEST_SUITE(bind_detail_plain_rules)

/// Every type of field and every policy, under tight limits.
static schema::definition tight(schema::duplicates_policy duplicates) {
    using enum schema::scalar;
    return schema::builder("tight")
        .key("id")
        .duplicates(duplicates)
        .add({.name = "id", .type = uint64})
        .add({.name = "name", .integer_text = true})
        .add({.name = "level", .enumerators = {"low", "high"}, .unlisted = schema::unlisted_policy::warn})
        .add({.name = "kind", .operations = schema::operation_set{schema::operation::eq}, .enumerators = {"a", "b"}})
        .add({.name = "a_rather_long_name", .type = int64, .decimal_text = true})
        .add({.name = "a_rather_long_nose", .type = real, .sortable = false})
        .add({.name = "done", .type = boolean})
        .add({.name = "at", .type = timestamp, .layout = core::time_layout::rfc3339})
        .add({.name = "secret", .queryable = false})
        .limits({.bytes = 700, .depth = 3, .rules_per_group = 3, .rules = 6, .list = 3, .string = 8, .page = 50})
        .build()
        .value();
}

static std::vector<schema::definition> const& schemas() {
    static std::vector<schema::definition> const built{api::hcm_audit(), tight(schema::duplicates_policy::accept),
                                                       tight(schema::duplicates_policy::warn),
                                                       tight(schema::duplicates_policy::reject)};
    return built;
}

/// What the readers that know every mistake make of requests.
class oracle {
public:
    explicit oracle(schema::definition schema) : schema_(std::move(schema)), query_(schema_) {}

    /// True where there is nothing to say about a request.
    bool read(std::string_view text) {
        found_.clear();
        request_.clear();
        core::limits const& limits = schema_.limits();
        if (document_.read(text, {limits.bytes, json::rules_reader::depth(limits)}, found_)) {
            rules_.read(document_.root(), schema_, request_, found_);
            bind::bind_request(request_, syntax::rules_spellings, query_, found_);
        }
        return found_.empty();
    }

    [[nodiscard]] expr::query const& query() const noexcept { return query_; }

private:
    schema::definition schema_;
    expr::query query_;
    json::document document_;
    json::rules_reader rules_;
    syntax::request request_;
    core::diagnostics found_;
};

/// The same query, each node written at the same place.
static bool same(expr::query const& a, expr::query const& b) {
    if (!(a == b)) {
        return false;
    }
    for (std::uint32_t i = 0; i != a.filter.size(); ++i) {
        if (!(a.filter.place(i) == b.filter.place(i))) {
            return false;
        }
    }
    return true;
}

static std::array const plain_requests{
    std::string_view(R"({"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"Jim"}]},)"
                     R"("page":{"count":false,"start":0,"limit":500}})"),
    std::string_view(
        "{\n  \"page\": {\n    \"count\": true\n  },\n  \"filter\": {\n    \"op\": \"or\",\n    \"rules\": "
        "[]\n  }\n}\n"),
    std::string_view(
        R"({"filter":{"op":"and","rules":[{"field":"res_type","op":"in","value":["cvm","disk","vpc"]},)"
        R"({"field":"created_at","op":"gte","value":"2023-02-05T15:29:15Z"},)"
        R"({"op":"eq","field":"bk_biz_id","value":310},{"op":"or","rules":[)"
        R"({"field":"operator","op":"neq","value":"李雷"},{"field":"res_name","op":"cis","value":"web"}]}]},)"
        R"("page":{"count":false,"start":100,"limit":50,"sort":"created_at","order":"DESC"}})"),
    std::string_view(R"({"filter":{"op":"or","rules":[{"field":"id","op":"nin","value":[1, 2, 3]},)"
                     R"({"op":"and","rules":[{"op":"or","rules":[{"field":"done","op":"eq","value":true}]}]},)"
                     R"({"field":"a_rather_long_nose","op":"lt","value":-0.5}]},"page":{"count":false,"limit":1}})"),
    std::string_view(
        R"({"filter":{"op":"and","rules":[{"field":"a_rather_long_name","op":"lte","value":-7},)"
        R"({"field":"level","op":"in","value":["low","high"]},{"field":"at","op":"gt",)"
        R"("value":"2023-02-05T15:29:15.5+08:00"}]},"page":{"count":false,"limit":9,"sort":"at","order":"ASC"}})"),
    std::string_view(R"({"filter":{"op":"and","rules":[{"field":"kind","op":"eq","value":"a"},)"
                     R"({"field":"name","op":"cs","value":"xyz"},{"field":"id","op":"in","value":[1,2.5,-1]}]},)"
                     R"("page":{"count":false,"start":4294967295,"limit":50,"sort":"id"}})"),
};

/// How a text is laid out: what begins a line, what indents it by a level, what stands before and behind a colon.
struct layout {
    std::string_view line;
    std::string_view indent;
    std::string_view before;
    std::string_view behind;
};

/// A request, laid out; the blanks that it has stay.
static std::string laid_out(std::string_view text, layout const& how) {
    std::string out;
    bool quoted = false;
    std::size_t depth = 0;
    auto const begin_line = [&] {
        out += how.line;
        for (std::size_t i = 0; i != depth; ++i) {
            out += how.indent;
        }
    };
    for (char const c : text) {
        quoted = quoted != (c == '"');
        bool const closes = !quoted && (c == '}' || c == ']');
        if (closes) {
            --depth;
            begin_line();
        }
        out += !quoted && c == ':' ? how.before : "";
        out += c;
        out += !quoted && c == ':' ? how.behind : "";
        bool const opens = !quoted && (c == '{' || c == '[');
        depth += opens ? 1U : 0U;
        if (opens || (!quoted && c == ',')) {
            begin_line();
        }
    }
    return out;
}

static constexpr std::array layouts{layout{"", "", "", ""},         layout{"\n", "  ", "", " "},
                                    layout{"\n", "    ", "", " "},  layout{"\r\n", "  ", "", " "},
                                    layout{"\n", "\t", "", ""},     layout{"\n", " ", " ", "  "},
                                    layout{"\n", "   ", "\n", " "}, layout{"\n", "", "\t", "\r"},
                                    layout{" ", " ", " ", " "},     layout{"\n\n", "     ", "", "\n"},
                                    layout{"  ", "  ", "", " "},    layout{"\n", "                ", "", " "}};

/// Plain requests, laid out in the first ways.
static std::vector<std::string> plain_texts(std::size_t ways) {
    std::vector<std::string> texts;
    for (std::string_view const text : plain_requests) {
        for (std::size_t i = 0; i != ways; ++i) {
            texts.push_back(laid_out(text, layouts.at(i)));
        }
    }
    return texts;
}

BOOST_AUTO_TEST_CASE(a_beginning_of_a_request_is_none) {
    for (schema::definition const& schema : schemas()) {
        bind::detail::plain_rules plain;
        expr::query query(schema);
        for (std::string_view const text : plain_requests) {
            for (std::size_t size = 0; size != text.find_last_of('}'); ++size) {
                std::string const own(text.substr(0, size)); // nothing stands behind it
                BOOST_TEST(!plain.read(own, schema, query), own);
            }
        }
    }
}

/// How many of some texts the schemas take; each of these is read plainly, and as by the oracle.
template <class Texts>
static std::size_t read_as_the_oracle_does(Texts const& texts) {
    std::size_t read = 0;
    for (schema::definition const& schema : schemas()) {
        bind::detail::plain_rules plain;
        oracle full(schema);
        expr::query query(schema);
        for (std::string_view const text : texts) {
            bool const valid = full.read(text);
            BOOST_TEST(plain.read(text, schema, query) == valid, text);
            BOOST_TEST((!valid || same(query, full.query())), text);
            read += valid ? 1U : 0U;
        }
    }
    return read;
}

BOOST_AUTO_TEST_CASE(plain_requests_are_read_however_they_are_laid_out) {
    std::size_t const read = read_as_the_oracle_does(plain_texts(layouts.size()));
    BOOST_TEST(read > (3U + 3U * 4U) * layouts.size() * 3 / 4); // some layouts take more bytes than a schema allows
}

BOOST_AUTO_TEST_CASE(plain_requests_are_read) {
    BOOST_TEST(read_as_the_oracle_does(plain_requests) ==
               3U + 3U * 4U); // three of `hcm.audit`, one of which any schema takes; three of the others
}

BOOST_AUTO_TEST_CASE(words_are_compared_with_their_quotes) {
    std::string const two = "op";
    auto const short_word = bind::detail::quoted(two);
    BOOST_TEST(short_word.bytes == 0x22'70'6F'22U); // `"op"`, its first byte lowest
    BOOST_TEST(short_word.mask == 0xFFFF'FFFFU);
    BOOST_TEST(short_word.length == 4U);
    std::string const six = "abcdef";
    auto const long_word = bind::detail::quoted(six);
    BOOST_TEST(long_word.bytes == 0x22'66'65'64'63'62'61'22U);
    BOOST_TEST(long_word.mask == 0xFFFF'FFFF'FFFF'FFFFU);
    BOOST_TEST(long_word.length == 8U);
}

BOOST_AUTO_TEST_CASE(lists_of_any_length_are_searched_for_what_stands_twice) {
    schema::definition const schema = schema::builder("t")
                                          .key("id")
                                          .duplicates(schema::duplicates_policy::reject)
                                          .add({.name = "id", .type = schema::scalar::int64})
                                          .build()
                                          .value();
    auto const request = [](std::string const& list) {
        return R"({"filter":{"op":"and","rules":[{"field":"id","op":"in","value":[)" + list +
               R"(]}]},"page":{"count":true}})";
    };
    bind::detail::plain_rules plain;
    expr::query query(schema);
    std::string list = "100";
    for (int last = 99; last != 80; --last) {
        BOOST_TEST_CONTEXT(list) {
            BOOST_TEST(plain.read(request(list), schema, query));
            BOOST_TEST(!plain.read(request(list + ",100"), schema, query));
            BOOST_TEST(!plain.read(request("7," + list + ",7"), schema, query));
        }
        list += "," + std::to_string(last);
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_plain_is_left_to_others) {
    std::string_view const requests[] = {
        R"({"filter":{"rules":[],"op":"and"},"page":{"count":true}})",
        R"({"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"J\u0069m"}]},"page":{"count":true}})",
        R"({"filter":{"op":"and","rules":[{"value":"Jim","field":"operator","op":"eq"}]},"page":{"count":true}})",
        R"({"filter":{"op":"and","rules":[{"field":"id","op":"eq","value":1e2}]},"page":{"count":true}})",
        R"({"filter":{"op":"and","rules":[]},"page":{"count":true,"start":0}})",
    };
    oracle full(api::hcm_audit());
    bind::detail::plain_rules plain;
    expr::query query(api::hcm_audit());
    for (std::string_view const text : requests) {
        BOOST_TEST(full.read(text), text);
        BOOST_TEST(!plain.read(text, api::hcm_audit(), query), text);
    }
}

/// Requests that were valid once: bytes lost, doubled, swapped and replaced, words of the form put in.
class mutator {
public:
    explicit mutator(std::uint32_t seed) : random_(seed) {}

    std::string next(std::span<std::string_view const> valid) {
        std::string text(valid[below(valid.size())]);
        for (std::size_t changes = 1 + below(3); changes != 0; --changes) {
            below(2) == 0 ? adjust(text) : change(text);
        }
        return text;
    }

private:
    static constexpr std::array words{
        std::string_view("\"filter\""),
        std::string_view("\"page\""),
        std::string_view("\"op\""),
        std::string_view("\"rules\""),
        std::string_view("\"field\""),
        std::string_view("\"value\""),
        std::string_view("\"count\""),
        std::string_view("\"start\""),
        std::string_view("\"limit\""),
        std::string_view("\"sort\""),
        std::string_view("\"order\""),
        std::string_view("\"ASC\""),
        std::string_view("\"and\""),
        std::string_view("\"or\""),
        std::string_view("\"eq\""),
        std::string_view("\"in\""),
        std::string_view("\"nin\""),
        std::string_view("\"le\""),
        std::string_view("\"cis\""),
        std::string_view("\"name\""),
        std::string_view("\"id\""),
        std::string_view("\"done\""),
        std::string_view("\"secret\""),
        std::string_view("\"operator\""),
        std::string_view("\"a_rather_long_nose\""),
        std::string_view("\"\""),
        std::string_view("\"low\""),
        std::string_view("true"),
        std::string_view("false"),
        std::string_view("null"),
        std::string_view("0"),
        std::string_view("-0"),
        std::string_view("007"),
        std::string_view("1.5"),
        std::string_view("1e5"),
        std::string_view("9223372036854775808"),
        std::string_view("18446744073709551616"),
        std::string_view("0.1000000000000000055511151231257827"),
        std::string_view("{"),
        std::string_view("}"),
        std::string_view("["),
        std::string_view("]"),
        std::string_view(","),
        std::string_view(":"),
        std::string_view(" "),
        std::string_view("\n\t         "),
        std::string_view("\\u0041"),
        std::string_view("\\\""),
        std::string_view("\x01"),
        std::string_view("é"),
        std::string_view("\xed\xa0\x80"),
        std::string_view("\xf0\x9f\x98\x80"),
        std::string_view("\xff"),
        std::string_view(R"({"field":"id","op":"eq","value":1})"),
        std::string_view(R"({"op":"and","rules":[{"field":"name","op":"eq","value":7}]})")};

    std::size_t below(std::size_t n) { return random_() % n; }

    void change(std::string& text) {
        std::size_t const at = below(text.size());
        std::size_t const length = std::min(1 + below(below(4) == 0 ? 60 : 6), text.size() - at);
        switch (below(6)) {
        case 0:
            text.erase(at, length);
            break;
        case 1:
            text.insert(at, text.substr(at, length));
            break;
        case 2:
            text[at] = static_cast<char>(random_());
            break;
        case 3:
            text.insert(at, words[below(words.size())]);
            break;
        default:
            replace_token(text, at);
            break;
        }
        if (text.empty()) {
            text = "{}";
        }
    }

    /// Changes that may leave a request valid: another digit or letter, a blank between two tokens.
    void adjust(std::string& text) {
        std::size_t const at = below(text.size());
        char& c = text[at];
        if (c >= '0' && c <= '9') {
            c = static_cast<char>('0' + below(10));
        } else if (c >= 'a' && c <= 'z') {
            c = static_cast<char>('a' + below(26));
        } else if (c == ',' || c == ':' || c == '{' || c == '[') {
            text.insert(at + 1, below(2) == 0 ? " " : "\n            ");
        } else if (c == '}' || c == ']') {
            text.insert(at, "\r\n\t");
        }
    }

    /// Puts a word in the place of the string or number that ends last before a place.
    void replace_token(std::string& text, std::size_t at) {
        std::size_t const last = text.find_last_of("\"0123456789", at);
        if (last == std::string::npos) {
            return;
        }
        std::size_t first = last;
        if (text[last] == '"') {
            std::size_t const open = last == 0 ? std::string::npos : text.rfind('"', last - 1);
            first = open == std::string::npos ? last : open;
        } else {
            while (first != 0 && text[first - 1] >= '0' && text[first - 1] <= '9') {
                --first;
            }
        }
        text.replace(first, last + 1 - first, words[below(words.size())]);
    }

    std::mt19937 random_;
};

BOOST_AUTO_TEST_CASE(it_reads_as_the_others_do) {
    char const* const wanted = std::getenv("QUERN_PLAIN_DOCUMENTS");
    std::size_t const documents = wanted == nullptr ? 200'000 : std::strtoull(wanted, nullptr, 10);
    char const* const seeded = std::getenv("QUERN_PLAIN_SEED");
    mutator mutants(seeded == nullptr ? 1U : static_cast<std::uint32_t>(std::strtoul(seeded, nullptr, 10)));
    std::vector<bind::detail::plain_rules> plain(schemas().size());
    std::vector<oracle> full(schemas().begin(), schemas().end());
    std::vector<expr::query> queries(schemas().begin(), schemas().end());
    std::vector<std::string> const texts = plain_texts(3);
    std::vector<std::vector<std::string_view>> seeds(schemas().size());
    for (std::size_t s = 0; s != seeds.size(); ++s) {
        std::ranges::copy_if(texts, std::back_inserter(seeds[s]),
                             [&](std::string_view text) { return full[s].read(text); });
    }
    std::size_t valid = 0;
    std::size_t read = 0;
    std::size_t different = 0;
    for (std::size_t i = 0; i != documents; ++i) {
        std::size_t const s = i % schemas().size();
        std::string const mutant = mutants.next(seeds[s]);
        std::vector<char> const text(mutant.begin(), mutant.end()); // no byte behind its end is anyone's
        bool const is_valid = full[s].read({text.data(), text.size()});
        bool const is_read = plain[s].read({text.data(), text.size()}, schemas()[s], queries[s]);
        valid += is_valid ? 1U : 0U;
        read += is_read ? 1U : 0U;
        if (is_read && (!is_valid || !same(queries[s], full[s].query())) && ++different < 10) {
            BOOST_TEST_MESSAGE(mutant);
        }
    }
    BOOST_TEST_MESSAGE(documents << " documents, " << valid << " valid, " << read << " of them read");
    BOOST_TEST(different == 0U);
    BOOST_TEST(valid > documents / 100);
    BOOST_TEST(read > valid / 2);
}

BOOST_AUTO_TEST_SUITE_END()
