#include <quern/quern.hpp>

/// A second translation unit: the headers must define nothing twice.
int second() { return quern::api::find_schema("hcm.audit") == &quern::api::hcm_audit() ? 0 : 1; }
