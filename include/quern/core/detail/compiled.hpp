#pragma once

// The bodies behind the public headers stand in `impl/`. They are inline, but where QUERN_COMPILED is defined, as the
// target quern::compiled does: then public headers do without them, and its library alone holds them.
#ifdef QUERN_COMPILED
#define QUERN_INLINE
#else
#define QUERN_INLINE inline
#endif
