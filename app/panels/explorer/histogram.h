// The histogram of one column, a shape for each part of the data, with its axis and figures.
#pragma once

#include "app/panels/explorer/page.h"
#include "engine/data/column_statistics.h"

namespace app {

// `classes`: the bins are classes and have names. The ticks lie below `r`.
void draw_histogram(const ExplorerContext& c, const engine::ColumnStatistics& s, bool classes, const ui::Rect& r);
// Mean, deviation, how many different and missing, in one line.
void draw_figures(const engine::ColumnStatistics& s, bool classes, const ui::Rect& r);

}  // namespace app
