// Whether the checksums of files are compared: a fuzzer does not find bytes with the right one.
#pragma once

namespace engine {

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
inline constexpr bool kChecksums = false;
#else
inline constexpr bool kChecksums = true;
#endif

}  // namespace engine
