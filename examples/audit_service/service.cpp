#include "service.hpp"

#include "explain.hpp"
#include "language.hpp"
#include "page_files.hpp"

#include <quern/core/message.hpp>
#include <quern/expr/hash.hpp>

#include <boost/describe/class.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace audit {

namespace {

/// The endpoints in the order of `resource`.
struct maker {
    std::string_view schema;
    std::unique_ptr<endpoint> (*make)();
};
constexpr std::array makers{maker{"hcm.audit", &make_hcm_audit}, maker{"hcm.async_flow", &make_hcm_async_flow},
                            maker{"cmdb.audit", &make_cmdb_audit}, maker{"monitor.event_log", &make_monitor_event_log}};

/// The place of the endpoint with a schema.
std::optional<std::size_t> place_of(std::string_view schema) {
    auto const row = std::ranges::find(makers, schema, &maker::schema);
    return row != makers.end() ? std::optional(static_cast<std::size_t>(row - makers.begin())) : std::nullopt;
}

/// A failure beside any endpoint: no path was matched.
struct plain_response {
    static constexpr quern::api::time_style times{};

    std::int32_t code = 0;
    std::string message{};
    quern::api::kept_json data{};
    quern::api::other_members others{};
};
BOOST_DESCRIBE_STRUCT(plain_response, (), (code, message, data, others))

/// The names of the codes, each once, in the order of the request.
std::string codes_of(quern::core::diagnostics const& found) {
    std::string all;
    std::vector<quern::core::code> told;
    for (quern::core::diagnostic const& d : found) {
        if (std::ranges::find(told, d.code) == told.end()) {
            told.push_back(d.code);
            all.append(all.empty() ? "" : " ").append(name(d.code));
        }
    }
    return all;
}

/// True for a media type, whatever its parameters.
bool is_media(std::string_view type, std::string_view wanted) {
    std::string_view const media = type.substr(0, type.find_first_of("; \t"));
    return std::ranges::equal(media, wanted, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

/// True where a body may have the type. What is explained may be a text.
bool takes(route const& r, std::string_view type) {
    return is_media(type, "application/json") || (r.resource == resource::explanation && is_media(type, "text/plain"));
}

bool fits(route const& r, method m) { return r.method == m || (r.method == method::get && m == method::head); }

void note(log_line& log, fault f) {
    log.fault = describe(f).name;
    log.status = describe(f).status;
}

} // namespace

/// A worker that goes back at the end.
class service::lease {
public:
    explicit lease(service& of) : of_(of) {
        std::unique_lock lock(of_.mutex_);
        of_.returned_.wait(lock, [this] { return !of_.idle_.empty(); });
        worker_ = std::move(of_.idle_.back());
        of_.idle_.pop_back();
    }
    lease(lease const&) = delete;
    lease& operator=(lease const&) = delete;
    ~lease() {
        {
            std::lock_guard const lock(of_.mutex_);
            of_.idle_.push_back(std::move(worker_)); // there is room: it was there before
        }
        of_.returned_.notify_one();
    }

    [[nodiscard]] worker& operator*() const noexcept { return *worker_; }

private:
    service& of_;
    std::unique_ptr<worker> worker_;
};

service::service(store_source& from, std::size_t workers, std::size_t records) : from_(from) {
    idle_.reserve(workers);
    for (std::size_t n = 0; n != workers; ++n) {
        auto made = std::make_unique<worker>();
        made->store = from.open();
        if (n == 0) {
            seeds new_records(records);
            progress shown(new_records.size());
            made->store->seed(new_records, shown);
        }
        for (maker const& m : makers) {
            made->endpoints.push_back(m.make());
        }
        idle_.push_back(std::move(made));
    }
}

std::optional<response> service::look_at(request_head const& head, log_line& log) const {
    matched const m = match(head.target);
    if (m.route == nullptr) {
        return refuse(fault::no_such_path, head.accept_language, log);
    }
    log.route = m.route->pattern;
    if (!fits(*m.route, head.method)) {
        response r = refuse(fault::method_not_allowed, head.accept_language, log);
        r.allow = m.route->method == method::post ? "POST" : "GET, HEAD";
        return r;
    }
    if (m.route->method == method::post && (!takes(*m.route, head.content_type) || !head.content_encoding.empty())) {
        return refuse(fault::unsupported_type, head.accept_language, log);
    }
    if (m.route->resource == resource::file) {
        log.status = 200;
        return response{
            .content_type = m.route->content_type, .page = true, .body = std::string(page_file(m.route->file))};
    }
    return std::nullopt;
}

response service::refuse(fault f, std::string_view accept_language, log_line& log) {
    note(log, f);
    response r;
    r.status = describe(f).status;
    r.body = envelope<plain_response>(plain_failure(f, preferred_language(accept_language)), {});
    return r;
}

response service::answer(request_head const& head, std::string_view body, log_line& log) {
    if (auto decided = look_at(head, log)) {
        return *std::move(decided);
    }
    lease const leased(*this);
    return answer_with(*leased, match(head.target), head, body, log);
}

response service::answer_with(worker& w, matched const& m, request_head const& head, std::string_view body,
                              log_line& log) {
    quern::core::language const language = preferred_language(head.accept_language);
    bool const explaining = m.route->resource == resource::explanation;
    std::string_view const form = argument(m.query, "form");
    std::optional<std::size_t> const chosen =
        explaining ? place_of(argument(m.query, "schema")) : std::optional(static_cast<std::size_t>(m.route->resource));
    if (!chosen || (explaining && form != "json" && form != "text")) {
        return refuse(fault::invalid_arguments, head.accept_language, log);
    }
    endpoint& e = *w.endpoints[*chosen];
    response r;
    auto const refuse_with = [&](failure const& f) {
        note(log, f.fault);
        r.status = describe(f.fault).status;
        r.body = e.refuse(f, log.request_id);
    };
    if (e.is_guarded()) {
        log.business = read_business(explaining ? argument(m.query, business_field) : m.business);
        if (!log.business) {
            refuse_with(plain_failure(fault::invalid_business, language));
            return r;
        }
    }
    try {
        quern::core::diagnostics found;
        bool const valid =
            e.read(body, form == "text" ? written::text : written::json, log.business.value_or(0), found);
        log.codes = codes_of(found);
        if (!valid) {
            refuse_with(invalid_request(found, body, language));
            return r;
        }
        log.shape = quern::expr::shape_hash(e.query());
        quern::api::kept_json const warnings = kept(found, body, language);
        call const c{log.request_id, log};
        auto const answered = [&] {
            return explaining ? explain(e, *w.store, c, warnings) : e.answer(*w.store, c, warnings);
        };
        try {
            r.body = answered();
        } catch (store_error const& error) {
            if (error.what_kind() != store_error::kind::lost) {
                throw;
            }
            w.store = from_.open();
            r.body = answered();
        }
        log.status = r.status;
    } catch (store_error const& error) {
        log.error = error.what();
        bool const late = error.what_kind() == store_error::kind::timed_out;
        refuse_with(plain_failure(late ? fault::store_too_slow : fault::store_failed, language));
    } catch (std::exception const& error) {
        log.error = error.what();
        refuse_with(plain_failure(fault::internal, language));
    }
    return r;
}

} // namespace audit
