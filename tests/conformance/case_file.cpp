#include "case_file.hpp"

#include "harness.hpp"

#include <charconv>
#include <fstream>
#include <set>
#include <stdexcept>

namespace conformance {

namespace {

using quern::core::span;

constexpr std::string_view hole = "☐";

std::string replaced(std::string_view frame, std::string_view with) {
    std::size_t const at = frame.find(hole);
    std::string out(frame.substr(0, at));
    out.append(with);
    return at == std::string_view::npos ? out : out.append(frame.substr(at + hole.size()));
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); }

// What stands between ⟨ and ⟩.
std::string expanded(std::string_view text) {
    std::string out;
    if (std::size_t const times = text.find(" × "); times != std::string_view::npos) {
        std::size_t count = 0;
        auto const end = std::from_chars(text.data(), text.data() + times, count).ptr;
        if (end != text.data() + times) {
            throw std::runtime_error("a number should stand before ×");
        }
        text.remove_prefix(times + std::string_view(" × ").size());
        for (; count != 0; --count) {
            out.append(text);
        }
        return out;
    }
    for (std::size_t at = 0; at < text.size(); at += 3) {
        if (text.size() < at + 2 || !is_hex(text[at]) || !is_hex(text[at + 1])) {
            throw std::runtime_error("bytes should be two hexadecimal digits each");
        }
        int byte = 0;
        std::from_chars(&text[at], &text[at] + 2, byte, 16);
        out.push_back(static_cast<char>(byte));
    }
    return out;
}

struct marked_text {
    std::string text;
    std::vector<span> marks;   // «…»
    std::vector<span> related; // ‹…›
};

marked_text strip_marks(std::string_view source) {
    marked_text out;
    std::vector<std::size_t> open;
    std::vector<std::pair<std::size_t, std::size_t>> open_related; // offset and place in `related`
    auto const take = [&source](std::string_view token) {
        bool const found = source.starts_with(token);
        source.remove_prefix(found ? token.size() : 0);
        return found;
    };
    auto const since = [&out](std::size_t offset) {
        return span{static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(out.text.size() - offset)};
    };
    while (!source.empty()) {
        if (take("⟨")) {
            std::size_t const end = source.find("⟩");
            out.text += expanded(source.substr(0, end));
            source.remove_prefix(end + std::string_view("⟩").size());
        } else if (take("«")) {
            open.push_back(out.text.size());
        } else if (take("»")) {
            out.marks.push_back(since(open.at(open.size() - 1)));
            open.pop_back();
        } else if (take("‹")) {
            open_related.emplace_back(out.text.size(), out.related.size());
            out.related.emplace_back();
        } else if (take("›")) {
            auto const [offset, index] = open_related.at(open_related.size() - 1);
            out.related[index] = since(offset);
            open_related.pop_back();
        } else {
            out.text.push_back(source.front());
            source.remove_prefix(1);
        }
    }
    if (!open.empty() || !open_related.empty()) {
        throw std::runtime_error("a mark is not closed");
    }
    std::ranges::sort(out.marks);
    return out;
}

// Takes a diagnostic's line apart.
class diagnostic_line {
public:
    explicit diagnostic_line(std::string_view line) : rest_(line) {}

    expected_diagnostic read(std::vector<span> const& related) {
        expected_diagnostic out;
        out.code = word(" ");
        out.pointer = rest_.starts_with('`') ? quoted_pointer() : word(" ;");
        out.pointer = out.pointer == "root" ? std::string() : strip_marks(out.pointer).text;
        out.arguments = arguments();
        while (take("; ")) {
            std::string const what = word(" ;");
            if (what != "also") {
                out.hint = what;
                out.hint_arguments = arguments();
                continue;
            }
            while (take(" ")) {
                out.related.push_back(related.at(std::stoul(word(" ;")) - 1));
            }
        }
        if (!rest_.empty()) {
            throw std::runtime_error("unread: " + std::string(rest_));
        }
        return out;
    }

private:
    bool take(std::string_view token) {
        bool const found = rest_.starts_with(token);
        rest_.remove_prefix(found ? token.size() : 0);
        return found;
    }

    std::string word(std::string_view ends) {
        std::size_t const end = std::min(rest_.find_first_of(ends), rest_.size());
        std::string const out(rest_.substr(0, end));
        rest_.remove_prefix(end);
        if (ends == " ") {
            take(" ");
        }
        return out;
    }

    std::string quoted_pointer() {
        std::size_t const end = rest_.find('`', 1);
        std::string const out(rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return out;
    }

    // What stands in brackets; a bracket in double quotes ends nothing.
    std::string arguments() {
        if (!take(" (")) {
            return {};
        }
        bool quoted = false;
        std::size_t end = 0;
        for (; end < rest_.size() && (quoted || rest_[end] != ')'); ++end) {
            if (rest_[end] == '"') {
                quoted = !quoted;
            } else if (quoted && rest_[end] == '\\') {
                ++end;
            }
        }
        std::string const out = strip_marks(rest_.substr(0, end)).text;
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return out;
    }

    std::string_view rest_;
};

std::string joined(std::vector<std::string> const& lines) {
    std::string out;
    for (std::string const& line : lines) {
        out.append(&line == lines.data() ? "" : "\n").append(line);
    }
    return out;
}

class loader {
public:
    explicit loader(std::string_view file) : file_(file) {}

    std::vector<request_case> run() {
        std::ifstream in(QUERN_TEST_DATA "/conformance/" + file_, std::ios::binary);
        if (!in) {
            throw std::runtime_error("cannot open " + file_);
        }
        std::string line;
        while (std::getline(in, line)) {
            ++number_;
            read(line);
        }
        finish();
        return std::move(cases_);
    }

private:
    void read(std::string const& line) {
        try {
            if (in_case_) {
                read_in_case(line);
            } else {
                read_between(line);
            }
        } catch (std::exception const& e) {
            throw std::runtime_error(file_ + ":" + std::to_string(number_) + ": " + e.what());
        }
    }

    void read_between(std::string_view line) {
        auto const argument = [line](std::string_view key) { return std::string(line.substr(key.size())); };
        if (line.empty() || line.starts_with('#')) {
            return;
        }
        if (line.starts_with("schema ")) {
            schema_ = argument("schema ");
        } else if (line.starts_with("frame ")) {
            frame_ = argument("frame ");
            dump_frame_.clear();
        } else if (line.starts_with("| ")) {
            dump_frame_.push_back(argument("| "));
        } else if (line.starts_with("== ")) {
            in_case_ = true;
            place_ = file_ + ":" + std::to_string(number_) + ": " + argument("== ");
            if (!places_.insert(argument("== ")).second) {
                throw std::runtime_error("two rows of one title");
            }
        } else {
            throw std::runtime_error("neither a directive nor a row");
        }
    }

    void read_in_case(std::string_view line) {
        if (line.empty()) {
            finish();
            return;
        }
        for (auto const& [mark, lines] :
             {std::pair("- ", &diagnostics_), std::pair("& ", &diagnostics_), std::pair("| ", &dump_),
              std::pair("> ", &where_), std::pair(": ", &values_)}) {
            if (line.starts_with(mark) || line == std::string_view(mark).substr(0, 1)) {
                if (lines == &diagnostics_) {
                    shares_place_.push_back(line.front() == '&');
                }
                lines->emplace_back(line.substr(std::min<std::size_t>(2, line.size())));
                in_request_ = false;
                return;
            }
        }
        if (!in_request_) {
            throw std::runtime_error("a line of the request behind what is expected");
        }
        request_.emplace_back(line);
    }

    void finish() {
        if (!in_case_) {
            return;
        }
        marked_text marked = strip_marks(replaced(frame_, joined(request_)));
        request_case c{place_, schema_, std::move(marked.text), {}};
        std::size_t mark = 0;
        for (std::size_t i = 0; i != diagnostics_.size(); ++i) {
            expected_diagnostic e = diagnostic_line(diagnostics_[i]).read(marked.related);
            e.where = shares_place_[i] ? c.expected.diagnostics.at(i - 1).where : marked.marks.at(mark++);
            c.expected.diagnostics.push_back(std::move(e));
        }
        if (mark != marked.marks.size()) {
            throw std::runtime_error("more marks than diagnostics");
        }
        if (!dump_.empty()) {
            std::string const inner = joined(dump_);
            c.expected.dump =
                strip_marks(dump_frame_.empty() ? inner : replaced(joined(dump_frame_), inner)).text + "\n";
        } else if (diagnostics_.empty()) {
            throw std::runtime_error("nothing is expected");
        }
        if (!where_.empty()) {
            c.expected.where = joined(where_);
        }
        if (!values_.empty()) {
            c.expected.parameters = joined(values_);
        }
        cases_.push_back(std::move(c));
        in_case_ = false;
        in_request_ = true;
        for (auto* const lines : {&request_, &diagnostics_, &dump_, &where_, &values_}) {
            lines->clear();
        }
        shares_place_.clear();
    }

    std::string file_;
    std::size_t number_ = 0;
    std::string schema_;
    std::string frame_ = std::string(hole);
    std::vector<std::string> dump_frame_;
    std::set<std::string> places_;
    std::vector<request_case> cases_;

    bool in_case_ = false;
    bool in_request_ = true;
    std::string place_;
    std::vector<std::string> request_;
    std::vector<std::string> diagnostics_;
    std::vector<bool> shares_place_;
    std::vector<std::string> dump_;
    std::vector<std::string> where_;
    std::vector<std::string> values_;
};

} // namespace

std::string expand(std::string_view text) { return strip_marks(text).text; }

std::vector<request_case> load_cases(std::string_view file) { return loader(file).run(); }

} // namespace conformance
