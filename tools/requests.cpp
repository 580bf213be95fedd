#include "requests.hpp"

#include "any_reader.hpp"
#include "input.hpp"
#include "report.hpp"
#include "schemas.hpp"
#include "targets.hpp"

#include <quern/normalise/simplify.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace quern::tool {

namespace {

/// Handles one request after another, and keeps the memory.
class request_runner {
public:
    request_runner(options const& asked, scope const& wanted, target const* compile_to, output& out)
        : asked_(asked),
          target_(compile_to),
          out_(out),
          query_(wanted.schema),
          reader_(wanted, asked.text),
          report_(asked, out) {}

    exit_status run() {
        exit_status gravest = exit_status::valid;
        for (std::string const& name : asked_.requests) {
            gravest = std::max(gravest, run_input(name));
        }
        return gravest;
    }

private:
    exit_status run_input(std::string const& name) {
        std::size_t const limit = query_.schema.limits().bytes;
        try {
            input file(name, out_);
            if (!asked_.ndjson) {
                return handle(name, file.read(limit));
            }
            exit_status gravest = exit_status::valid;
            for (piece line; file.read_line(limit, line);) {
                gravest = std::max(gravest, handle(name, line));
            }
            return gravest;
        } catch (input_failure const& unreadable) {
            out_.flush();
            output::complain(unreadable.what());
            return unreadable.status();
        }
    }

    exit_status handle(std::string const& name, piece const& request) {
        core::diagnostics found;
        result_.clear();
        bool valid = reader_.read(request.text, query_, found);
        correct_size(found, request);
        if (valid && asked_.simplify) {
            normalise::simplify(query_);
        }
        if (valid && target_ != nullptr) {
            valid = target_->compile(query_, result_, found);
        }
        if (asked_.ndjson || (target_ == nullptr && asked_.format == format::json)) {
            out_.write(report_.outcome(valid, valid ? result_members() : std::string(), found, request.text));
        } else {
            write_result(valid, name);
            report_.write(valid, found, request.text, name);
        }
        return valid ? exit_status::valid : exit_status::invalid;
    }

    /// The result as members of a JSON object.
    [[nodiscard]] std::string result_members() const {
        if (target_ == nullptr || target_->result == result_kind::members) {
            return result_;
        }
        bool const json = target_->result == result_kind::json;
        return json ? "\"request\":" + result_ : "\"text\":" + boost::json::serialize(result_);
    }

    void write_result(bool valid, std::string const& name) {
        if (valid && target_ != nullptr) {
            bool const bare = target_->result != result_kind::members;
            out_.write(bare ? result_ + "\n" : "{" + result_ + "}\n");
        } else if (valid && !asked_.quiet) {
            out_.write(input::shown_name(name) + ": valid\n");
        }
    }

    options const& asked_;
    target const* target_;
    output& out_;
    expr::query query_;
    any_reader reader_;
    std::string result_;
    reporter report_;
};

} // namespace

exit_status run_requests(options const& asked, output& out) {
    target const* const compile_to =
        asked.command == command::compile ? &find_target(asked.target, asked.canonical) : nullptr;
    std::optional<scope> const wanted = find_scope(asked, out);
    if (!wanted) {
        throw failure(exit_status::usage, input::shown_name(asked.schema) + " is not a valid schema");
    }
    return request_runner(asked, *wanted, compile_to, out).run();
}

} // namespace quern::tool
