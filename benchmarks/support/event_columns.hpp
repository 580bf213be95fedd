#pragma once

#include "records.hpp"

#include <quern/memory/column.hpp>

#include <boost/describe/class.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quern_benchmarks {

/// An event's members as columns.
struct event_columns {
    quern::memory::column<std::uint64_t> id;
    quern::memory::column<std::int64_t> size;
    quern::memory::column<std::int64_t> created;
    quern::memory::column<double> load;
    quern::memory::dictionary zone;
    quern::memory::dictionary author;
    quern::memory::column<std::string_view> message;
};
BOOST_DESCRIBE_STRUCT(event_columns, (), (id, size, created, load, zone, author, message))

/// Events as columns: values of a field side by side, the bytes of messages too, as engines hold them that keep columns.
/// Lifetime: the events must outlive it.
class event_table {
public:
    explicit event_table(std::vector<event> const& events) : events_(events) {
        std::size_t bytes = 0;
        for (event const& e : events) {
            id_.push_back(e.id);
            size_.push_back(e.size);
            created_.push_back(e.created);
            load_.push_back(e.load);
            bytes += e.message.size();
        }
        texts_.reserve(bytes);
        for (event const& e : events) {
            std::size_t const begin = texts_.size();
            texts_ += e.message;
            message_.push_back(std::string_view(texts_).substr(begin));
        }
        encode(&event::zone, zones_, zone_codes_);
        encode(&event::author, authors_, author_codes_);
    }

    event_table(event_table const&) = delete;
    event_table& operator=(event_table const&) = delete;

    [[nodiscard]] event_columns view() const {
        return {{id_}, {size_}, {created_}, {load_}, {zones_, zone_codes_}, {authors_, author_codes_}, {message_}};
    }

private:
    void encode(std::string event::* text, std::vector<std::string_view>& words, std::vector<std::uint32_t>& codes) {
        for (event const& e : events_) {
            words.push_back(e.*text);
        }
        std::ranges::sort(words);
        auto const rest = std::ranges::unique(words);
        words.erase(rest.begin(), rest.end());
        for (event const& e : events_) {
            codes.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(words, e.*text) - words.begin()));
        }
    }

    std::vector<event> const& events_;
    std::vector<std::uint64_t> id_;
    std::vector<std::int64_t> size_;
    std::vector<std::int64_t> created_;
    std::vector<double> load_;
    std::vector<std::string_view> zones_;
    std::vector<std::uint32_t> zone_codes_;
    std::vector<std::string_view> authors_;
    std::vector<std::uint32_t> author_codes_;
    std::string texts_; // of all messages; not moved, for all of it is reserved
    std::vector<std::string_view> message_;
};

} // namespace quern_benchmarks
