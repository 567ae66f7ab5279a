// CHECK(condition, "what must hold"): a programmer's mistake stops the program with file and line.
#pragma once

#include <cstdio>
#include <cstdlib>

#define CHECK(condition, rule)                                                                      \
  do {                                                                                              \
    if (!(condition)) {                                                                             \
      std::fprintf(stderr, "%s:%d: CHECK failed: %s (%s)\n", __FILE__, __LINE__, rule, #condition); \
      std::abort();                                                                                 \
    }                                                                                               \
  } while (false)
