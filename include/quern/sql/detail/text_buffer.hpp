#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace quern::sql::detail {

/// Characters that are appended in small pieces. `clear` keeps the memory; a copy of a buffer is empty.
class text_buffer {
public:
    text_buffer() = default;
    text_buffer(text_buffer const&) noexcept {}
    text_buffer& operator=(text_buffer const& other) noexcept {
        if (this != &other) {
            clear();
        }
        return *this;
    }
    ~text_buffer() = default;

    void append(std::string_view s) {
        make_room(s.size());
        copy(next_, s.data(), s.size());
        next_ += s.size();
    }

    void append(std::size_t times, char c) {
        make_room(times);
        next_ = std::fill_n(next_, times, c);
    }

    /// Appends what stands before the first of a character, or all; gives how many that were.
    std::size_t append_until(std::string_view s, char stop) {
        make_room(s.size());
        char const* from = s.data();
        char const* const end = from + s.size();
        char* to = next_; // `*to` might be a byte of `next_`, for all that the compiler knows
        while (from != end && *from != stop) {
            *to++ = *from++;
        }
        next_ = to;
        return static_cast<std::size_t>(from - s.data());
    }

    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(next_ - storage_.data()); }
    [[nodiscard]] std::string_view view() const noexcept { return {storage_.data(), size()}; }

    void clear() noexcept { next_ = storage_.data(); }

private:
    /// Most pieces are short: two words that overlap hold them.
    static void copy(char* to, char const* from, std::size_t size) noexcept {
        if (size > 16) {
            std::memcpy(to, from, size);
        } else if (size >= 8) {
            copy_ends<std::uint64_t>(to, from, size);
        } else if (size >= 4) {
            copy_ends<std::uint32_t>(to, from, size);
        } else {
            for (std::size_t i = 0; i != size; ++i) {
                to[i] = from[i];
            }
        }
    }

    template <class Word>
    static void copy_ends(char* to, char const* from, std::size_t size) noexcept {
        Word first;
        Word last;
        std::memcpy(&first, from, sizeof first);
        std::memcpy(&last, from + size - sizeof last, sizeof last);
        std::memcpy(to, &first, sizeof first);
        std::memcpy(to + size - sizeof last, &last, sizeof last);
    }

    void make_room(std::size_t more) {
        if (static_cast<std::size_t>(end_ - next_) < more) {
            grow(more);
        }
    }

    void grow(std::size_t more) {
        constexpr std::size_t least = 512;
        std::size_t const held = size();
        storage_.resize(std::max({least, held + more, 2 * storage_.size()}));
        next_ = storage_.data() + held;
        end_ = storage_.data() + storage_.size();
    }

    std::vector<char> storage_;
    char* next_ = storage_.data(); // behind the last character
    char* end_ = next_;            // behind the room for more
};

} // namespace quern::sql::detail
