#include <quern/syntax/filter.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What must not pass for a filter that is written in C++.

using quern::syntax::field;
using quern::syntax::filter;

namespace {

int number = 0;
int* pointer = &number;
void* address = &number;
char const* text = "x";
char buffer[8] = "x";
enum plain { zero };
enum class scoped { zero };
struct anything {};
std::vector<char const*> texts;
std::vector<anything> things;
long double wide = 1;
std::chrono::sys_time<std::chrono::nanoseconds> precise;
std::chrono::sys_time<std::chrono::duration<double>> fractional;
std::chrono::steady_clock::time_point steady;

auto const age = field("age");
auto const adult = age > 18 && field("zone") == "eu" || !(age == 0);
auto const listed = age.in(1, 2.5) && age.in(std::vector{1, 2}) && age.not_in(std::array<std::string_view, 1>{"x"});

// constants
auto const c01 = age == nullptr;          // error: no match|invalid operands
auto const c02 = age == pointer;          // error: no match|invalid operands
auto const c03 = age == address;          // error: no match|invalid operands
auto const c04 = age == text;             // error: no match|invalid operands
auto const c05 = age == buffer;           // error: no match|invalid operands
auto const c06 = age == 'c';              // error: no match|invalid operands
auto const c07 = age == L'c';             // error: no match|invalid operands
auto const c08 = age == u8"x";            // error: no match|invalid operands
auto const c09 = age == zero;             // error: no match|invalid operands
auto const c10 = age == scoped::zero;     // error: no match|invalid operands
auto const c11 = age == anything();       // error: no match|invalid operands
auto const c12 = age == std::byte{};      // error: no match|invalid operands
auto const c13 = age == wide;             // error: no match|invalid operands
auto const c14 = age == precise;          // error: no match|invalid operands
auto const c15 = age == fractional;       // error: no match|invalid operands
auto const c16 = age == steady;           // error: no match|invalid operands
auto const c17 = age == age;              // error: no match|invalid operands
auto const c18 = age == std::optional(1); // error: no match|invalid operands
auto const c19 = age != nullptr;          // error: no match|invalid operands
auto const c20 = age < text;              // error: no match|invalid operands
auto const c21 = age <= 'c';              // error: no match|invalid operands
auto const c22 = age > pointer;           // error: no match|invalid operands
auto const c23 = age >= age;              // error: no match|invalid operands
auto const c24 = age < true;              // error: no match|invalid operands
auto const c25 = age == adult;            // error: no match|invalid operands

// lists and substrings
auto const l01 = age.in();               // error: no matching
auto const l02 = age.in(1, "x");         // error: no matching
auto const l03 = age.in(1, true);        // error: no matching
auto const l04 = age.in(text);           // error: no matching
auto const l05 = age.in(texts);          // error: no matching
auto const l06 = age.in(things);         // error: no matching
auto const l07 = age.not_in("x", 'x');   // error: no matching
auto const l08 = age.in(1, nullptr);     // error: no matching
auto const l09 = age.contains(1);        // error: no matching
auto const l10 = age.contains(text);     // error: no matching
auto const l11 = age.icontains('x');     // error: no matching
auto const l12 = age.icontains(nullptr); // error: no matching
auto const l13 = age.begins_with(1);     // error: no matching
auto const l14 = age.ends_with(texts);   // error: no matching

// what joins filters
auto const j01 = age && true;     // error: no match|invalid operands
auto const j02 = adult && true;   // error: no match|invalid operands
auto const j03 = adult || number; // error: no match|invalid operands
auto const j04 = true && adult;   // error: no match|invalid operands
auto const j05 = adult && age;    // error: no match|invalid operands
auto const j06 = age || age;      // error: no match|invalid operands
auto const j07 = !age;            // error: no match|invalid argument
auto const j08 = adult & adult;   // error: no match|invalid operands
auto const j09 = adult == true;   // error: no match|invalid operands
auto const j10 = adult == adult;  // error: no match|invalid operands
auto const j11 = 1 < age < 5;     // error: no match|invalid operands
auto const j12 = age < 5 < 6;     // error: no match|invalid operands

// a filter is no bool, and never empty
bool const b01 = age == 1;                 // error: cannot convert|no viable conversion
bool const b02 = static_cast<bool>(adult); // error: invalid .?static_cast|cannot convert
int const b03 = adult ? 1 : 0;             // error: could not convert|cannot convert|not contextually convertible
filter const b04;                          // error: private
filter const b05 = true;                   // error: conversion|viable
filter const b06 = {};                     // error: private
auto const b07 = (age == 1).as_request();  // error: deleted

// a name is text
auto const n01 = field(nullptr); // error: deleted
auto const n02 = field(1);       // error: no matching|could not convert|no viable

} // namespace
