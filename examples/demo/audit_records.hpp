#pragma once

#include <quern/api/hcm_audit.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace demo {

/// Numbers that are the same on every machine.
class chance {
public:
    /// From 0 to `sides` - 1.
    std::size_t operator()(std::size_t sides) { return static_cast<std::size_t>(engine_() % sides); }

    template <class Range>
    auto const& pick(Range const& from) {
        return from[(*this)(from.size())];
    }

    std::string hexadecimal(std::size_t digits) {
        std::string text;
        while (text.size() != digits) {
            text += "0123456789abcdef"[(*this)(16)];
        }
        return text;
    }

private:
    std::mt19937_64 engine_{20'230'205};
};

/// An audit record in the order of the fields of `hcm.audit`.
using audit_record = std::array<quern::core::value, 18>;

/// The record of the document's sample response.
inline audit_record sample_record() {
    using namespace std::string_view_literals;
    return {std::uint64_t{1},
            "00000001"sv,
            "sg-xxxxxx"sv,
            "test-update"sv,
            "security_group"sv,
            ""sv,
            ""sv,
            ""sv,
            ""sv,
            "update"sv,
            std::int64_t{-1},
            "tcloud"sv,
            "00000001"sv,
            "Jim"sv,
            "api_call"sv,
            "xxxxxx"sv,
            "xxxxxx"sv,
            quern::core::timestamp{1'675'610'955'000'000}}; // 2023-02-05T15:29:15Z
}

/// Audit records as a company may have them: the sample first, then some a minute.
class audit_records {
public:
    static constexpr std::size_t count = 200'000;

    /// The next record. Its strings live until the next call.
    audit_record next() {
        audit_record record = sample_record();
        if (++made_ == 1) {
            return record;
        }
        seconds_ += static_cast<std::int64_t>(1 + chance_(240));
        kind const& k = kinds[weighted({4, 24, 6, 6, 14, 30, 3, 6, 2, 2, 3})];
        bool const synchronised = chance_(5) == 0;
        std::string_view const action = synchronised
                                            ? std::array<std::string_view, 3>{"create", "update", "delete"}[chance_(3)]
                                            : actions[weighted({20, 30, 8, 6, 3, 2, 5, 5, 4, 3, 5, 3, 4, 2})];
        bool const linked = action.ends_with("associate") || action == "bind";
        texts_[0] = padded(made_);
        texts_[1] = std::string(k.prefix) + chance_.hexadecimal(8);
        texts_[2] = name();
        texts_[3] = linked ? padded(1 + chance_(made_)) : "";
        texts_[4] = linked ? "ins-" + chance_.hexadecimal(8) : "";
        texts_[5] = linked ? name() : "";
        texts_[6] = padded(1 + chance_(24));
        texts_[7] = chance_.hexadecimal(16);
        std::string_view const vendor = vendors[weighted({50, 20, 12, 8, 10})];
        std::string_view const person = operators[weighted({12, 14, 13, 10, 9, 8, 8, 7, 6, 5, 4, 4})];
        bool const shared = chance_(4) == 0;
        return {std::uint64_t{made_},
                view(0),
                view(1),
                view(2),
                k.name,
                view(3),
                view(4),
                view(5),
                linked ? std::string_view("cvm") : std::string_view(),
                action,
                shared ? std::int64_t{-1} : static_cast<std::int64_t>(100 + chance_(40)),
                vendor,
                view(6),
                synchronised ? std::string_view("sync-timing-admin") : person,
                synchronised ? std::string_view("background_sync") : std::string_view("api_call"),
                view(7),
                apps[chance_(apps.size())],
                quern::core::timestamp{seconds_ * 1'000'000}};
    }

private:
    struct kind {
        std::string_view name;
        std::string_view prefix;
    };

    static constexpr std::array<kind, 11> kinds{{{"account", "acc-"},
                                                 {"security_group", "sg-"},
                                                 {"vpc", "vpc-"},
                                                 {"subnet", "subnet-"},
                                                 {"disk", "disk-"},
                                                 {"cvm", "ins-"},
                                                 {"route_table", "rtb-"},
                                                 {"eip", "eip-"},
                                                 {"gcp_firewall_rule", "fw-"},
                                                 {"image", "img-"},
                                                 {"network_interface", "eni-"}}};
    static constexpr auto const& actions = quern::api::detail::audit_actions;
    static constexpr auto const& vendors = quern::api::detail::audit_vendors;
    static constexpr std::array<std::string_view, 12> operators{"Jim",  "Ann", "陈伟", "李娜",  "Maria",  "Tom",
                                                                "王芳", "jim", "Olga", "admin", "Jürgen", "张敏"};
    static constexpr std::array<std::string_view, 6> apps{"hcm",     "bk-cmdb", "bk-itsm",
                                                          "bk-sops", "bk-job",  "terraform"};
    static constexpr std::array<std::string_view, 10> roles{"web",  "api",  "db",   "cache", "gateway",
                                                            "网关", "登录", "对战", "test",  "batch"};
    static constexpr std::array<std::string_view, 6> places{"prod", "pre", "gz", "sh", "测试", "eu-1"};

    template <std::size_t N>
    std::size_t weighted(std::array<std::size_t, N> const& weights) {
        std::size_t sum = 0;
        for (std::size_t const w : weights) {
            sum += w;
        }
        std::size_t at = chance_(sum);
        std::size_t index = 0;
        while (at >= weights[index]) {
            at -= weights[index++];
        }
        return index;
    }
    template <std::size_t N>
    std::size_t weighted(std::size_t const (&weights)[N]) {
        return weighted(std::to_array(weights));
    }

    static std::string padded(std::size_t number) {
        std::string const digits = std::to_string(number);
        return std::string(8 - digits.size(), '0') + digits;
    }

    std::string name() {
        return std::string(chance_.pick(roles)) + "-" + std::string(chance_.pick(places)) + "-" +
               std::to_string(1 + chance_(99));
    }

    [[nodiscard]] std::string_view view(std::size_t i) const { return texts_[i]; }

    chance chance_;
    std::uint64_t made_ = 0;
    std::int64_t seconds_ = 1'675'610'955;
    std::array<std::string, 8> texts_;
};

} // namespace demo
