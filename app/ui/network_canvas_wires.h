// Wires between columns as one line each: where the ports of a column are, how a wire runs from one to another, and
// what is under the pointer. Wires that skip ranks run through the corridor below the columns. Knows nothing of layers.
#pragma once

#include <vector>

#include "app/ui/network_canvas_layout.h"
#include "app/ui/theme.h"

namespace app::ui {

// Where a wire leaves a column and where it ends.
Vec output_port(const ColumnPlace& column);
Vec input_port(const ColumnPlace& column, int port, int ports);

struct WireEnds {
  Vec from, to;
  int channel = -1;  // in the corridor; -1: straight from one rank to the next
};
// Points along the wire.
void wire_path(const WireEnds& ends, const CanvasLayout& layout, std::vector<Vec>& out);
float distance_to(const std::vector<Vec>& path, Vec p);

// Wires from rank `from` to rank `to` share the corridor: the channel of each, from the top, so that none runs over
// another; wires between neighbours get -1. Returns the number of channels.
struct Span {
  int from = 0, to = 0;
  int channel = -1;
};
int assign_channels(std::vector<Span>& spans);

enum class WireState { normal, hovered, live, broken };
void draw_wire(const std::vector<Vec>& path, float zoom, WireState state, float opacity = 1);
// A port as a small disc; `lit` while it can be taken, `missing` where a wire must end and none does.
void draw_port(Vec at, float zoom, bool lit, bool missing);

}  // namespace app::ui
