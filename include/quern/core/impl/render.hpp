#pragma once

#include <quern/core/code.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/detail/excerpt.hpp>
#include <quern/core/message.hpp>
#include <quern/core/position.hpp>
#include <quern/core/render.hpp>
#include <quern/core/span.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quern::core {

namespace detail {

/// The words of a rendering that are not in the table of messages.
struct render_words {
    std::array<std::string_view, 3> severities; ///< by `severity`
    std::string_view hint;
    std::string_view also_here;
    std::string_view colon;
    std::string_view comma;
};

inline constexpr std::array<render_words, 2> words_of_render{{
    {{"error", "warning", "note"}, "hint", "also here", ": ", ", "},
    {{"错误", "警告", "说明"}, "提示", "另见此处", "：", "、"},
}};

[[nodiscard]] constexpr render_words const& words_in(language l) noexcept {
    return words_of_render[static_cast<std::size_t>(l)];
}

/// SGR sequences.
inline constexpr std::array<std::string_view, 3> severity_styles{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m"};
inline constexpr std::string_view frame_style = "\x1b[1;34m";
inline constexpr std::string_view strong_style = "\x1b[1m";
inline constexpr std::string_view end_of_style = "\x1b[0m";

QUERN_INLINE void append_argument(std::string& out, argument const& a, language l) {
    if (std::string const* const text = a.text()) {
        append_visible(out, *text, std::string::npos);
    } else {
        out.append(terms[static_cast<std::size_t>(*a.term())].text.in(l));
    }
}

QUERN_INLINE void append_arguments(std::string& out, std::vector<argument> const& arguments, language l) {
    for (std::size_t i = 0; i != arguments.size(); ++i) {
        out.append(i == 0 ? std::string_view{} : words_in(l).comma);
        append_argument(out, arguments[i], l);
    }
}

/// Appends a template of the tables with its places filled; a place without an argument is shown as `?`.
QUERN_INLINE void fill(std::string& out, std::string_view text, std::vector<argument> const& arguments, language l) {
    for (std::size_t at = 0; at != text.size();) {
        std::size_t const open = std::min(text.find('{', at), text.size());
        out.append(text.substr(at, open - at));
        at = open;
        if (at == text.size()) {
            break;
        }
        char const key = text[at + 1];
        auto const index = static_cast<std::size_t>(key - '0');
        if (key == '*') {
            append_arguments(out, arguments, l);
        } else if (index < arguments.size()) {
            append_argument(out, arguments[index], l);
        } else {
            out += '?';
        }
        at += 3;
    }
}

/// Writes the diagnostics of one source.
class renderer {
public:
    renderer(std::string& out, std::string_view source, std::vector<span> const& secrets, render_options const& options)
        : out_(&out),
          source_(source),
          options_(options),
          words_(words_in(options.language)),
          lines_(source, options.first_line),
          secrets_(source, secrets) {}

    void append(diagnostic const& d) {
        auto const style = severity_styles[static_cast<std::size_t>(d.severity())];
        append_title(d, style);
        gutter_ = 0;
        if (d.severity() != severity::note) {
            append_places(d, style);
        }
        if (d.hint != hint::none) {
            out_->append(gutter_ + 1, ' ');
            paint("= ", frame_style);
            begin_style(strong_style);
            out_->append(words_.hint).append(words_.colon);
            end_style();
            append_hint(*out_, d, options_.language);
            *out_ += '\n';
        }
    }

private:
    void append_title(diagnostic const& d, std::string_view style) {
        begin_style(style);
        out_->append(words_.severities[static_cast<std::size_t>(d.severity())]);
        out_->append("[").append(name(d.code)).append("]");
        end_style();
        begin_style(strong_style);
        out_->append(words_.colon);
        append_message(*out_, d, options_.language);
        end_style();
        *out_ += '\n';
    }

    void append_places(diagnostic const& d, std::string_view style) {
        position const where = lines_.locate(d.where.offset);
        std::uint32_t last_line = where.line;
        for (span const other : d.related) {
            last_line = std::max(last_line, lines_.locate(other.offset).line);
        }
        gutter_ = std::to_string(last_line).size();

        out_->append(gutter_, ' ');
        paint("--> ", frame_style);
        append_visible(*out_, options_.name, name_limit);
        out_->append(":").append(std::to_string(where.line)).append(":").append(std::to_string(where.column));
        if (!d.pointer.empty()) {
            out_->append(" (");
            append_visible(*out_, d.pointer, name_limit);
            *out_ += ')';
        }
        *out_ += '\n';
        if (source_.empty()) {
            return;
        }
        append_excerpt(d.where, where.line, '^', style, {});
        for (span const other : d.related) {
            append_excerpt(other, lines_.locate(other.offset).line, '-', frame_style, words_.also_here);
        }
    }

    void append_excerpt(span where, std::uint32_t number, char underline, std::string_view style,
                        std::string_view label) {
        std::size_t const begin = lines_.offset(number);
        byte_range const text{begin, begin + lines_.line(number).size()};
        byte_range const whole = clip(where, source_);
        byte_range const marked{std::min(whole.begin, text.end), std::min(whole.end, text.end)};
        excerpt const shown = make_excerpt(cell_line(source_, text, secrets_), marked);

        append_gutter({});
        *out_ += '\n';
        append_gutter(std::to_string(number));
        if (!shown.text.empty()) {
            out_->append(" ").append(shown.text);
        }
        *out_ += '\n';
        append_gutter({});
        out_->append(shown.indent + 1, ' ');
        begin_style(style);
        out_->append(shown.length, underline);
        if (!label.empty()) {
            out_->append(" ").append(label);
        }
        end_style();
        *out_ += '\n';
    }

    void append_gutter(std::string_view number) {
        begin_style(frame_style);
        out_->append(gutter_ - number.size(), ' ').append(number).append(" |");
        end_style();
    }

    void begin_style(std::string_view style) { out_->append(options_.color ? style : std::string_view{}); }
    void end_style() { begin_style(end_of_style); }
    void paint(std::string_view text, std::string_view style) {
        begin_style(style);
        out_->append(text);
        end_style();
    }

    static constexpr std::size_t name_limit = 120;

    std::string* out_;
    std::string_view source_;
    render_options options_;
    render_words const& words_;
    line_index lines_;
    concealed_ranges secrets_;
    std::size_t gutter_ = 0;
};

} // namespace detail

QUERN_INLINE void append_message(std::string& out, diagnostic const& d, language l) {
    detail::fill(out, messages[static_cast<std::size_t>(d.code)].text.in(l), d.arguments, l);
}

QUERN_INLINE void append_hint(std::string& out, diagnostic const& d, language l) {
    detail::fill(out, hints[static_cast<std::size_t>(d.hint)].text.in(l), d.hint_arguments, l);
}

QUERN_INLINE void render(std::string& out, diagnostics const& found, std::string_view source,
                         render_options const& options) {
    detail::renderer writer(out, source, found.secrets(), options);
    bool first = true;
    for (diagnostic const& d : found) {
        out.append(first ? "" : "\n");
        writer.append(d);
        first = false;
    }
}

QUERN_INLINE std::string render(diagnostics const& found, std::string_view source, render_options const& options) {
    std::string out;
    render(out, found, source, options);
    return out;
}

} // namespace quern::core
