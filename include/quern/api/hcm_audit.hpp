#pragma once

#include <quern/schema/builder.hpp>
#include <quern/schema/definition.hpp>

#include <array>
#include <span>
#include <string_view>

namespace quern::api {

namespace detail {

struct audit_field {
    std::string_view name;
    schema::scalar type = schema::scalar::string;
    std::span<std::string_view const> enumerators{};
    bool decimal_text = false;
};

inline constexpr std::array<std::string_view, 11> audit_resource_types{
    "account", "security_group",    "vpc",   "subnet",           "disk", "cvm", "route_table",
    "eip",     "gcp_firewall_rule", "image", "network_interface"};
inline constexpr std::array<std::string_view, 14> audit_actions{
    "create", "update", "delete",    "assign",    "recycle",      "recover", "reboot",
    "start",  "stop",   "reset_pwd", "associate", "disassociate", "bind",    "deliver"};
inline constexpr std::array<std::string_view, 5> audit_vendors{"tcloud", "aws", "azure", "gcp", "huawei"};
inline constexpr std::array<std::string_view, 2> audit_sources{"api_call", "background_sync"};

/// The query fields of the audit list document, in its order. An enumeration is the union of what the query table and
/// the response table list. `bk_biz_id` is text in the one and a number in the other: a number that may be written as
/// text.
inline constexpr std::array<audit_field, 18> audit_fields{{
    {.name = "id", .type = schema::scalar::uint64},
    {.name = "res_id"},
    {.name = "cloud_res_id"},
    {.name = "res_name"},
    {.name = "res_type", .enumerators = audit_resource_types},
    {.name = "associated_res_id"},
    {.name = "associated_cloud_res_id"},
    {.name = "associated_res_name"},
    {.name = "associated_res_type"},
    {.name = "action", .enumerators = audit_actions},
    {.name = "bk_biz_id", .type = schema::scalar::int64, .decimal_text = true},
    {.name = "vendor", .enumerators = audit_vendors},
    {.name = "account_id"},
    {.name = "operator"},
    {.name = "source", .enumerators = audit_sources},
    {.name = "rid"},
    {.name = "app_code"},
    {.name = "created_at", .type = schema::scalar::timestamp},
}};

} // namespace detail

/// The schema `hcm.audit`: the request of `POST /api/v1/cloud/bizs/{bk_biz_id}/audits/list` (forms 1 and 2).
///
/// Three-valued logic over the table `audit`, key `id`; at most 5 rules in a group and 500 rows in a page.
/// Built once, by the first caller; safe to call from many threads.
[[nodiscard]] inline schema::definition const& hcm_audit() {
    static schema::definition const built = [] {
        schema::builder b("hcm.audit");
        b.source("audit").key("id");
        for (detail::audit_field const& row : detail::audit_fields) {
            b.add({.name = std::string(row.name),
                   .type = row.type,
                   .enumerators = {row.enumerators.begin(), row.enumerators.end()},
                   .decimal_text = row.decimal_text});
        }
        return b.build().value();
    }();
    return built;
}

} // namespace quern::api
