#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/result.hpp>
#include <quern/schema/declaration.hpp>
#include <quern/schema/guarded.hpp>

#include <utility>

namespace quern::schema {

QUERN_INLINE core::result<guarded_definition> define_guarded(schema::declaration declared) {
    core::result<definition> inner = detail::define_any(std::move(declared), true);
    if (!inner) {
        return std::move(inner).error();
    }
    return guarded_definition(*std::move(inner));
}

} // namespace quern::schema
