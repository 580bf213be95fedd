#include "match.hpp"

#include "any_reader.hpp"
#include "input.hpp"
#include "json_value.hpp"
#include "report.hpp"
#include "schemas.hpp"

#include <quern/json/record.hpp>
#include <quern/memory/page.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace quern::tool {

namespace {

using row = std::vector<memory::cell>;

/// Ends a run whose records are most likely not those of the schema.
constexpr std::uint32_t most_refused = 100;

/// Reads records one after another, and says which of them do not conform to the schema.
class record_source {
public:
    record_source(options const& asked, schema::definition const& schema, output& out)
        : asked_(asked),
          out_(out),
          reader_(schema),
          report_(asked, out) {}

    /// Calls `use(cells, line)` for each record that conforms; what it is given is valid until it returns.
    ///
    /// `invalid` where a record does not conform, `input_output` where a file could not be read.
    template <class Use>
    exit_status for_each(Use&& use) {
        exit_status gravest = exit_status::valid;
        for (std::string const& name : asked_.records) {
            try {
                input file(name, out_);
                gravest = std::max(gravest, read(name, file, use));
            } catch (input_failure const& unreadable) {
                out_.flush();
                output::complain(unreadable.what());
                gravest = std::max(gravest, unreadable.status());
            }
        }
        return gravest;
    }

private:
    template <class Use>
    exit_status read(std::string const& name, input& file, Use&& use) {
        exit_status status = exit_status::valid;
        std::uint32_t number = 0;
        for (piece line; file.read_line(json::record_limits.bytes, line);) {
            ++number;
            if (line.text.find_first_not_of(" \t\r") == line.text.npos) {
                continue;
            }
            if (reader_.read(line.text, cells_, found_)) {
                use(cells_, line.text);
                continue;
            }
            correct_size(found_, line);
            report_.write(false, found_, line.text, name, number);
            status = exit_status::invalid;
            if (++refused_ == most_refused) {
                throw failure(status, std::to_string(refused_) + " records do not conform to the schema " +
                                          reader_.schema().name());
            }
        }
        return status;
    }

    options const& asked_;
    output& out_;
    json::record_reader reader_;
    reporter report_;
    row cells_;
    core::diagnostics found_;
    std::uint32_t refused_ = 0;
};

/// A record that may stand on the page: its line, and the cells that it is ordered by.
struct kept_record {
    std::string line;
    row cells;
    std::vector<std::string> texts; ///< what the cells' strings view
};

memory::cells cells_of(row const& cells) { return cells; }
memory::cells cells_of(kept_record const& kept) { return kept.cells; }

/// Selects the records of one request.
class matcher {
public:
    matcher(options const& asked, scope const& wanted, output& out)
        : asked_(asked),
          out_(out),
          query_(wanted.schema),
          reader_(wanted, asked.text),
          source_(asked, wanted.schema, out) {}

    exit_status run() {
        if (!read_request()) {
            return exit_status::invalid;
        }
        auto const wanted = memory::compile<memory::cells>(query_).value();
        return asked_.filter_only ? filter(wanted) : page(wanted);
    }

private:
    bool read_request() {
        std::string const& name = asked_.requests.front();
        input file(name, out_);
        piece const request = file.read(query_.schema.limits().bytes);
        core::diagnostics found;
        bool const valid = reader_.read(request.text, query_, found);
        correct_size(found, request);
        reporter(asked_, out_).write(valid, found, request.text, name);
        return valid;
    }

    exit_status filter(memory::predicate<memory::cells> const& wanted) {
        return source_.for_each([&](row const& cells, std::string_view line) {
            if (wanted(cells)) {
                out_.write(line);
                out_.write("\n");
            }
        });
    }

    exit_status page(memory::predicate<memory::cells> const& wanted) {
        auto const order = memory::order_of<memory::cells>(query_).value();
        auto const before = [&](auto const& a, auto const& b) { return order(cells_of(a), cells_of(b)); };
        memory::first_of<kept_record, decltype(before)> front(memory::reach(query_.page), before);
        std::uint64_t count = 0;
        exit_status const status = source_.for_each([&](row const& cells, std::string_view line) {
            if (!wanted(cells)) {
                return;
            }
            ++count;
            if (front.would_keep(cells)) {
                front.add(keep(cells, line));
            }
        });
        if (status != exit_status::valid) {
            return status;
        }
        if (query_.page.count) {
            out_.write(std::to_string(count) + "\n");
        }
        std::uint64_t skipped = 0;
        for (kept_record const& kept : front.take()) {
            if (skipped++ >= query_.page.offset) {
                out_.write(kept.line);
                out_.write("\n");
            }
        }
        return status;
    }

    [[nodiscard]] kept_record keep(row const& cells, std::string_view line) const {
        kept_record kept{std::string(line), row(cells.size()), {}};
        kept.texts.reserve(query_.page.sort.size() + 1);
        auto const copy = [&](schema::field_index field) {
            kept.cells[field] = cells[field];
            auto const* const text = cells[field] ? std::get_if<std::string_view>(&*cells[field]) : nullptr;
            if (text != nullptr) {
                kept.cells[field] = std::string_view(kept.texts.emplace_back(*text));
            }
        };
        for (expr::sort_key const& k : query_.page.sort) {
            copy(k.field);
        }
        copy(query_.schema.key());
        return kept;
    }

    options const& asked_;
    output& out_;
    expr::query query_;
    any_reader reader_;
    record_source source_;
};

/// Answers one request after another from records that are read once.
class answerer {
public:
    answerer(options const& asked, scope const& wanted, output& out)
        : asked_(asked),
          out_(out),
          query_(wanted.schema),
          reader_(wanted, asked.text),
          source_(asked, wanted.schema, out),
          report_(asked, out) {}

    exit_status run() {
        exit_status gravest = source_.for_each([this](row const& cells, std::string_view) { store(cells); });
        if (gravest != exit_status::valid) {
            return gravest;
        }
        for (std::string const& name : asked_.requests) {
            gravest = std::max(gravest, answer_all(name));
        }
        return gravest;
    }

private:
    void store(row const& cells) {
        row& stored = rows_.emplace_back(cells);
        for (memory::cell& c : stored) {
            if (auto const* const text = c ? std::get_if<std::string_view>(&*c) : nullptr) {
                c = std::string_view(texts_.emplace_back(*text));
            }
        }
    }

    exit_status answer_all(std::string const& name) {
        exit_status gravest = exit_status::valid;
        try {
            input file(name, out_);
            for (piece line; file.read_line(query_.schema.limits().bytes, line);) {
                gravest = std::max(gravest, answer(line));
            }
        } catch (input_failure const& unreadable) {
            out_.flush();
            output::complain(unreadable.what());
            gravest = std::max(gravest, unreadable.status());
        }
        return gravest;
    }

    exit_status answer(piece const& request) {
        core::diagnostics found;
        bool const valid = reader_.read(request.text, query_, found);
        correct_size(found, request);
        std::string members;
        if (valid) {
            append_answer(members, memory::page(rows_, query_).value());
        }
        out_.write(report_.outcome(valid, members, found, request.text));
        return valid ? exit_status::valid : exit_status::invalid;
    }

    void append_answer(std::string& members, memory::rows const& selected) const {
        if (query_.page.count) {
            members.append("\"count\":").append(std::to_string(selected.total));
            return;
        }
        members.append("\"keys\":[");
        std::string_view separator;
        for (std::size_t const place : selected.places) {
            members.append(std::exchange(separator, ","));
            append_json(members, rows_[place][query_.schema.key()].value());
        }
        members.push_back(']');
    }

    options const& asked_;
    output& out_;
    expr::query query_;
    any_reader reader_;
    record_source source_;
    reporter report_;
    std::vector<row> rows_;
    std::deque<std::string> texts_; // what the cells' strings view
};

} // namespace

exit_status match_records(options const& asked, output& out) {
    std::optional<scope> const wanted = find_scope(asked, out);
    if (!wanted) {
        throw failure(exit_status::usage, input::shown_name(asked.schema) + " is not a valid schema");
    }
    return asked.ndjson ? answerer(asked, *wanted, out).run() : matcher(asked, *wanted, out).run();
}

} // namespace quern::tool
