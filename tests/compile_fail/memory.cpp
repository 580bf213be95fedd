#include <quern/memory/columns.hpp>
#include <quern/memory/compile.hpp>
#include <quern/memory/order.hpp>
#include <quern/memory/page.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What must not pass for a record, or for the record of another predicate.

struct server {
    std::uint64_t id;
    std::string name;
    std::vector<int> ports;
};
BOOST_DESCRIBE_STRUCT(server, (), (id, name, ports))

struct undescribed {
    std::uint64_t id;
};

struct described_empty {};
BOOST_DESCRIBE_STRUCT(described_empty, (), ())

struct only_others {
    std::vector<int> ports;
    char letter;
    char const* name;
};
BOOST_DESCRIBE_STRUCT(only_others, (), (ports, letter, name))

class only_private {
    std::uint64_t id;
    BOOST_DESCRIBE_CLASS(only_private, (), (), (), (id))
};

struct server_columns {
    quern::memory::column<std::uint64_t> id;
    quern::memory::dictionary name;
};
BOOST_DESCRIBE_STRUCT(server_columns, (), (id, name))

struct only_ids {
    quern::memory::column<std::uint64_t> id;
};
BOOST_DESCRIBE_STRUCT(only_ids, (), (id))

struct others {
    quern::memory::column<std::int64_t> id;
    quern::memory::dictionary name;
};
BOOST_DESCRIBE_STRUCT(others, (), (id, name))

struct with_text {
    quern::memory::column<std::uint64_t> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(with_text, (), (id, name))

namespace {

using quern::memory::compile;
using quern::memory::order_of;
using quern::memory::page;

void good(quern::expr::query const& q, std::vector<server> const& servers) {
    static_cast<void>(compile<server>(q).value()(servers[0]));
    static_cast<void>(order_of<server>(q).value()(servers[0], servers[1]));
    static_cast<void>(page(servers, q));
    static_cast<void>(count(server_columns(), compile<server_columns>(q).value()));
    static_cast<void>(select(server_columns(), compile<server_columns, server>(q).value()));
}

// a record without a member that can hold a field
void r01(quern::expr::query const& q) { static_cast<void>(compile<described_empty>(q)); } // error: no described member
void r02(quern::expr::query const& q) { static_cast<void>(compile<only_others>(q)); }     // error: no described member
void r03(quern::expr::query const& q) { static_cast<void>(compile<only_private>(q)); }    // error: no described member

// no record at all
void n01(quern::expr::query const& q) { static_cast<void>(compile<undescribed>(q)); }             // error: no matching
void n02(quern::expr::query const& q) { static_cast<void>(order_of<undescribed>(q)); }            // error: no matching
void n03(quern::expr::query const& q) { static_cast<void>(compile<int>(q)); }                     // error: no matching
void n04(quern::expr::query const& q) { static_cast<void>(page(std::vector<undescribed>(), q)); } // error: no matching
void n05(quern::expr::query const& q) { static_cast<void>(page(std::vector<std::string>(), q)); } // error: no matching
void n06(quern::expr::query const& q) { static_cast<void>(compile<server*>(q)); }                 // error: no matching

// a record of another predicate
void o01(quern::expr::query const& q) { compile<server>(q).value()(undescribed()); } // error: no match|no matching
void o02(quern::expr::query const& q) { compile<server>(q).value()(1); }             // error: no match|no matching

// columns that are not those of a record
void c01(quern::expr::query const& q) { static_cast<void>(compile<only_ids, server>(q)); } // error: has no column
void c02(quern::expr::query const& q) { static_cast<void>(compile<others, server>(q)); }   // error: of another type
void c03(quern::expr::query const& q) { static_cast<void>(compile<with_text>(q)); }        // error: that is no column
void c04(quern::expr::query const& q) { count(server_columns(), compile<server>(q)); }     // error: no matching

// columns of containers that end with the expression
using reals = std::vector<double>;
using texts = std::vector<std::string_view>;
using words = std::vector<std::uint64_t>;
void d01() { static_cast<void>(quern::memory::column<double>{reals{1.5}}); }     // error: could not convert|no viable
void d02() { static_cast<void>(quern::memory::dictionary{texts{"a"}, {}, {}}); } // error: could not convert|no viable
void d03() { static_cast<void>(quern::memory::column<double>{{}, words{1}}); }   // error: could not convert|no viable

} // namespace
