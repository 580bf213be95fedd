#pragma once

#include <string_view>

namespace quern_benchmarks {

/// The request of the audit list document, as it stands there.
inline constexpr std::string_view documented_request = R"({
  "filter": {
    "op": "and",
    "rules": [
      {
        "field": "operator",
        "op": "eq",
        "value": "Jim"
      }
    ]
  },
  "page": {
    "count": false,
    "start": 0,
    "limit": 500
  }
})";

/// A request with nested groups, every type of value, a list, and a page that is sorted.
inline constexpr std::string_view nested_request =
    R"({"filter":{"op":"and","rules":[{"field":"res_type","op":"in","value":["cvm","disk","vpc"]},)"
    R"({"field":"created_at","op":"gte","value":"2023-02-05T15:29:15Z"},)"
    R"({"field":"bk_biz_id","op":"eq","value":310},{"op":"or","rules":[{"field":"operator","op":"eq","value":"Jim"},)"
    R"({"field":"res_name","op":"cis","value":"web"},{"field":"action","op":"neq","value":"delete"}]}]},)"
    R"("page":{"count":false,"start":100,"limit":50,"sort":"created_at","order":"DESC"}})";

/// The filters of the two, as react-querybuilder writes them.
inline constexpr std::string_view documented_rules =
    R"({"combinator":"and","rules":[{"field":"operator","operator":"=","value":"Jim"}]})";
inline constexpr std::string_view nested_rules =
    R"({"combinator":"and","rules":[{"field":"res_type","operator":"in","value":["cvm","disk","vpc"]},)"
    R"({"field":"created_at","operator":">=","value":"2023-02-05T15:29:15Z"},)"
    R"({"field":"bk_biz_id","operator":"=","value":310},)"
    R"({"combinator":"or","rules":[{"field":"operator","operator":"=","value":"Jim"},)"
    R"({"field":"res_name","operator":"contains","value":"web"},{"field":"action","operator":"!=","value":"delete"}]}]})";

} // namespace quern_benchmarks
