// The JSON reader, against Boost.JSON's parser event by event, and against its DOM value by value.

#include "support/target.hpp"

#include <quern/core/diagnostics.hpp>
#include <quern/core/utf8.hpp>
#include <quern/json/document.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <vector>

namespace quern::fuzz {

namespace {

constexpr std::uint32_t depth = 24;
constexpr json::read_limits limits{.bytes = 1U << 20U, .depth = depth};

/// What a text says, one line a token: a letter, and what it holds.
using events = std::vector<std::string>;

/// Writes down the events of Boost.JSON's parser.
struct recorder {
    using string_view = boost::json::string_view;
    using error_code = boost::json::error_code;

    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return say("{"); }
    bool on_object_end(std::size_t size, error_code&) { return say("}" + std::to_string(size)); }
    bool on_array_begin(error_code&) { return say("["); }
    bool on_array_end(std::size_t size, error_code&) { return say("]" + std::to_string(size)); }
    bool on_key_part(string_view s, std::size_t, error_code&) { return collect(s); }
    bool on_key(string_view s, std::size_t, error_code&) { return text('k', s); }
    bool on_string_part(string_view s, std::size_t, error_code&) { return collect(s); }
    bool on_string(string_view s, std::size_t, error_code&) { return text('s', s); }
    bool on_number_part(string_view s, error_code&) { return collect(s); }
    bool on_int64(std::int64_t, string_view s, error_code&) { return text('n', s); }
    bool on_uint64(std::uint64_t, string_view s, error_code&) { return text('n', s); }
    bool on_double(double, string_view s, error_code&) { return text('n', s); }
    bool on_bool(bool truth, error_code&) { return say(truth ? "t" : "f"); }
    bool on_null(error_code&) { return say("0"); }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

    bool say(std::string event) {
        said.push_back(std::move(event));
        return true;
    }
    bool collect(string_view s) {
        part.append(s.data(), s.size());
        return true;
    }
    bool text(char letter, string_view last) {
        collect(last);
        say(letter + part);
        part.clear();
        return true;
    }

    events said;
    std::string part;
};

void walk(json::node n, events& out) {
    switch (n.type()) {
    case json::kind::object: {
        out.emplace_back("{");
        std::size_t size = 0;
        for (json::member const m : n.members()) {
            out.push_back("k" + std::string(m.key()));
            walk(m.value(), out);
            ++size;
        }
        require(size == n.size(), "an object has as many members as it says");
        out.push_back("}" + std::to_string(size));
        return;
    }
    case json::kind::array: {
        out.emplace_back("[");
        std::size_t size = 0;
        for (json::node const e : n.elements()) {
            walk(e, out);
            ++size;
        }
        require(size == n.size(), "an array has as many elements as it says");
        out.push_back("]" + std::to_string(size));
        return;
    }
    case json::kind::string:
        out.push_back("s" + std::string(n.text()));
        return;
    case json::kind::number:
        out.push_back("n" + std::string(n.literal()));
        return;
    case json::kind::boolean:
        out.emplace_back(n.boolean() ? "t" : "f");
        return;
    case json::kind::null:
        out.emplace_back("0");
        return;
    }
}

/// The exact bytes of each value are that value, and lie within those of what holds it.
void check_spans(json::node n, core::span outer) {
    require(outer.offset <= n.where().offset && n.where().end() <= outer.end(), "a value lies within its container");
    switch (n.type()) {
    case json::kind::object:
        for (json::member const m : n.members()) {
            require(m.key_where().end() < m.value().where().offset, "a key stands before its value");
            check_spans(m.value(), n.where());
        }
        return;
    case json::kind::array:
        for (json::node const e : n.elements()) {
            check_spans(e, n.where());
        }
        return;
    case json::kind::string: {
        std::string_view const quoted = n.literal();
        require(quoted.size() >= 2 && quoted.front() == '"' && quoted.back() == '"', "a string has its quotes", quoted);
        require(n.escaped() == (quoted.find('\\') != quoted.npos), "a string knows its escapes", quoted);
        boost::json::value const alone = boost::json::parse(quoted);
        require(alone.as_string() == boost::json::string_view(n.text()), "a string's bytes are that string", quoted);
        require(core::is_utf8(n.text()), "a string is UTF-8", quoted);
        return;
    }
    case json::kind::number:
        require(n.literal().find_first_not_of("+-.0123456789eE") == std::string_view::npos, "a number is digits",
                n.literal());
        return;
    case json::kind::boolean:
        require(n.literal() == (n.boolean() ? "true" : "false"), "a boolean is its word", n.literal());
        return;
    case json::kind::null:
        require(n.literal() == "null", "null is its word", n.literal());
        return;
    }
}

/// The tree of a text whose keys are all different, as Boost.JSON has it.
bool same(json::node n, boost::json::value const& v) {
    switch (n.type()) {
    case json::kind::object: {
        boost::json::object const* const object = v.if_object();
        return object != nullptr && object->size() == n.size() &&
               std::ranges::all_of(n.members(), [object](json::member m) {
                   boost::json::value const* const found = object->if_contains(m.key());
                   return found != nullptr && same(m.value(), *found);
               });
    }
    case json::kind::array: {
        boost::json::array const* const array = v.if_array();
        auto const* next = array == nullptr ? nullptr : array->data();
        return array != nullptr && array->size() == n.size() &&
               std::ranges::all_of(n.elements(), [&next](json::node e) { return same(e, *next++); });
    }
    case json::kind::string:
        return v.is_string() && v.get_string() == boost::json::string_view(n.text());
    case json::kind::number: {
        std::string_view const digits = n.literal();
        auto const is = [digits](auto wanted) {
            decltype(wanted) read{};
            auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), read);
            return error == std::errc{} && end == digits.data() + digits.size() && read == wanted;
        };
        return v.is_int64() ? is(v.get_int64()) : v.is_uint64() ? is(v.get_uint64()) : v.is_double();
    }
    case json::kind::boolean:
        return v.is_bool() && v.get_bool() == n.boolean();
    case json::kind::null:
        return v.is_null();
    }
    return false;
}

/// The value that a pointer leads to, in a document without a key twice.
std::optional<json::node> follow(json::node n, std::string_view pointer) {
    while (!pointer.empty()) {
        std::size_t const end = std::min(pointer.find('/', 1), pointer.size());
        std::string_view const written = pointer.substr(1, end - 1);
        pointer.remove_prefix(end);
        if (n.type() == json::kind::array) {
            std::size_t index = 0;
            std::from_chars(written.data(), written.data() + written.size(), index);
            if (index >= n.size()) {
                return std::nullopt;
            }
            json::element_iterator at = n.elements().begin();
            std::ranges::advance(at, static_cast<std::ptrdiff_t>(index));
            n = *at;
            continue;
        }
        std::string key;
        for (std::size_t i = 0; i != written.size(); ++i) {
            bool const tilde = written[i] == '~';
            key += tilde ? (written[++i] == '0' ? '~' : '/') : written[i];
        }
        std::optional<json::node> const found = n.type() == json::kind::object ? n.find(key) : std::nullopt;
        if (!found) {
            return std::nullopt;
        }
        n = *found;
    }
    return n;
}

void check_pointers(json::document const& d, json::node n) {
    core::diagnostics found;
    found.add(core::code::json_syntax, n.where());
    d.set_pointers(found);
    std::string const& pointer = found[0].pointer;
    std::optional<json::node> const there = follow(d.root(), pointer);
    require(there && there->where() == n.where(), "a pointer leads to the value of its span", pointer);
    if (n.type() == json::kind::object) {
        for (json::member const m : n.members()) {
            check_pointers(d, m.value());
        }
    } else if (n.type() == json::kind::array) {
        for (json::node const e : n.elements()) {
            check_pointers(d, e);
        }
    }
}

void run(std::string_view input) {
    static json::document reused;
    core::diagnostics found;
    bool const complete = reused.read(input, limits, found);

    boost::json::parse_options options;
    options.max_depth = depth;
    boost::json::basic_parser<recorder> parser(options);
    boost::json::error_code error;
    std::size_t const consumed = parser.write_some(false, input.data(), input.size(), error);
    if (error == boost::json::error::exponent_overflow) {
        return; // Boost.JSON gives up where a number is only large
    }
    bool const accepted = !error && consumed == input.size();
    require(complete == accepted, "what Boost.JSON reads is read, and nothing else", input);

    for (core::diagnostic const& d : found) {
        require(d.where.end() <= input.size(), "a diagnostic lies within the text", input);
    }
    if (!complete) {
        require(found.has_errors(), "what is not read is an error", input);
        core::diagnostics pointed = found;
        reused.set_pointers(pointed);
        return;
    }
    events read;
    walk(reused.root(), read);
    require(read == parser.handler().said, "each event is one of Boost.JSON's", input);
    check_spans(reused.root(), {0, static_cast<std::uint32_t>(input.size())});

    json::document fresh;
    core::diagnostics again;
    require(fresh.read(input, limits, again), "what is read once is read again", input);
    events twice;
    walk(fresh.root(), twice);
    require(read == twice && found.size() == again.size(), "memory that is used again changes nothing", input);
    if (found.empty()) {
        boost::json::parse_options loose;
        loose.max_depth = depth;
        require(same(reused.root(), boost::json::parse(input, {}, loose)), "the tree is Boost.JSON's", input);
        if (input.size() < 512) {
            check_pointers(reused, reused.root());
        }
    }
}

target const here("json_document", run);

} // namespace

} // namespace quern::fuzz
