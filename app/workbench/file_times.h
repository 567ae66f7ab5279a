// Times of files as numbers and as text.
#pragma once

#include <cstdint>
#include <string>

namespace app {

// Seconds since 1970.
int64_t time_now();
// Seconds since 1970 at which the file was changed last; 0 when there is none.
int64_t changed_at(const std::string& file);
// "2026-11-28 14:03", in the zone of the machine; the same order in every language.
std::string time_text(int64_t seconds);

}  // namespace app
