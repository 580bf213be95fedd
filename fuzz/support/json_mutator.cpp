#include "json_mutator.hpp"

#include "engines/hostile.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace quern::fuzz {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

class tree_mutator {
public:
    tree_mutator(std::uint32_t seed, json_words const& words) : dice_(seed), words_(words) {}

    void operator()(value& root) {
        for (std::size_t n = 1 + dice_(4); n != 0; --n) {
            std::vector<value*> all{&root};
            for (std::size_t i = 0; i != all.size(); ++i) {
                if (object* const o = all[i]->if_object()) {
                    for (auto& member : *o) {
                        all.push_back(&member.value());
                    }
                } else if (array* const a = all[i]->if_array()) {
                    for (value& element : *a) {
                        all.push_back(&element);
                    }
                }
            }
            change(*dice_.pick(all), *dice_.pick(all));
        }
    }

private:
    void change(value& v, value const& donor) {
        if (dice_.once_in(6)) {
            v = value(donor);
        } else if (dice_.once_in(12)) {
            wrap(v);
        } else if (object* const o = v.if_object(); o != nullptr && !dice_.once_in(8)) {
            change(*o);
        } else if (array* const a = v.if_array(); a != nullptr && !dice_.once_in(8)) {
            change(*a);
        } else {
            v = fresh();
        }
    }

    void wrap(value& v) {
        static constexpr std::array<std::string_view, 2> connectors{"and", "or"};
        value inner = std::move(v);
        if (dice_.once_in(3)) {
            v = array{std::move(inner)};
        } else {
            v = object{{"op", dice_.pick(connectors)}, {"rules", array{std::move(inner)}}};
        }
    }

    void change(object& o) {
        std::size_t const what = dice_(4);
        if (what == 0 || o.empty()) {
            o.insert_or_assign(key(), fresh());
            return;
        }
        auto const at = o.begin() + static_cast<std::ptrdiff_t>(dice_(o.size()));
        if (what == 1) {
            o.erase(at);
        } else if (what == 2) {
            value moved = std::move(at->value());
            o.erase(at);
            o.insert_or_assign(key(), std::move(moved));
        } else {
            at->value() = fresh();
        }
    }

    void change(array& a) {
        std::size_t const what = dice_(5);
        if (what == 0 || a.empty()) {
            a.push_back(fresh());
            return;
        }
        auto const at = a.begin() + static_cast<std::ptrdiff_t>(dice_(a.size()));
        if (what == 1) {
            a.erase(at);
        } else if (what == 2) {
            value const copy = *at;
            for (std::size_t n = dice_.once_in(20) ? 120 : 1; n != 0; --n) {
                a.push_back(copy);
            }
        } else if (what == 3) {
            std::swap(*at, a[dice_(a.size())]);
        } else {
            *at = fresh();
        }
    }

    [[nodiscard]] std::string_view key() { return dice_.pick(words_.keys); }

    [[nodiscard]] value fresh() {
        switch (dice_(8)) {
        case 0:
            return value(boost::json::string_view(engines::random_string(dice_)));
        case 1:
            return dice_.pick(engines::integers);
        case 2:
            return dice_.pick(engines::reals);
        case 3:
            return dice_.pick(engines::large_integers);
        case 4:
        case 5:
            return value(boost::json::string_view(dice_.pick(words_.strings)));
        default:
            return boost::json::parse(dice_.pick(words_.values));
        }
    }

    engines::dice dice_;
    json_words const& words_;
};

} // namespace

std::size_t mutate_json(std::span<std::uint8_t> data, std::size_t size, std::size_t prefix, std::uint32_t seed,
                        json_words const& words) {
    if (size < prefix) {
        return 0;
    }
    std::string_view const text(reinterpret_cast<char const*>(data.data()) + prefix, size - prefix);
    boost::json::error_code error;
    value root = boost::json::parse(text, error);
    if (error) {
        return 0;
    }
    tree_mutator{seed, words}(root);
    std::string const made = boost::json::serialize(root);
    if (made.size() + prefix > data.size()) {
        return 0;
    }
    std::ranges::copy(made, data.begin() + static_cast<std::ptrdiff_t>(prefix));
    return made.size() + prefix;
}

} // namespace quern::fuzz
