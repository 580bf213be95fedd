#include "harness.hpp"

#include <quern/api/hcm_audit.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(hcm_audit)

BOOST_AUTO_TEST_CASE(the_query_fields_of_the_document) {
    using enum schema::scalar;
    struct row {
        std::string_view name;
        schema::scalar type = string;
        std::size_t enumerators = 0;
    };
    // the table of query fields, in its order; how many values the two tables list together
    row const rows[] = {
        {"id", uint64},
        {"res_id"},
        {"cloud_res_id"},
        {"res_name"},
        {"res_type", string, 11},
        {"associated_res_id"},
        {"associated_cloud_res_id"},
        {"associated_res_name"},
        {"associated_res_type"},
        {"action", string, 14},
        {"bk_biz_id", int64},
        {"vendor", string, 5},
        {"account_id"},
        {"operator"},
        {"source", string, 2},
        {"rid"},
        {"app_code"},
        {"created_at", timestamp},
    };
    schema::definition const& s = api::hcm_audit();
    BOOST_TEST_REQUIRE(s.fields().size() == std::size(rows));
    for (std::size_t i = 0; i != std::size(rows); ++i) {
        BOOST_TEST_CONTEXT(rows[i].name) {
            schema::field const& f = s.fields()[i];
            BOOST_TEST(f.name == rows[i].name);
            BOOST_TEST((f.type == rows[i].type));
            BOOST_TEST(f.enumerators.size() == rows[i].enumerators);
            BOOST_TEST(f.queryable);
            BOOST_TEST(f.sortable);
            BOOST_TEST(f.nullable == (f.name != "id"));
            BOOST_TEST(f.decimal_text == (f.name == "bk_biz_id")); // text in one table, a number in the other
        }
    }
    BOOST_TEST((s[17].layout == core::time_layout::rfc3339_utc));
}

BOOST_AUTO_TEST_CASE(values_of_both_tables) {
    schema::definition const& s = api::hcm_audit();
    auto const has = [&](std::string_view field, std::string_view value) {
        auto const& all = s[s.find(field).value()].enumerators;
        return std::ranges::find(all, value) != all.end();
    };
    for (std::string_view const action :
         {"create", "update", "delete", "assign", "recycle", "recover", "reboot", "start", "stop", "reset_pwd",
          "associate", "disassociate", "bind", "deliver"}) {
        BOOST_TEST_CONTEXT(action) { BOOST_TEST(has("action", action)); }
    }
    for (std::string_view const type : {"account", "security_group", "vpc", "subnet", "disk", "cvm", "route_table",
                                        "eip", "gcp_firewall_rule", "image", "network_interface"}) {
        BOOST_TEST_CONTEXT(type) { BOOST_TEST(has("res_type", type)); }
    }
    for (std::string_view const vendor : {"tcloud", "aws", "azure", "gcp", "huawei"}) {
        BOOST_TEST_CONTEXT(vendor) { BOOST_TEST(has("vendor", vendor)); }
    }
    BOOST_TEST(has("source", "api_call"));
    BOOST_TEST(has("source", "background_sync"));
}

BOOST_AUTO_TEST_CASE(the_rest) {
    schema::definition const& s = api::hcm_audit();
    BOOST_TEST(s.name() == "hcm.audit");
    BOOST_TEST(s.source() == "audit");
    BOOST_TEST((s.form() == schema::form::rules));
    BOOST_TEST((s.logic() == schema::logic::three_valued));
    BOOST_TEST((s.le() == schema::le_policy::warn));
    BOOST_TEST(s[s.key()].name == "id");
    BOOST_TEST(s.limits().rules_per_group == 5U);
    BOOST_TEST(s.limits().list == 100U);
    BOOST_TEST(s.limits().page == 500U);
    BOOST_TEST(!s.common_arguments());
}

BOOST_AUTO_TEST_SUITE_END()
