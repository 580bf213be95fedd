#include "options.hpp"

#include "environment.hpp"
#include "failure.hpp"
#include "input.hpp"

#include <quern/core/quote.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>

namespace quern::tool {

namespace {

constexpr std::string_view examples_of_check = R"(Examples:
  quern check -s hcm.audit request.json        one request in a file
  curl … | quern check -s people.json          one on standard input, a schema of your own
  quern check -s hcm.audit --ndjson all.jsonl  a request a line, a result a line
  quern check -q -s hcm.audit r.json && …      the exit status alone says it)";

constexpr std::string_view examples_of_compile = R"(Examples:
  quern compile -s hcm.audit -t sqlite request.json
  quern compile -s hcm.audit -t sqlite --ndjson < requests.jsonl > statements.jsonl)";

constexpr std::string_view examples_of_schema = R"(Examples:
  quern schema                                  the schemas that are built in
  quern schema hcm.audit                        its fields and what they allow
  quern schema hcm.audit --as json > mine.json  a file to begin with
  quern schema mine.json --as json-schema       JSON Schema of its requests)";

constexpr std::string_view closing = R"(Exit status: 0 valid, 1 invalid input, 2 usage, 3 input/output.)";

enum class color_choice : std::uint8_t { automatic, always, never };

/// The command line as CLI11 reads it.
class command_line {
public:
    command_line() : app_("Turns the filters that clients send into queries that are safe to run.", "quern") {
        app_.set_version_flag("--version", "quern " QUERN_VERSION);
        app_.require_subcommand(1);
        app_.footer("quern COMMAND --help says more, with examples.\n" + std::string(closing));

        CLI::App* const check = add(command::check, "check", "Say whether requests are valid", examples_of_check);
        add_requests(*check);
        check->add_flag("-q,--quiet", read_.quiet, "Print nothing where all is well");

        CLI::App* const compile =
            add(command::compile, "compile", "Turn requests into queries of a database", examples_of_compile);
        add_requests(*compile);
        compile->add_option("-t,--target", read_.target, "The database, such as sqlite")->required()->type_name("TARGET");

        CLI::App* const schema = add(command::schema, "schema", "List the schemas, or print one", examples_of_schema);
        schema->add_option("schema", read_.schema, "A built-in schema, or a file; none to list those built in")
            ->type_name("SCHEMA");
        as_ = add_choice<schema_format>(*schema, "--as", read_.as, "Print it as a schema file, or as JSON Schema of its requests",
                         {{"json", schema_format::json}, {"json-schema", schema_format::json_schema}});
    }

    /// False where help or the version was asked for, and written.
    bool parse(int argc, char const* const* argv, output& out) {
        try {
            app_.parse(argc, argv);
        } catch (CLI::ParseError const& error) {
            if (error.get_exit_code() != 0) {
                throw failure(exit_status::usage, error.what() + std::string("\nquern --help shows what there is."));
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
    CLI::App* add(command c, std::string const& name, std::string const& description, std::string_view examples) {
        CLI::App* const sub = app_.add_subcommand(name, description);
        sub->parse_complete_callback([this, c] { read_.command = c; });
        sub->footer(std::string(examples));
        add_choice<core::language>(*sub, "--lang", language_, "The language of diagnostics, else that of the locale",
                   {{"en", core::language::english}, {"zh", core::language::chinese}});
        add_choice<color_choice>(*sub, "--color", color_, "Colour diagnostics: on a terminal, always or never",
                   {{"auto", color_choice::automatic}, {"always", color_choice::always}, {"never", color_choice::never}});
        return sub;
    }

    void add_requests(CLI::App& sub) {
        sub.add_option("requests", read_.requests, "Files; - is standard input, and what is read where none is named")
            ->type_name("REQUEST");
        sub.add_option("-s,--schema", read_.schema, "A built-in schema, or a file")->required()->type_name("SCHEMA");
        sub.add_flag("--ndjson", read_.ndjson, "A request a line in, a result a line out, as JSON");
        add_choice<format>(sub, "--format", format_, "How diagnostics are given, and what check prints",
                   {{"text", format::text}, {"json", format::json}});
        add_choice<schema::logic>(sub, "--logic", read_.logic, "What absent fields mean, in place of what the schema says",
                   {{"two_valued", schema::logic::two_valued}, {"three_valued", schema::logic::three_valued}});
    }

    /// Adds an option that takes one of some words.
    template <class Enum, class Value>
    static CLI::Option* add_choice(CLI::App& sub, std::string const& name, Value& into, std::string const& description,
                                   std::vector<std::pair<std::string, Enum>> const& words) {
        std::string shown;
        for (auto const& [word, value] : words) {
            shown.append(shown.empty() ? "" : "|").append(word);
        }
        auto const take = [&into, words, name, shown](std::string const& written) {
            auto const row = std::ranges::find(words, written, &std::pair<std::string, Enum>::first);
            if (row == words.end()) {
                throw CLI::ValidationError(name, "expected " + shown + ", found " + core::quote_text(written));
            }
            into = row->second;
        };
        return sub.add_option_function<std::string>(name, take, description)->type_name(shown);
    }

    void finish_requests() {
        if (read_.ndjson && format_ == format::text) {
            throw failure(exit_status::usage, "--ndjson answers in JSON; leave --format text out");
        }
        read_.format = format_.value_or(read_.ndjson ? format::json : format::text);
        if (read_.requests.empty()) {
            if (input_is_terminal()) {
                throw failure(exit_status::usage, "no request: name a file, or - to type one");
            }
            read_.requests.emplace_back(input::standard);
        }
        auto const uses = std::ranges::count(read_.requests, input::standard) + (read_.schema == input::standard ? 1 : 0);
        if (uses > 1) {
            throw failure(exit_status::usage, "standard input can be read once");
        }
    }

    options read_;
    std::optional<tool::format> format_;
    std::optional<core::language> language_;
    color_choice color_ = color_choice::automatic;
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
