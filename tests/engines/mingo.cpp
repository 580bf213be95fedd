#include "harness.hpp"

#include "chains.hpp"
#include "differential.hpp"
#include "documents.hpp"

#include <quern/mongo/emit.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <utility>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(mingo_engine, *boost::unit_test::disabled())

namespace {

/// The script `mingo.mjs`, running.
class mingo {
public:
    mingo() {
        char const* const where = std::getenv("QUERN_MINGO"); // NOLINT(concurrency-mt-unsafe)
        BOOST_TEST_REQUIRE(where != nullptr, "run this by tests/engines/with_mingo");
        std::string node = "node", script = QUERN_TEST_DATA "/../engines/mingo.mjs", folder = where;
        char* arguments[] = {node.data(), script.data(), folder.data(), nullptr};
        int ends[2];
        BOOST_TEST_REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
        ::posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        int const failed = posix_spawnp(&process_, node.c_str(), &actions, nullptr, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        socket_ = ends[0];
        BOOST_TEST_REQUIRE(failed == 0);
    }
    mingo(mingo const&) = delete;
    mingo& operator=(mingo const&) = delete;
    ~mingo() {
        close(socket_);
        waitpid(process_, nullptr, 0);
    }

    void tell(boost::json::object const& message) const {
        std::string const line = boost::json::serialize(message) + "\n";
        for (std::size_t sent = 0; sent != line.size();) {
            ::ssize_t const n = send(socket_, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
            BOOST_TEST_REQUIRE(n > 0, "mingo ended");
            sent += static_cast<std::size_t>(n);
        }
    }

    [[nodiscard]] boost::json::value ask(boost::json::object const& message) {
        tell(message);
        std::size_t end = 0;
        while ((end = read_.find('\n')) == read_.npos) {
            char bytes[4096];
            ::ssize_t const n = recv(socket_, bytes, sizeof bytes, 0);
            BOOST_TEST_REQUIRE(n > 0, "mingo ended");
            read_.append(bytes, static_cast<std::size_t>(n));
        }
        boost::json::value answer = boost::json::parse(std::string_view(read_).substr(0, end));
        read_.erase(0, end + 1);
        return answer;
    }

private:
    ::pid_t process_ = 0;
    int socket_ = -1;
    std::string read_;
};

class engine {
public:
    engine(schema::definition const& schema, std::vector<record> const& records) : schema_(with_paths(schema)) {
        boost::json::object message;
        boost::json::array& documents = message["records"].emplace_array();
        for (boost::json::object& d : documents_of(schema_, records)) {
            documents.emplace_back(std::move(d));
        }
        mingo_.tell(message);
    }

    [[nodiscard]] answer operator()(expr::query q) {
        q.schema = schema_;
        core::result<mongo::document> d = mongo::emit(q, mongo::notation::canonical);
        if (!d) {
            return {.failure = "it is not emitted"};
        }
        boost::json::object message;
        message["filter"] = std::move(d->filter);
        message["sort"] = std::move(d->sort);
        message["skip"] = d->skip;
        message["limit"] = d->limit ? boost::json::value(*d->limit) : nullptr;
        message["count"] = d->count;
        message["key"] = schema_[schema_.key()].path;
        answer out{.asked = boost::json::serialize(message)};
        boost::json::value const found = mingo_.ask(message);
        if (auto const* const failure = found.get_object().if_contains("failure")) {
            out.failure = failure->get_string();
            return out;
        }
        for (boost::json::value const& key : found.at("keys").get_array()) {
            out.keys.push_back(std::stoull(std::string(key.get_string())));
        }
        return out;
    }

private:
    schema::definition schema_;
    mingo mingo_;
};

auto const make_engine = [](schema::definition const& schema, std::vector<record> const& records) {
    return engine(schema, records);
};

} // namespace

BOOST_AUTO_TEST_CASE(random_queries_in_two_valued_logic) {
    compare_random_queries(schema::logic::two_valued, query_count(5'000) / 2, make_engine, bson_capacity);
}

BOOST_AUTO_TEST_CASE(random_queries_in_three_valued_logic) {
    compare_random_queries(schema::logic::three_valued, query_count(5'000) / 2, make_engine, bson_capacity);
}

BOOST_AUTO_TEST_CASE(chains_of_a_thousand_rules) { compare_chains({1, 2, 4, 20, 47}, make_engine, bson_capacity); }

BOOST_AUTO_TEST_CASE(a_thousand_values_of_one_field) { compare_equalities(make_engine, bson_capacity); }

BOOST_AUTO_TEST_CASE(what_the_script_makes_up_for_is_still_so) {
    boost::json::value const found = mingo().ask({{"deviations", true}});
    BOOST_TEST(found == (boost::json::value{{"keys", {"10n before 9n", "U+FFFD is greater than U+10000"}}}));
}

BOOST_AUTO_TEST_SUITE_END()
