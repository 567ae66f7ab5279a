// Lets the threads that train give way to the thread of the window.
#pragma once

namespace engine {

// The calling thread computes when nothing more urgent wants its core. There is no way back; where the system offers no
// such thing, nothing happens.
void lower_thread_priority();

}  // namespace engine
