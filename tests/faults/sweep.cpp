#include "sweep.hpp"

#include "allocator.hpp"

#include "harness.hpp"

#include <quern/core/render.hpp>
#include <quern/json/diagnostics.hpp>

#include <boost/json/serialize.hpp>

#include <fstream>
#include <iterator>
#include <new>

using namespace quern;

namespace faults {

std::string file(std::string const& name) {
    std::ifstream stream(QUERN_TEST_DATA "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string told(core::diagnostics const& found, std::string_view source) {
    std::string out = core::render(found, source, {.language = core::language::chinese, .color = true});
    core::line_index const lines(source);
    return out + boost::json::serialize(json::to_json(found, lines, core::language::english));
}

std::size_t fail_each_allocation(std::vector<operation> const& all) {
    std::size_t failed = 0;
    for (operation const& o : all) {
        BOOST_TEST_CONTEXT(o.name) {
            std::string const expected = o.run();
            for (std::size_t number = 1;; ++number) {
                std::size_t const before = blocks_in_use();
                bool thrown = false;
                bool met = false;
                bool same = false;
                {
                    failing_allocation const fault(number);
                    try {
                        same = o.run() == expected;
                    } catch (std::bad_alloc const&) {
                        thrown = true;
                    }
                    met = fault.met();
                }
                BOOST_TEST_REQUIRE((thrown || same), "neither thrown nor whole at allocation " << number);
                BOOST_TEST_REQUIRE(blocks_in_use() == before, "a leak at allocation " << number);
                if (!met) {
                    break;
                }
                ++failed;
            }
            BOOST_TEST(o.run() == expected);
        }
    }
    BOOST_TEST_MESSAGE(failed << " allocations have failed");
    return failed;
}

void run_in_little_memory(std::vector<operation> const& all) {
    for (operation const& o : all) {
        BOOST_TEST_CONTEXT(o.name) {
            std::string const expected = o.run();
            bool done = false;
            for (std::size_t bytes = 256; !done; bytes += bytes / 4) {
                std::size_t const before = blocks_in_use();
                bool same = false;
                {
                    allocation_cap const cap(bytes);
                    try {
                        same = o.run() == expected;
                        done = true;
                    } catch (std::bad_alloc const&) {
                        done = false;
                    }
                }
                BOOST_TEST_REQUIRE(bytes < 16'000'000U);
                BOOST_TEST(same == done);
                BOOST_TEST_REQUIRE(blocks_in_use() == before);
            }
        }
    }
}

} // namespace faults
