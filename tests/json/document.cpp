#include "harness.hpp"
#include "marked.hpp"

#include <quern/core/message.hpp>
#include <quern/json/document.hpp>

#include <cstdlib>
#include <new>

namespace {

std::size_t allocations = 0;
std::size_t last_allocation = static_cast<std::size_t>(-1); // the count at which memory ends

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
    void* const memory = allocations == last_allocation ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    ++allocations;
    return memory;
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace quern;
using namespace std::string_view_literals;
using core::code;
using core::span;
using json::kind;
using test::marked;
using test::printable;

constexpr json::read_limits limits{1'000'000, 64};

/// Each value in preorder: its source bytes, or for a member its key, `=` and the same.
void outline(json::node n, std::string& out) {
    if (n.type() == kind::array) {
        for (json::node const e : n.elements()) {
            out.append(e.literal()).append("|");
            outline(e, out);
        }
    } else if (n.type() == kind::object) {
        for (json::member const m : n.members()) {
            out.append(m.key()).append("=").append(m.value().literal()).append("|");
            outline(m.value(), out);
        }
    }
}

std::string outline(json::document const& d) {
    std::string out(d.root().literal());
    out += '|';
    outline(d.root(), out);
    return out;
}

struct good_row {
    std::string_view text;
    std::string_view outline; ///< as `outline` writes it
};

std::ostream& operator<<(std::ostream& out, good_row const& row) { return out << printable(row.text); }

constexpr good_row good[] = {
    {"null", "null|"},
    {"true", "true|"},
    {"false", "false|"},
    {"0", "0|"},
    {"-0", "-0|"},
    {"1", "1|"},
    {"\"\"", "\"\"|"},
    {"[]", "[]|"},
    {"{}", "{}|"},
    {" \t\r\n1 \t\r\n", "1|"},
    {"\n[ ]\n", "[ ]|"},
    {"[1]", "[1]|1|"},
    {"[1,2]", "[1,2]|1|2|"},
    {"[ 1 , 2 ]", "[ 1 , 2 ]|1|2|"},
    {"[true,false,null]", "[true,false,null]|true|false|null|"},
    {"[[],[[]],{}]", "[[],[[]],{}]|[]|[[]]|[]|{}|"},
    {"{\"a\":1}", "{\"a\":1}|a=1|"},
    {"{\"a\" : 1 , \"b\" : [ ] }", "{\"a\" : 1 , \"b\" : [ ] }|a=1|b=[ ]|"},
    {"{\"a\":{\"b\":{\"c\":0}}}", "{\"a\":{\"b\":{\"c\":0}}}|a={\"b\":{\"c\":0}}|b={\"c\":0}|c=0|"},
    {"{\"\":0}", "{\"\":0}|=0|"},
    {"{\"\\n\":\"\\t\"}", "{\"\\n\":\"\\t\"}|\n=\"\\t\"|"},
    {"{\"t\":true,\"f\":false,\"n\":null}", "{\"t\":true,\"f\":false,\"n\":null}|t=true|f=false|n=null|"},
    {"{\"{\":\"}\",\"[\":\"]\"}", "{\"{\":\"}\",\"[\":\"]\"}|{=\"}\"|[=\"]\"|"},
    {"[\"\\\"\",\"\\\\\",\"[\\\",\"]", "[\"\\\"\",\"\\\\\",\"[\\\",\"]|\"\\\"\"|\"\\\\\"|\"[\\\",\"|"},
    {"[1.5,-2.25,1e5,1E+5,1e-5,0.0,0e0,-0.0e-0]",
     "[1.5,-2.25,1e5,1E+5,1e-5,0.0,0e0,-0.0e-0]|1.5|-2.25|1e5|1E+5|1e-5|0.0|0e0|-0.0e-0|"},
    {"[9007199254740993,18446744073709551615,18446744073709551616,-9223372036854775809]",
     "[9007199254740993,18446744073709551615,18446744073709551616,-9223372036854775809]|9007199254740993|"
     "18446744073709551615|18446744073709551616|-9223372036854775809|"},
    {"[0.12345678901234567890123456789012345678901234567890,1]",
     "[0.12345678901234567890123456789012345678901234567890,1]|"
     "0.12345678901234567890123456789012345678901234567890|1|"},
    {"[1e400,-1e-400]", "[1e400,-1e-400]|1e400|-1e-400|"},
    {"1e99999999999", "1e99999999999|"},
    {"[1e99999999999,2,-3E+99999999999,4e-99999999999]",
     "[1e99999999999,2,-3E+99999999999,4e-99999999999]|1e99999999999|2|-3E+99999999999|4e-99999999999|"},
    {"[\"1e99999999999\",\"\\\"1e5\",1e99999999999]",
     "[\"1e99999999999\",\"\\\"1e5\",1e99999999999]|\"1e99999999999\"|\"\\\"1e5\"|1e99999999999|"},
    {"[123456789012345678901234567890e2147483647]",
     "[123456789012345678901234567890e2147483647]|123456789012345678901234567890e2147483647|"},
    {"[\"\x7f\",\"\u2028\u2029\",\"\uFEFF\",\"\uFFFF\"]",
     "[\"\x7f\",\"\u2028\u2029\",\"\uFEFF\",\"\uFFFF\"]|\"\x7f\"|\"\u2028\u2029\"|\"\uFEFF\"|\"\uFFFF\"|"},
};

struct string_row {
    std::string_view literal;
    std::string_view text;
    bool escaped;
};

std::ostream& operator<<(std::ostream& out, string_row const& row) { return out << printable(row.literal); }

constexpr string_row strings[] = {
    {"\"\"", "", false},
    {"\"a\"", "a", false},
    {"\"é日😀\"", "é日😀", false},
    {"\"'/\"", "'/", false},
    {"\"\\\"\"", "\"", true},
    {"\"\\\\\"", "\\", true},
    {"\"\\/\"", "/", true},
    {"\"\\b\\f\\n\\r\\t\"", "\b\f\n\r\t", true},
    {"\"a\\\\\"", "a\\", true},
    {"\"\\\\\\\"\\\\\"", "\\\"\\", true},
    {"\"\\u0061\"", "a", true},
    {"\"\\u00e9\\u00E9\"", "éé", true},
    {"\"\\u0000\"", "\0"sv, true},
    {"\"a\\u0000b\"", "a\0b"sv, true},
    {"\"\\u001f\"", "\x1f", true},
    {"\"\\ud7ff\\ue000\\uffff\"", "\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF", true},
    {"\"\\ud83d\\ude00\"", "😀", true},
    {"\"\\uD800\\uDC00\\uDBFF\\uDFFF\"", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", true},
    {"\"x\\ud83d\\ude00 and more than sixteen bytes\"", "x😀 and more than sixteen bytes", true},
    {"\"日\\u672c😀\\\"é\"", "日本😀\"é", true},
    {"\"\\u005c\\u0022\"", "\\\"", true},
    {"\"\\\\u0061\"", "\\u0061", true},
};

std::string repeat(std::string_view part, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i != times; ++i) {
        out += part;
    }
    return out;
}

std::vector<code> codes(core::diagnostics const& found) {
    std::vector<code> out;
    for (core::diagnostic const& d : found) {
        out.push_back(d.code);
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(document)

BOOST_DATA_TEST_CASE(a_value_is_read, boost::unit_test::data::make(good), row) {
    std::string const text(row.text);
    json::document d;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(d.read(text, limits, found));
    BOOST_TEST(found.empty());
    BOOST_TEST(outline(d) == row.outline);
}

BOOST_DATA_TEST_CASE(a_string_is_decoded, boost::unit_test::data::make(strings), row) {
    std::string const text = "[ \"\\n\", " + std::string(row.literal) + " , " + std::string(row.literal) + "]";
    json::document d;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(d.read(text, limits, found));
    BOOST_TEST(d.root().size() == 3U);
    std::size_t begin = 8;
    auto at = d.root().elements().begin();
    for (++at; at != d.root().elements().end(); ++at) {
        json::node const n = *at;
        BOOST_TEST((n.type() == kind::string));
        BOOST_TEST(printable(n.text()) == printable(row.text));
        BOOST_TEST(n.escaped() == row.escaped);
        BOOST_TEST(printable(n.literal()) == printable(row.literal));
        BOOST_TEST(n.where().offset == begin);
        BOOST_TEST(n.where().length == row.literal.size());
        bool const views_source = n.text().data() == text.data() + begin + 1;
        BOOST_TEST(views_source == !row.escaped);
        begin += row.literal.size() + 3;
    }

    std::string const object = "{" + std::string(row.literal) + " : " + std::string(row.literal) + "}";
    BOOST_TEST_REQUIRE(d.read(object, limits, found));
    json::member const m = *d.root().members().begin();
    BOOST_TEST(printable(m.key()) == printable(row.text));
    BOOST_TEST(printable(m.value().text()) == printable(row.text));
    BOOST_TEST((m.key_where() == span{1, static_cast<std::uint32_t>(row.literal.size())}));
    BOOST_TEST(d.root().find(row.text).has_value());
}

BOOST_AUTO_TEST_CASE(spans_are_exact_in_a_pretty_printed_text) {
    std::string_view const text = "{\r\n"
                                  "  \"f\\u0069lter\" : {\r\n"
                                  "    \"op\": \"and\",\r\n"
                                  "    \"r\u00e9gles\": [\r\n"
                                  "      { \"value\": [ \"J\\u00eem\", -1.50e+3 ], \"t\": true },\r\n"
                                  "      null , false\r\n"
                                  "    ]\r\n"
                                  "  },\r\n"
                                  "  \"\": \"\u65e5\u672c\"\r\n"
                                  "}\r\n";
    json::document d;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(d.read(text, limits, found));

    auto const at = [&](std::string_view part) {
        return span{static_cast<std::uint32_t>(text.find(part)), static_cast<std::uint32_t>(part.size())};
    };
    auto const check = [&](json::member const& m, std::string_view key, std::string_view key_literal,
                           std::string_view first, std::string_view last) {
        BOOST_TEST(m.key() == key);
        BOOST_TEST((m.key_where() == at(key_literal)));
        span const whole = core::cover(at(first), {at(last).end() - 1, 1});
        BOOST_TEST(m.value().where().offset == whole.offset);
        BOOST_TEST(m.value().where().end() == whole.end());
    };

    BOOST_TEST((d.root().where() == span{0, static_cast<std::uint32_t>(text.size() - 2)}));
    BOOST_TEST(d.root().size() == 2U);
    auto top = d.root().members().begin();
    check(*top, "filter", "\"f\\u0069lter\"", "{\r\n    \"op\"", "]\r\n  }");
    json::node const filter = (*top++).value();
    check(*top, "", "\"\"", "\"\u65e5\u672c\"", "\"\u65e5\u672c\"");
    BOOST_TEST((*top).value().text() == "\u65e5\u672c");
    BOOST_TEST((++top == d.root().members().end()));

    auto inner = filter.members().begin();
    check(*inner, "op", "\"op\"", "\"and\"", "\"and\"");
    ++inner;
    check(*inner, "r\u00e9gles", "\"r\u00e9gles\"", "[\r\n", "false\r\n    ]");
    json::node const rules = (*inner).value();
    BOOST_TEST(rules.size() == 3U);

    auto rule = rules.elements().begin();
    BOOST_TEST((*rule).size() == 2U);
    auto member = (*rule).members().begin();
    check(*member, "value", "\"value\"", "[ \"J", "+3 ]");
    json::node const value = (*member).value();
    check(*++member, "t", "\"t\"", "true", "true");
    BOOST_TEST((*member).value().boolean());
    auto scalar = value.elements().begin();
    BOOST_TEST(((*scalar).where() == at("\"J\\u00eem\"")));
    BOOST_TEST((*scalar).text() == "J\u00eem");
    ++scalar;
    BOOST_TEST(((*scalar).where() == at("-1.50e+3")));
    BOOST_TEST((*scalar).literal() == "-1.50e+3");

    ++rule;
    BOOST_TEST(((*rule).where() == at("null")));
    BOOST_TEST(((*rule).type() == kind::null));
    ++rule;
    BOOST_TEST(((*rule).where() == at("false")));
    BOOST_TEST(!(*rule).boolean());
}

BOOST_AUTO_TEST_CASE(a_node_knows_its_kind) {
    struct row {
        std::string_view text;
        kind type;
        core::term term;
    };
    for (row const& r : std::initializer_list<row>{{"{}", kind::object, core::term::object},
                                                   {"[]", kind::array, core::term::array},
                                                   {"\"a\"", kind::string, core::term::string},
                                                   {"1", kind::number, core::term::number},
                                                   {"true", kind::boolean, core::term::boolean},
                                                   {"null", kind::null, core::term::null}}) {
        json::document d;
        core::diagnostics found;
        BOOST_TEST_REQUIRE(d.read(r.text, limits, found));
        BOOST_TEST((d.root().type() == r.type));
        BOOST_TEST((d.root().term() == r.term));
    }
}

BOOST_AUTO_TEST_CASE(the_ranges_are_forward_ranges) {
    static_assert(std::forward_iterator<json::element_iterator>);
    static_assert(std::forward_iterator<json::member_iterator>);
    json::document d;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(d.read("[[1,[2]],[],{\"a\":[3]},4]", limits, found));
    auto const elements = d.root().elements();
    BOOST_TEST(std::ranges::distance(elements.begin(), elements.end()) == 4);
    auto const nested =
        std::ranges::find_if(elements.begin(), elements.end(), [](json::node n) { return n.type() == kind::object; });
    BOOST_TEST((*nested).literal() == "{\"a\":[3]}");
}

BOOST_AUTO_TEST_CASE(a_member_is_found_by_its_decoded_key) {
    json::document d;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(d.read("{\"a\":{\"c\":1},\"\\u0062\":2,\"b\":3}", limits, found));
    BOOST_TEST(d.root().find("b").value().literal() == "2");
    BOOST_TEST(d.root().find("a").value().find("c").value().literal() == "1");
    BOOST_TEST(!d.root().find("c").has_value());
    BOOST_TEST(!d.root().find("").has_value());
}

BOOST_AUTO_TEST_CASE(all_members_are_kept_where_a_key_stands_twice) {
    json::document d;
    core::diagnostics found;
    BOOST_TEST(d.read("{\"a\":1,\"b\":2,\"a\":[3]}", limits, found));
    BOOST_TEST(d.root().size() == 3U);
    BOOST_TEST(outline(d) == "{\"a\":1,\"b\":2,\"a\":[3]}|a=1|b=2|a=[3]|3|");
    BOOST_TEST(d.root().find("a").value().literal() == "1");
}

BOOST_AUTO_TEST_CASE(a_text_over_the_limit_is_not_looked_at) {
    json::document d;
    core::diagnostics found;
    BOOST_TEST(d.read("[10,20]", {7, 1}, found));
    BOOST_TEST(!d.read("[10,20]", {6, 1}, found));
    BOOST_TEST(!d.read("\xEF\xBB\xBF", {2, 1}, found));
    BOOST_TEST(!d.read("]", {0, 1}, found));
    BOOST_TEST(!d.read("", {0, 1}, found));
    std::vector<code> const expected{code::request_too_large, code::request_too_large, code::request_too_large,
                                     code::json_incomplete};
    BOOST_TEST((codes(found) == expected));
    BOOST_TEST((found[0].where == span{6, 0}));
    BOOST_TEST((found[0].arguments == std::vector<core::argument>{"7", "6"}));

    // Longer than an offset can say: only the length may be looked at.
    if constexpr (sizeof(std::size_t) > 4) {
        std::string_view const long_text("[]", std::size_t{1} << 32U);
        BOOST_TEST(!d.read(long_text, {0xFFFF'FFFF, 1}, found));
        BOOST_TEST((found[4].where == span{json::max_bytes, 0}));
        BOOST_TEST((found[4].arguments == std::vector<core::argument>{"4294967296", "2147483647"}));
        d.set_pointers(found);
        BOOST_TEST(found[4].pointer.empty());
    }
}

BOOST_AUTO_TEST_CASE(nesting_is_limited) {
    struct row {
        std::string_view text; ///< the bracket that is one too deep in marks, where there is one
        std::uint32_t depth;
        std::string_view pointer;
    };
    row const rows[] = {
        {"«[»]", 0, ""},
        {"«{»}", 0, ""},
        {" «[»1", 0, ""},
        {"[«[»]]", 1, "/0"},
        {"[1, «{»}]", 1, "/1"},
        {"{\"a\":«[»]}", 1, "/a"},
        {"{\"a\":{\"b\":1},\"c\":{\"d\": «{»}}}", 2, "/c/d"},
        {"[[],[],[],[«[»", 2, "/3/0"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            marked const input(r.text);
            json::document d;
            core::diagnostics found;
            BOOST_TEST(!d.read(input.text, {1000, r.depth}, found));
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(core::name(found[0].code) == core::name(code::nesting_too_deep));
            BOOST_TEST((found[0].where == input.where));
            BOOST_TEST((found[0].arguments == std::vector<core::argument>{std::to_string(r.depth)}));
            d.set_pointers(found);
            BOOST_TEST(found[0].pointer == r.pointer);
        }
    }
    json::document d;
    core::diagnostics found;
    BOOST_TEST(d.read("1", {1000, 0}, found));
    BOOST_TEST(d.read("[[],{\"a\":[]}]", {1000, 3}, found));
    BOOST_TEST(found.empty());
}

BOOST_AUTO_TEST_CASE(deep_nesting_costs_no_stack) {
    json::document d;
    core::diagnostics found;
    std::string const brackets(1'000'000, '[');
    BOOST_TEST(!d.read(brackets, {1'000'000, 10}, found));
    BOOST_TEST(!d.read(brackets, {1'000'000, 0xFFFF'FFFF}, found));
    BOOST_TEST(!d.read(repeat("{\"a\":", 200'000), {1'000'000, 0xFFFF'FFFF}, found));
    BOOST_TEST_REQUIRE(found.size() == 3U);
    BOOST_TEST((found[0].where == span{10, 1}));
    BOOST_TEST((found[1].where == span{json::max_depth, 1}));
    BOOST_TEST((found[1].arguments == std::vector<core::argument>{std::to_string(json::max_depth)}));
    BOOST_TEST((found[2].where == span{5 * json::max_depth, 1}));

    std::string const deepest = repeat("[", json::max_depth) + repeat("]", json::max_depth);
    BOOST_TEST(d.read(deepest, {1'000'000, 0xFFFF'FFFF}, found));
    BOOST_TEST(found.size() == 3U);
}

BOOST_AUTO_TEST_CASE(an_exponent_that_is_read_twice_reports_a_key_once) {
    json::document d;
    core::diagnostics found;
    BOOST_TEST(d.read("{\"a\\n\":1,\"a\\n\":1e99999999999,\"b\":\"\\t\"}", limits, found));
    BOOST_TEST(found.size() == 1U);
    BOOST_TEST(d.root().find("b").value().text() == "\t");
    BOOST_TEST(d.root().find("a\n").value().literal() == "1");
}

BOOST_AUTO_TEST_CASE(a_document_is_reused_after_faults) {
    json::document d;
    std::string_view const texts[] = {"{\"a\":[1,\"\\n\"]}", "{\"a\":[1,\"\\n\",", "[[[[[", "", "{\"a\":1e99999999999}",
                                      "\"\\ud800\"",         "{\"x\":1,\"x\":2}"};
    for (int times = 0; times != 3; ++times) {
        for (std::string_view const text : texts) {
            core::diagnostics first;
            core::diagnostics second;
            json::document fresh;
            BOOST_TEST(d.read(text, limits, first) == fresh.read(text, limits, second));
            d.set_pointers(first);
            fresh.set_pointers(second);
            BOOST_TEST(std::ranges::equal(first, second));
            if (!first.has_errors()) {
                BOOST_TEST(outline(d) == outline(fresh));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(long_strings_are_read_whole) {
    // The parser hands over escaped strings in parts of some thousand bytes; let no escape be at a lucky place.
    for (std::size_t const before : {0U, 1U, 4085U, 4090U, 4091U, 4092U, 4093U, 4094U, 4095U, 4096U, 4097U, 8190U}) {
        for (std::string_view const escape : {"\\n", "\\u00e9", "\\ud83d\\ude00", "\\\"", "\u65e5", "\U0001F600"}) {
            std::string const padding(before, 'x');
            std::string const body = "\\t" + padding + std::string(escape) + padding + "\\\\";
            std::string const text = "[\"" + body + "\",\"" + body + "\",{\"" + body + "\":\"\"}]";
            json::document d;
            core::diagnostics found;
            BOOST_TEST_REQUIRE(d.read(text, limits, found));
            std::string_view const decoded = escape == "\\n"              ? "\n"
                                             : escape == "\\u00e9"        ? "\u00e9"
                                             : escape == "\\ud83d\\ude00" ? "\U0001F600"
                                             : escape == "\\\""           ? "\""
                                                                          : escape;
            std::string const expected = "\t" + padding + std::string(decoded) + padding + "\\";
            auto at = d.root().elements().begin();
            BOOST_TEST(((*at).text() == expected));
            BOOST_TEST(((*at).where() == span{1, static_cast<std::uint32_t>(body.size() + 2)}));
            ++at;
            BOOST_TEST(((*at).text() == expected));
            ++at;
            BOOST_TEST(((*(*at).members().begin()).key() == expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(long_numbers_are_views) {
    json::document d;
    core::diagnostics found;
    std::string const digits(1'000'000, '7');
    for (std::string const& text : {digits, "-" + digits, "0." + digits, digits + "." + digits + "e-" + digits}) {
        BOOST_TEST_REQUIRE(d.read(text, {4'000'000, 1}, found));
        BOOST_TEST((d.root().literal() == text));
        bool const views_source = d.root().literal().data() == text.data();
        BOOST_TEST(views_source);
    }
    BOOST_TEST(!d.read(digits + ".", {4'000'000, 1}, found));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST((found[0].where == span{0, 1'000'001}));
}

BOOST_AUTO_TEST_CASE(reading_again_allocates_nothing) {
    std::string const request = "{\n  \"filter\": {\"op\": \"and\", \"rules\": [\n"
                                "    {\"field\": \"n\\u0061me\", \"op\": \"in\", \"value\": [\"a\\tb\", 1.5e3]},\n"
                                "    {\"field\": \"x\", \"op\": \"eq\", \"value\": -12345678901234567890123}\n"
                                "  ]},\n  \"page\": {\"count\": false, \"start\": 0, \"limit\": 500}\n}\n";
    std::string const larger = "[" + repeat(request + ",", 100) + request + "]";
    std::string const exponent = "{\"a\":1e99999999999,\"b\":\"\\n\"}";
    json::document d;
    for (std::string const& text : {larger, exponent}) {
        core::diagnostics found;
        BOOST_TEST_REQUIRE(d.read(text, limits, found));
    }
    std::size_t total = 0;
    std::size_t const before = allocations;
    for (int i = 0; i != 100; ++i) {
        core::diagnostics found;
        for (std::string const* const text : {&request, &larger, &exponent}) {
            total += d.read(*text, limits, found) ? 1U : 0U;
        }
        for (json::member const m : d.root().members()) {
            total += m.key().size();
        }
    }
    std::size_t const after = allocations;
    BOOST_TEST(after - before == 0U);
    BOOST_TEST(total == 500U);

    // The count counts.
    json::document fresh;
    core::diagnostics found;
    fresh.read(request, limits, found);
    BOOST_TEST(allocations > after);
}

BOOST_AUTO_TEST_CASE(a_document_is_empty_where_memory_ends) {
    std::string const good = "[" + repeat("{\"a\":\"\\n a string too long for a small buffer\"},", 50) + "1]";
    std::string const bad = "{\"a\":1,\"a\":" + good.substr(0, good.size() - 1) + ",1e99999999999,x";
    for (std::string const* const text : {&good, &bad}) {
        std::size_t failures = 0;
        for (bool done = false; !done; ++failures) {
            json::document d;
            core::diagnostics found;
            last_allocation = allocations + failures;
            try {
                d.read(*text, limits, found);
                done = true;
            } catch (std::bad_alloc const&) {
                done = false;
            }
            last_allocation = static_cast<std::size_t>(-1);
            d.set_pointers(found);
            core::diagnostics again;
            BOOST_TEST(d.read(*text, limits, again) == (text == &good));
            BOOST_TEST(again.size() == (text == &good ? 0U : 2U));
        }
        BOOST_TEST(failures > 5U);
    }
}

BOOST_AUTO_TEST_CASE(a_document_can_be_moved) {
    json::document d;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(d.read("{\"\\u0061\":[1,2]}", limits, found));
    json::document const other = std::move(d);
    BOOST_TEST(outline(other) == "{\"\\u0061\":[1,2]}|a=[1,2]|1|2|");
}

BOOST_AUTO_TEST_CASE(elements_and_members_are_input_ranges) {
    static_assert(std::input_iterator<json::element_iterator> && std::input_iterator<json::member_iterator>);
    json::document d;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(d.read(R"([7,{"a":1,"b":2}])", limits, found));
    auto element = d.root().elements().begin();
    BOOST_TEST((*element++).literal() == "7");
    auto member = (*element).members().begin();
    BOOST_TEST((*member++).key() == "a");
    BOOST_TEST((*member).key() == "b");
    BOOST_TEST((++member == (*element).members().end()));
    BOOST_TEST((++element == d.root().elements().end()));
}

BOOST_AUTO_TEST_SUITE_END()
