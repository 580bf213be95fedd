#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/utf8.hpp>
#include <quern/text/detail/characters.hpp>
#include <quern/text/detail/expectation.hpp>
#include <quern/text/detail/fault.hpp>
#include <quern/text/detail/operator_words.hpp>
#include <quern/text/detail/query_reader.hpp>
#include <quern/text/keywords.hpp>
#include <quern/text/query.hpp>

#include <boost/spirit/home/x3/auxiliary/eoi.hpp>
#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/char/char_parser.hpp>
#include <boost/spirit/home/x3/core/action.hpp>
#include <boost/spirit/home/x3/core/parser.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/and_predicate.hpp>
#include <boost/spirit/home/x3/operator/kleene.hpp>
#include <boost/spirit/home/x3/operator/not_predicate.hpp>
#include <boost/spirit/home/x3/operator/optional.hpp>
#include <boost/spirit/home/x3/operator/plus.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>
#include <boost/spirit/home/x3/support/context.hpp>
#include <boost/spirit/home/x3/support/unused.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace quern::text {

namespace detail {

namespace x3 = boost::spirit::x3;

struct reader_tag;

/// A byte of one of some classes.
template <unsigned Classes>
struct one_of : x3::char_parser<one_of<Classes>> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Context>
    [[nodiscard]] constexpr bool test(char c, Context const&) const noexcept {
        return is(c, Classes);
    }
};

/// A parser that matches no text, and succeeds where the reader says so.
template <auto Condition>
struct when : x3::parser<when<Condition>> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class Rule, class Attribute>
    bool parse(Iterator&, Iterator const&, Context const& context, Rule&, Attribute&) const {
        return (x3::get<reader_tag>(context).*Condition)();
    }
};

/// Calls the reader; an action that returns false ends the parse.
template <auto Member>
struct perform {
    template <class Context>
    void operator()(Context const& context) const {
        query_reader& reader = x3::get<reader_tag>(context);
        if constexpr (std::is_same_v<decltype((reader.*Member)()), bool>) {
            x3::_pass(context) = (reader.*Member)();
        } else {
            (reader.*Member)();
        }
    }
};

/// blanks = *( %x20 / %x09 / %x0D / %x0A / "#" *<any but CR and LF> )
inline constexpr auto skip_blanks = [](char const*& first, char const* last, auto const& context) {
    constexpr auto blanks = *(one_of<blank>{} | x3::lit('#') >> *one_of<line_part>{});
    blanks.parse(first, last, context, x3::unused, x3::unused);
};

/// A token and the blanks behind it; where there is none, the reader notes what was expected.
template <class Subject>
struct token_parser : x3::unary_parser<Subject, token_parser<Subject>> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;
    static constexpr bool handles_container = false;

    constexpr token_parser(Subject const& lexeme, expected e)
        : x3::unary_parser<Subject, token_parser<Subject>>(lexeme),
          what(e) {}

    template <class Iterator, class Context, class Rule, class Attribute>
    bool parse(Iterator& first, Iterator const& last, Context const& context, Rule&, Attribute&) const {
        query_reader& reader = x3::get<reader_tag>(context);
        Iterator const begin = first;
        if (!this->subject.parse(first, last, context, x3::unused, x3::unused)) {
            first = begin;
            reader.expecting.note(what, begin);
            return false;
        }
        reader.take(begin, first);
        skip_blanks(first, last, context);
        return true;
    }

    expected what;
};

template <class Subject>
[[nodiscard]] constexpr auto token(expected what, Subject const& subject) {
    return token_parser<std::remove_cvref_t<decltype(x3::as_parser(subject))>>(x3::as_parser(subject), what);
}

/// A name that is not a keyword.
template <class Subject>
struct no_keyword : x3::unary_parser<Subject, no_keyword<Subject>> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;
    static constexpr bool handles_container = false;

    explicit constexpr no_keyword(Subject const& name) : x3::unary_parser<Subject, no_keyword<Subject>>(name) {}

    template <class Iterator, class Context, class Rule, class Attribute>
    bool parse(Iterator& first, Iterator const& last, Context const& context, Rule&, Attribute&) const {
        Iterator const begin = first;
        return this->subject.parse(first, last, context, x3::unused, x3::unused) &&
               !is_keyword({begin, static_cast<std::size_t>(first - begin)});
    }
};

/// The words of an operator, from the tables; the reader is told which it is.
struct operator_parser : x3::parser<operator_parser> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class Rule, class Attribute>
    bool parse(Iterator& first, Iterator const& last, Context const& context, Rule&, Attribute&) const {
        query_reader& reader = x3::get<reader_tag>(context);
        Iterator const begin = first;
        Iterator at = first;
        operator_set candidates = all_operators;
        for (std::size_t place = 0;;) {
            Iterator end = at;
            word.parse(end, last, context, x3::unused, x3::unused);
            std::string_view const written(at, static_cast<std::size_t>(end - at));
            operator_set const fitting = place == 0 ? with_first_word(written) : with_word(candidates, place, written);
            if (fitting == 0) {
                reader.expecting.note(candidates, place, at);
                return false;
            }
            candidates = fitting;
            reader.take(at, end);
            at = end;
            skip_blanks(at, last, context);
            if (operator_row const* const row = complete(candidates, ++place)) {
                reader.operation(*row, begin, end);
                first = at;
                return true;
            }
        }
    }

    static constexpr auto word = +one_of<symbol>{} | one_of<name_begin>{} >> *one_of<name_part>{};
};

/// One word.
struct keyword : x3::parser<keyword> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    explicit constexpr keyword(std::string_view w) : word(w) {}

    template <class Iterator, class Context, class Rule, class Attribute>
    bool parse(Iterator& first, Iterator const& last, Context const&, Rule&, Attribute&) const {
        std::string_view const rest(first, static_cast<std::size_t>(last - first));
        if (!rest.starts_with(word) || (rest.size() != word.size() && is(rest[word.size()], name_part))) {
            return false;
        }
        first += word.size();
        return true;
    }

    std::string_view word;
};

// clang-format off

/// The grammar of docs/text/query.md, whose rules these are.
[[nodiscard]] constexpr auto query_grammar() {
    using x3::lit;
    using reader = query_reader;
    using enum expected;
    constexpr auto the = [](expected what) {
        return token(what, keyword(expectations[static_cast<std::size_t>(what)].token));
    };
    constexpr auto mark = [](expected what) {
        return token(what, lit(expectations[static_cast<std::size_t>(what)].token.front()));
    };

    // name = bare-name / "`" *( <any but "`"> / "``" ) "`"
    auto const bare_name   = no_keyword(one_of<name_begin>{} >> *one_of<name_part>{});
    auto const quoted_name = lit('`') >> *(one_of<unquoted>{} | lit('`') >> '`') >> '`';
    auto const name        = token(field, bare_name | quoted_name);

    // number = [ "-" ] ( "0" / %x31-39 *DIGIT ) [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "+" / "-" ] 1*DIGIT ]
    auto const digits = +one_of<digit>{};
    auto const number = -lit('-') >> (lit('0') | digits) >> -('.' >> digits)
                        >> -((lit('e') | 'E') >> -(lit('+') | '-') >> digits) >> !one_of<name_part>{};

    // time = 4DIGIT "-" *( ALPHA / DIGIT / ":" / "+" / "-" / "." )
    auto const time = one_of<digit>{} >> one_of<digit>{} >> one_of<digit>{} >> one_of<digit>{} >> '-' >> *one_of<time_part>{};

    // string = as in RFC 8259, and no surrogate stands alone
    auto const hex       = one_of<hexadecimal>{};
    auto const low       = one_of<letter_d>{} >> one_of<low_surrogate>{} >> hex >> hex;
    auto const high      = one_of<letter_d>{} >> one_of<high_surrogate>{} >> hex >> hex;
    auto const others    = !(one_of<letter_d>{} >> one_of<surrogate>{}) >> hex >> hex >> hex >> hex;
    auto const escape    = lit('\\') >> (one_of<escaped>{} | 'u' >> (others | high >> '\\' >> 'u' >> low));
    auto const string    = lit('"') >> *(+one_of<plain>{} | escape) >> '"';

    // value = string / time / number / "true" / "false"
    auto const scalar = token(value, string)[perform<&reader::string>{}]
                      | token(value, time)[perform<&reader::time>{}]
                      | token(value, number)[perform<&reader::number>{}]
                      | token(value, keyword("true"))[perform<&reader::yes>{}]
                      | token(value, keyword("false"))[perform<&reader::no>{}];

    // list = "[" [ value *( "," value ) ] "]"
    auto const values = mark(list)[perform<&reader::begin_list>{}]
                     >> -(scalar >> *(mark(comma) >> scalar))
                     >> mark(end_of_list)[perform<&reader::end_list>{}];

    // predicate = name ( operator-on-one value / operator-on-list list / operator-on-none )
    auto const predicate = name[perform<&reader::field>{}]
                        >> operator_parser{}
                        >> (when<&reader::needs_one>{} >> scalar | when<&reader::needs_list>{} >> values | when<&reader::needs_none>{})
                        >> when<&reader::end_predicate>{};

    // operand = *( "not" / "(" ) ( "everything" / "nothing" / predicate ) *")"
    auto const operand = *(the(negation)[perform<&reader::negate>{}] | mark(open)[perform<&reader::open>{}])
                      >> (predicate | the(everything)[perform<&reader::everything>{}] | the(nothing)[perform<&reader::nothing>{}])
                      >> *(when<&reader::inside>{} >> mark(close)[perform<&reader::close>{}]);

    // filter = operand *( ( "and" / "or" ) operand ), and its parentheses match
    auto const filter = operand
                     >> *((the(conjunction)[perform<&reader::conjoin>{}] | the(disjunction)[perform<&reader::disjoin>{}]) >> operand)
                     >> when<&reader::end_filter>{};

    // sort = "sort" sort-key *( "," sort-key ); sort-key = [ "-" / "+" ] name
    auto const natural_number = token(natural, number);
    auto const sort_key       = -(mark(descending)[perform<&reader::descending>{}] | mark(ascending)) >> name[perform<&reader::sort_field>{}];
    auto const sort_clause    = the(sort)[perform<&reader::begin_sort>{}] >> sort_key >> *(mark(comma) >> sort_key);

    // limit = "limit" number; offset = "offset" number
    auto const limit_clause  = the(limit)[perform<&reader::begin_limit>{}] >> natural_number[perform<&reader::limit>{}];
    auto const offset_clause = the(offset)[perform<&reader::begin_offset>{}] >> natural_number[perform<&reader::offset>{}];
    auto const count_clause  = the(count)[perform<&reader::count>{}];

    // query = filter [ sort ] [ limit ] [ offset ] [ "count" ]
    return filter >> -sort_clause >> -limit_clause >> -offset_clause >> -count_clause >> token(end, x3::eoi);
}

// clang-format on

/// The offset of the first byte that is not UTF-8; the size of the text where there is none.
[[nodiscard]] QUERN_INLINE std::size_t find_invalid_utf8(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at != text.size()) {
        std::uint64_t eight = ~std::uint64_t{0};
        if (text.size() - at >= sizeof eight) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
        }
        if ((eight & 0x8080808080808080U) == 0) {
            at += sizeof eight;
            continue;
        }
        if ((static_cast<unsigned char>(text[at]) & 0x80U) == 0) {
            ++at;
            continue;
        }
        core::decoded const d = core::decode(text, at);
        if (!d.valid) {
            break;
        }
        at += d.length;
    }
    return at;
}

/// Reports what no text may be, whatever the grammar says.
[[nodiscard]] QUERN_INLINE bool check_bytes(std::string_view text, core::limits const& limits,
                                            core::diagnostics& found) {
    std::uint32_t const most = std::min<std::uint32_t>(limits.bytes, std::numeric_limits<std::int32_t>::max());
    if (text.size() > most) {
        found.add(core::code::request_too_large, {most, 0}, {std::to_string(text.size()), std::to_string(most)});
        return false;
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        found.add(core::code::json_byte_order_mark, {0, 3}).advise(core::hint::encode_utf8);
        return false;
    }
    if (std::size_t const invalid = find_invalid_utf8(text); invalid != text.size()) {
        found.add(core::code::invalid_utf8, {static_cast<std::uint32_t>(invalid), 1}).advise(core::hint::encode_utf8);
        return false;
    }
    return true;
}

} // namespace detail

QUERN_INLINE bool read_query(std::string_view text, core::limits const& limits, syntax::request& out,
                             core::diagnostics& found) {
    namespace x3 = boost::spirit::x3;
    static constexpr auto grammar = detail::query_grammar();
    out.clear();
    if (!detail::check_bytes(text, limits, found)) {
        return false;
    }
    detail::query_reader reader(text, limits, out, found);
    auto const context = x3::make_context<detail::reader_tag>(reader);
    char const* first = text.data();
    char const* const last = first + text.size();
    detail::skip_blanks(first, last, context);
    if (grammar.parse(first, last, context, x3::unused, x3::unused)) {
        return true;
    }
    if (!reader.stopped()) {
        detail::fault_finder(text, reader.expecting, reader.token(), reader.field_token(), found).report();
    }
    return false;
}

} // namespace quern::text
