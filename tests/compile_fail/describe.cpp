#include <quern/adapt/describe.hpp>

#include <boost/describe/class.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What must not pass for a filter or a schema of a described struct.

struct server {
    std::uint64_t id;
    std::string name;
    int age;
    bool live;
    std::optional<double> load;
    std::chrono::sys_time<std::chrono::seconds> seen;
    int hidden;
    char letter;
    std::vector<int> ports;
    int sum() const;
    static int count;
};
BOOST_DESCRIBE_STRUCT(server, (), (id, name, age, live, load, seen, letter, ports, sum, count))

struct undescribed {
    int age;
};

struct with_pointer {
    std::uint64_t id;
    char const* name;
};
BOOST_DESCRIBE_STRUCT(with_pointer, (), (id, name))

struct with_character {
    char letter;
};
BOOST_DESCRIBE_STRUCT(with_character, (), (letter))

struct with_nested {
    std::optional<std::optional<int>> age;
};
BOOST_DESCRIBE_STRUCT(with_nested, (), (age))

class closed {
    int age;
    BOOST_DESCRIBE_CLASS(closed, (), (), (), (age))
};

namespace {

using quern::adapt::field;
using quern::adapt::of;
using namespace std::chrono_literals;

auto const good = field<&server::age>() > 18 && field<&server::name>() == "x" && field<&server::live>() == true &&
                  field<&server::load>().is_null() && field<&server::seen>() >= std::chrono::sys_days();

// the kind of constant
auto const k01 = field<&server::age>() == "18";                           // error: no match|invalid operands
auto const k02 = field<&server::age>() == true;                           // error: no match|invalid operands
auto const k03 = field<&server::age>() < "x";                             // error: no match|invalid operands
auto const k04 = field<&server::name>() == 5;                             // error: no match|invalid operands
auto const k05 = field<&server::live>() == 1;                             // error: no match|invalid operands
auto const k06 = field<&server::seen>() >= 5;                             // error: no match|invalid operands
auto const k07 = field<&server::seen>() >= "2023";                        // error: no match|invalid operands
auto const k08 = field<&server::seen>() >= 5s;                            // error: no match|invalid operands
auto const k09 = field<&server::age>().in("a", "b");                      // error: no matching
auto const k10 = field<&server::age>().in(std::vector<std::string>{"a"}); // error: no matching
auto const k11 = field<&server::age>().contains("1");                     // error: no matching
auto const k12 = field<&server::load>() == "x";                           // error: no match|invalid operands
auto const k13 = field<&server::name>().icontains(1);                     // error: no matching

// absence
auto const a01 = field<&server::age>().is_null();   // error: no matching|invalid reference
auto const a02 = field<&server::name>().not_null(); // error: no matching|invalid reference

// the member
auto const m01 = field<&server::hidden>() == 1;   // error: no matching
auto const m02 = field<&server::letter>() == "x"; // error: no matching
auto const m03 = field<&server::ports>() == 1;    // error: no matching
auto const m04 = field<&server::sum>() == 1;      // error: no matching
auto const m05 = field<&server::count>() == 1;    // error: no matching
auto const m06 = field<&undescribed::age>() == 1; // error: no matching
auto const m07 = field<&server::nothing>() == 1;  // error: nothing
auto const m08 = field<&closed::age>() == 1;      // error: private|no matching

// schemas
auto const s01 = of<undescribed>("t");    // error: no matching
auto const s02 = of<with_pointer>("t");   // error: no type of field holds this member
auto const s03 = of<with_character>("t"); // error: no type of field holds this member
auto const s04 = of<with_nested>("t");    // error: no type of field holds this member
auto const s05 = of<int>("t");            // error: no matching

} // namespace
