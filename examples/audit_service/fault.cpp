#include "fault.hpp"

#include <array>
#include <cstddef>

namespace audit {

namespace {

/// In the order of `fault`.
constexpr std::array<fault_row, 14> faults{{
    {40001, 400, "invalid_request", "the request is not valid", "请求无效"},
    {40002, 400, "invalid_business", "no business is named: an integer is expected", "业务ID无效：应为整数"},
    {40004, 400, "invalid_arguments", "expected ?schema=NAME&form=json or &form=text",
     "需要参数schema与form（json或text）"},
    {40003, 400, "malformed_http", "this is not HTTP/1.1", "不是有效的HTTP/1.1请求"},
    {40400, 404, "no_such_path", "there is nothing at this path", "路径不存在"},
    {40500, 405, "method_not_allowed", "the path does not have this method", "该路径不支持此方法"},
    {41300, 413, "body_too_large", "the body is too large", "请求体过大"},
    {41500, 415, "unsupported_type", "the body must be application/json, without an encoding",
     "请求体必须为application/json，且不得编码"},
    {43100, 431, "head_too_large", "the head of the request is too large", "请求头过大"},
    {50001, 500, "store_failed", "the store does not answer", "存储无法响应"},
    {50002, 500, "internal", "the service failed", "服务内部错误"},
    {50300, 503, "too_many_connections", "there are too many connections, try again later", "连接过多，请稍后重试"},
    {50301, 503, "too_many_requests", "too many requests are waiting, try again later", "等待中的请求过多，请稍后重试"},
    {50400, 504, "store_too_slow", "the query took too long and was given up", "查询超时，已取消"},
}};

} // namespace

fault_row const& describe(fault f) noexcept { return faults[static_cast<std::size_t>(f)]; }

} // namespace audit
