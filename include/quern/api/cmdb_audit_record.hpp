#pragma once

#include <quern/api/kept_json.hpp>
#include <quern/api/nullable.hpp>
#include <quern/api/record.hpp>
#include <quern/core/timestamp.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace quern::api {

/// An operation audit record, its members in the order of the document; times are local to +08:00.
struct cmdb_audit_record {
    static constexpr time_style times{core::time_layout::datetime, {480}};

    std::int64_t id = 0;
    std::string audit_type{};
    std::string bk_supplier_account{};
    std::string user{};
    std::string resource_type{};
    std::string action{};
    std::string operate_from{};
    kept_json operation_detail{};
    core::timestamp operation_time{};
    std::int64_t bk_biz_id = 0;
    std::int64_t resource_id = 0;
    std::string resource_name{};
    other_members others{};

    [[nodiscard]] friend bool operator==(cmdb_audit_record const&, cmdb_audit_record const&) = default;
};
BOOST_DESCRIBE_STRUCT(cmdb_audit_record, (),
                      (id, audit_type, bk_supplier_account, user, resource_type, action, operate_from, operation_detail,
                       operation_time, bk_biz_id, resource_id, resource_name, others))

/// How many records match, and those of a page.
struct cmdb_audit_page {
    static constexpr time_style times{};

    std::int64_t count = 0;
    std::vector<cmdb_audit_record> info{};
    other_members others{};

    [[nodiscard]] friend bool operator==(cmdb_audit_page const&, cmdb_audit_page const&) = default;
};
BOOST_DESCRIBE_STRUCT(cmdb_audit_page, (), (count, info, others))

/// The answer of the operation audit search.
struct cmdb_audit_response {
    static constexpr time_style times{};

    bool result = true;
    std::int32_t code = 0;
    std::string message{};
    kept_json permission{};
    std::string request_id{};
    nullable<cmdb_audit_page> data{};
    other_members others{};

    [[nodiscard]] friend bool operator==(cmdb_audit_response const&, cmdb_audit_response const&) = default;
};
BOOST_DESCRIBE_STRUCT(cmdb_audit_response, (), (result, code, message, permission, request_id, data, others))

} // namespace quern::api
