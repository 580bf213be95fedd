#include "harness.hpp"

#include <quern/api/cmdb_audit.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(cmdb_audit)

BOOST_AUTO_TEST_CASE(the_arguments_of_the_document) {
    using enum schema::operation;
    using schema::argument;
    struct row {
        std::string_view name;
        schema::scalar type;
        schema::argument argument;
        schema::operation_set items{};
    };
    // the tables of `condition` and of the items of `condition.condition`
    row const rows[] = {
        {"bk_biz_id", schema::scalar::int64, argument::value},
        {"resource_type", schema::scalar::string, argument::value},
        {"action", schema::scalar::string, argument::list},
        {"operation_time", schema::scalar::timestamp, argument::range},
        {"user", schema::scalar::string, argument::value, {in, not_in}},
        {"resource_name", schema::scalar::string, argument::value, {in, not_in, icontains}},
    };
    schema::definition const& s = api::cmdb_audit();
    std::size_t arguments = 0;
    for (schema::field const& f : s.fields()) {
        arguments += f.argument == argument::none ? 0 : 1;
    }
    BOOST_TEST(arguments == std::size(rows));
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            auto const index = s.find(r.name);
            BOOST_TEST_REQUIRE(index.has_value());
            schema::field const& f = s[*index];
            BOOST_TEST((f.type == r.type));
            BOOST_TEST((f.argument == r.argument));
            BOOST_TEST((f.items == r.items));
            BOOST_TEST(f.required == (r.name == "operation_time"));
        }
    }
    schema::field const& time = s[s.find("operation_time").value()];
    BOOST_TEST((time.layout == core::time_layout::datetime));
    BOOST_TEST(time.zone.minutes == 480);
}

BOOST_AUTO_TEST_CASE(category_and_fuzzy_query) {
    schema::definition const& s = api::cmdb_audit();
    BOOST_TEST_REQUIRE(s.fuzzy().has_value());
    BOOST_TEST(s.fuzzy()->argument == "fuzzy_query");
    BOOST_TEST(s.fuzzy()->field == "resource_name");
    BOOST_TEST_REQUIRE(s.category().has_value());
    BOOST_TEST(s.category()->argument == "category");
    BOOST_TEST(s.category()->field == "audit_type");
    using values = std::vector<std::string>;
    std::vector<std::pair<std::string, values>> const expected{
        {"business", {"business_resource", "dynamic_grouping"}},
        {"resource", {"business", "biz_set", "project", "model_instance", "cloud_resource", "kube"}},
        {"host", {"host"}},
        {"other", {"model", "association_kind", "event", "dynamic_grouping", "platform_setting", "field_template"}},
    };
    BOOST_TEST_REQUIRE(s.category()->sets.size() == expected.size());
    for (std::size_t i = 0; i != expected.size(); ++i) {
        BOOST_TEST(s.category()->sets[i].name == expected[i].first);
        BOOST_TEST(s.category()->sets[i].values == expected[i].second, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(the_rest) {
    schema::definition const& s = api::cmdb_audit();
    BOOST_TEST(s.name() == "cmdb.audit");
    BOOST_TEST(s.source() == "audit");
    BOOST_TEST((s.form() == schema::form::condition));
    BOOST_TEST((s.logic() == schema::logic::two_valued));
    BOOST_TEST(s[s.key()].name == "id");
    BOOST_TEST(s.limits().page == 200U);
    BOOST_TEST(s.common_arguments());
}

BOOST_AUTO_TEST_SUITE_END()
