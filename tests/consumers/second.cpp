#include <quern/core/span.hpp>

int second() { return 0; }
