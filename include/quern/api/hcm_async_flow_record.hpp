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

/// Why a flow or one of its tasks failed.
struct hcm_flow_reason {
    static constexpr time_style times{};

    std::optional<std::string> message{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_flow_reason const&, hcm_flow_reason const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_flow_reason, (), (message, others))

/// What the tasks of a flow share.
struct hcm_flow_share_data {
    static constexpr time_style times{};

    std::optional<std::string> lb_id{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_flow_share_data const&, hcm_flow_share_data const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_flow_share_data, (), (lb_id, others))

/// An asynchronous flow, its members in the order of the document.
struct hcm_async_flow_record {
    static constexpr time_style times{};

    std::string id{};
    std::string name{};
    std::string state{};
    std::optional<nullable<hcm_flow_reason>> reason{};
    std::optional<nullable<hcm_flow_share_data>> share_data{};
    std::string creator{};
    std::string reviser{};
    core::timestamp created_at{};
    core::timestamp updated_at{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_async_flow_record const&, hcm_async_flow_record const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_async_flow_record, (),
                      (id, name, state, reason, share_data, creator, reviser, created_at, updated_at, others))

/// A task of a flow, its members in the order of the document.
struct hcm_async_task_record {
    static constexpr time_style times{};

    std::string id{};
    std::string action_id{};
    std::string action_name{};
    std::string state{};
    std::optional<nullable<hcm_flow_reason>> reason{};
    std::string creator{};
    std::string reviser{};
    core::timestamp created_at{};
    core::timestamp updated_at{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_async_task_record const&, hcm_async_task_record const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_async_task_record, (),
                      (id, action_id, action_name, state, reason, creator, reviser, created_at, updated_at, others))

/// A flow and its tasks; no flow where there is none of that id.
struct hcm_async_flow_data {
    static constexpr time_style times{};

    nullable<hcm_async_flow_record> flow{};
    std::vector<hcm_async_task_record> tasks{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_async_flow_data const&, hcm_async_flow_data const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_async_flow_data, (), (flow, tasks, others))

/// The answer of `POST /api/v1/cloud/bizs/{bk_biz_id}/audits/async_flow/list`.
struct hcm_async_flow_response {
    static constexpr time_style times{};

    std::int32_t code = 0;
    std::string message{};
    nullable<hcm_async_flow_data> data{};
    other_members others{};

    [[nodiscard]] friend bool operator==(hcm_async_flow_response const&, hcm_async_flow_response const&) = default;
};
BOOST_DESCRIBE_STRUCT(hcm_async_flow_response, (), (code, message, data, others))

} // namespace quern::api
