#pragma once

#include <quern/api/kept_json.hpp>
#include <quern/api/nullable.hpp>
#include <quern/api/record.hpp>
#include <quern/core/timestamp.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace quern::api {

/// What an audit record says of the resource: before the change, and what was changed.
struct hcm_audit_detail {
    static constexpr time_style times{};

    std::optional<kept_json> data{};
    std::optional<kept_json> changed{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_audit_detail const&, hcm_audit_detail const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_audit_detail, (), (data, changed, others))

/// An audit record of the audit list document, its members in the order of the document.
struct hcm_audit_record {
    static constexpr time_style times{};

    std::uint64_t id = 0;
    std::string res_id{};
    std::string cloud_res_id{};
    std::string res_name{};
    std::string res_type{};
    std::string associated_res_id{};
    std::string associated_cloud_res_id{};
    std::string associated_res_name{};
    std::string associated_res_type{};
    std::string action{};
    std::int64_t bk_biz_id = 0;
    std::string vendor{};
    std::string account_id{};
    std::string operator_{}; // NOLINT(readability-identifier-naming): `operator` is a keyword
    std::string source{};
    std::string rid{};
    std::string app_code{};
    core::timestamp created_at{};
    std::optional<nullable<hcm_audit_detail>> detail{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_audit_record const&, hcm_audit_record const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_audit_record, (),
                      (id, res_id, cloud_res_id, res_name, res_type, associated_res_id, associated_cloud_res_id,
                       associated_res_name, associated_res_type, action, bk_biz_id, vendor, account_id, operator_,
                       source, rid, app_code, created_at, detail, others))

/// How many audit records match, and the records of a page; a count leaves the records out.
struct hcm_audit_page {
    static constexpr time_style times{};

    std::uint64_t count = 0;
    std::optional<std::vector<hcm_audit_record>> details{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_audit_page const&, hcm_audit_page const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_audit_page, (), (count, details, others))

/// The answer of `POST /api/v1/cloud/bizs/{bk_biz_id}/audits/list`.
struct hcm_audit_response {
    static constexpr time_style times{};

    std::int32_t code = 0;
    std::string message{};
    nullable<hcm_audit_page> data{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_audit_response const&, hcm_audit_response const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_audit_response, (), (code, message, data, others))

} // namespace quern::api
