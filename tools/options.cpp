#include "options.hpp"

#include "choice.hpp"
#include "environment.hpp"
#include "failure.hpp"
#include "input.hpp"
#include "targets.hpp"

#include <quern/core/quote.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ranges>
#include <sstream>
#include <string_view>
#include <utility>

namespace quern::tool {

namespace {

constexpr std::string_view examples_of_check = R"(Examples:
  quern check -s hcm.audit request.json        one request in a file
  curl … | quern check -s people.json          one on standard input, a schema of your own
  quern check -s hcm.audit --ndjson all.jsonl  a request a line in, a result a line out
  quern check -q -s hcm.audit r.json && …      the exit status alone says it)";

constexpr std::string_view examples_of_compile = R"(Examples:
  quern compile -s hcm.audit -t sqlite request.json
  quern compile -s hcm.audit -t text request.json       the request as a person would write it
  quern compile -s hcm.audit -t sqlite --guard bk_biz_id=7 request.json
  echo 'operator = "Jim" limit 10' | quern compile -s hcm.audit --text -t sqlite
  quern compile -s cmdb.audit -t mongo request.json     a filter, an order and a page, in Extended JSON
  echo 'id > 3 and id < 5' | quern compile -s hcm.audit --text -t text --simplify      id = 4
  quern compile -s hcm.audit -t sqlite --ndjson < requests.jsonl > statements.jsonl)";

constexpr std::string_view examples_of_match = R"(Examples:
  quern match -s people.json -q request.json people.jsonl     the page of records that the request asks for
  zcat log.gz | quern match -s log.json --text -q errors.txt --filter-only
                                                              what the filter selects, as it comes
  quern match -s people.json --records people.jsonl --ndjson < requests.jsonl
                                                              the keys of the records that each request selects)";

constexpr std::string_view examples_of_schema = R"(Examples:
  quern schema                                  the schemas that are built in
  quern schema hcm.audit                        its fields, and what they allow
  quern schema hcm.audit --as json > mine.json  a file to begin with
  quern schema mine.json --as json-schema       JSON Schema of the requests it reads)";

constexpr std::string_view closing = R"(Each command has its own --help, with examples.
Exit status: 0 valid, 1 invalid input, 2 usage, 3 input/output.)";

enum class color_choice : std::uint8_t { automatic, always, never };

/// The command line as CLI11 reads it.
class command_line {
public:
    command_line() : app_("Turns the filters that clients send into queries that are safe to run.", "quern") {
        app_.set_version_flag("--version", "quern " QUERN_VERSION, "Print the version");
        app_.set_help_flag("-h,--help", "Print this help");
        app_.require_subcommand(1);
        app_.footer(std::string(closing));

        CLI::App* const check = add(command::check, "check", "Say whether requests are valid", examples_of_check);
        add_requests(*check);
        check->add_flag("-q,--quiet", read_.quiet, "Do not list the valid ones");
        add_presentation(*check);

        CLI::App* const compile =
            add(command::compile, "compile", "Turn requests into queries of a database", examples_of_compile);
        compile->add_option("-t,--target", read_.target, "What to compile to: " + joined(target_names(), ", "))
            ->required()
            ->type_name("TARGET");
        compile->add_flag("--simplify", read_.simplify,
                          "Make filters shorter by what their values are; the text then depends on them");
        compile->add_flag("--canonical", read_.canonical,
                          "With -t mongo: canonical Extended JSON, every type written out");
        add_requests(*compile);
        add_presentation(*compile);

        CLI::App* const match = add(command::match, "match", "Select records, a JSON object a line", examples_of_match);
        match->add_option("-q,--query", query_, "The request that selects them, a file")->type_name("REQUEST");
        match->add_option("--records", records_, "With --ndjson: the records that all requests select from")
            ->type_name("FILE");
        match->add_flag("--filter-only", read_.filter_only, "Neither order nor page: select as the records come");
        add_requests(*match, "RECORDS",
                     "Files of records; with --ndjson of requests. - for standard input, which is read where "
                     "none is named");
        add_presentation(*match);

        CLI::App* const schema = add(command::schema, "schema", "List the schemas, or print one", examples_of_schema);
        schema->add_option("SCHEMA", read_.schema, "A built-in schema, or a file; without it they are listed")
            ->type_name("");
        as_ = add_choice<schema_format>(*schema, "--as", read_.as, "A schema file, or JSON Schema of the requests",
                                        {{"json", schema_format::json}, {"json-schema", schema_format::json_schema}});
        add_presentation(*schema);
    }

    /// False where help or the version was asked for, and written.
    bool parse(int argc, char const* const* argv, output& out) {
        try {
            app_.parse(argc, argv);
        } catch (CLI::ParseError const& error) {
            if (error.get_exit_code() != 0) {
                throw failure(exit_status::usage, explain(error));
            }
            std::ostringstream text;
            app_.exit(error, text, text);
            out.write(text.str());
            return false;
        }
        return true;
    }

    [[nodiscard]] options finish() {
        if (read_.command == command::schema) {
            if (as_->count() != 0 && read_.schema.empty()) {
                throw failure(exit_status::usage, "--as needs a schema to print");
            }
        } else {
            finish_requests();
        }
        read_.color = color_ == color_choice::always || (color_ == color_choice::automatic && color_is_welcome());
        read_.language = language_.value_or(language_of_locale());
        return std::move(read_);
    }

private:
    CLI::App* add(command c, char const* name, std::string const& description, std::string_view examples) {
        commands_.emplace_back(name);
        CLI::App* const sub = app_.add_subcommand(name, description);
        sub->parse_complete_callback([this, c] { read_.command = c; });
        sub->footer(std::string(examples));
        return sub;
    }

    void add_requests(CLI::App& sub, std::string const& name = "REQUEST",
                      std::string const& files = "Files, - for standard input, which is read where none is named") {
        sub.add_option("-s,--schema", read_.schema, "A built-in schema, or a file")->required()->type_name("SCHEMA");
        sub.add_option(name, read_.requests, files)->type_name("");
        sub.add_flag("--text", read_.text, "Requests are in the text language, whatever the form of the schema");
        sub.add_flag("--ndjson", read_.ndjson, "Each line is a request, and each result a line of JSON");
        sub.add_option("--guard", read_.guards,
                       "Only rows whose field has the value, whatever the request asks; may be given more than once")
            ->type_name("FIELD=VALUE")
            ->allow_extra_args(false);
        add_choice<schema::logic>(
            sub, "--logic", read_.logic, "What absent fields mean, in place of what the schema says",
            {{"two_valued", schema::logic::two_valued}, {"three_valued", schema::logic::three_valued}});
        add_choice<format>(sub, "--format", format_, "How diagnostics are given, and the results of check",
                           {{"text", format::text}, {"json", format::json}});
    }

    void add_presentation(CLI::App& sub) {
        add_choice<core::language>(sub, "--lang", language_, "The language of diagnostics, else that of the locale",
                                   {{"en", core::language::english}, {"zh", core::language::chinese}});
        add_choice<color_choice>(
            sub, "--color", color_, "Whether to colour diagnostics; auto does on a terminal",
            {{"auto", color_choice::automatic}, {"always", color_choice::always}, {"never", color_choice::never}});
    }

    /// Adds an option that takes one of some words.
    template <class Enum, class Value>
    static CLI::Option* add_choice(CLI::App& sub, std::string const& name, Value& into, std::string const& description,
                                   std::vector<std::pair<std::string, Enum>> const& words) {
        std::string const shown = joined(words | std::views::keys, "|");
        auto const take = [&into, words, name, shown](CLI::results_t const& written) {
            auto const row = std::ranges::find(words, written.front(), &std::pair<std::string, Enum>::first);
            if (row == words.end()) {
                throw CLI::ValidationError(name, "expected " + shown + ", found " + core::quote_text(written.front()));
            }
            into = row->second;
            return true;
        };
        return sub.add_option(name, take, description)->type_name(shown);
    }

    template <class Words>
    static std::string joined(Words&& words, std::string_view separator) {
        std::string out;
        for (auto const& word : words) {
            out.append(out.empty() ? std::string_view() : separator).append(word);
        }
        return out;
    }

    std::string explain(CLI::ParseError const& error) const {
        std::vector<std::string> const extra = app_.remaining();
        std::vector<CLI::App*> const chosen = app_.get_subcommands();
        if (chosen.empty() && !extra.empty() && !extra.front().starts_with('-')) {
            return no_such("command", extra.front(), "commands", commands_);
        }
        std::string const command = chosen.empty() ? "quern" : "quern " + chosen.front()->get_name();
        return std::string(error.what()) + "\n" + command + " --help says what there is";
    }

    void finish_requests() {
        if (read_.ndjson && format_ == format::text) {
            throw failure(exit_status::usage, "--ndjson answers in JSON; leave --format text out");
        }
        read_.format = format_.value_or(read_.ndjson ? format::json : format::text);
        if (read_.command == command::match) {
            finish_match();
        } else {
            or_standard_input(read_.requests, "no request: name a file, or - to type one");
        }
        auto const uses = std::ranges::count(read_.requests, input::standard) +
                          std::ranges::count(read_.records, input::standard) +
                          (read_.schema == input::standard ? 1 : 0);
        if (uses > 1) {
            throw failure(exit_status::usage, "standard input can be read once");
        }
    }

    /// The files that were named are records for one request, or requests on the same records.
    void finish_match() {
        if (!read_.ndjson) {
            if (query_.empty()) {
                throw failure(exit_status::usage, "no request: name a file with -q, or - to type one");
            }
            if (!records_.empty()) {
                throw failure(exit_status::usage,
                              "--records is for many requests, with --ndjson; name files behind -q");
            }
            read_.records = std::exchange(read_.requests, {query_});
            or_standard_input(read_.records, "no records: name a file, or - to type them");
            return;
        }
        if (records_.empty()) {
            throw failure(exit_status::usage, "--ndjson needs --records: what all requests select from");
        }
        if (!query_.empty() || read_.filter_only) {
            throw failure(exit_status::usage, "-q and --filter-only have no meaning with --ndjson");
        }
        read_.records = {records_};
        or_standard_input(read_.requests, "no request: name a file, or - to type one");
    }

    static void or_standard_input(std::vector<std::string>& files, char const* none_typed) {
        if (!files.empty()) {
            return;
        }
        if (input_is_terminal()) {
            throw failure(exit_status::usage, none_typed);
        }
        files.emplace_back(input::standard);
    }

    options read_;
    std::string query_;   // of `match`: -q
    std::string records_; // of `match`: --records
    std::optional<tool::format> format_;
    std::optional<core::language> language_;
    color_choice color_ = color_choice::automatic;
    std::vector<std::string_view> commands_;
    CLI::App app_;
    CLI::Option* as_ = nullptr;
};

} // namespace

std::optional<options> parse_options(int argc, char const* const* argv, output& out) {
    command_line line;
    if (!line.parse(argc, argv, out)) {
        return std::nullopt;
    }
    return line.finish();
}

} // namespace quern::tool
