#include "app/panels/import/words.h"

#include "app/ui/format.h"
#include "app/ui/i18n.h"

namespace app {

std::string set_words(const engine::DataPreview& preview) {
  if (preview.rows < 0) return {};
  const std::string rows = ui::format_count(preview.rows);
  const std::string classes = ui::format_count(preview.classes);
  if (preview.vocabulary > 0 && preview.target.rank() > 0) {
    return preview.whole ? ui::tr_fill("{} samples, {} tokens.", {rows, classes})
                         : ui::tr_fill("At its start: {} samples, {} tokens.", {rows, classes});
  }
  if (preview.classes > 0) {
    return preview.whole ? ui::tr_fill("{} samples in {} classes.", {rows, classes})
                         : ui::tr_fill("At its start: {} samples in {} classes.", {rows, classes});
  }
  if (preview.classes == 0) {
    return preview.whole ? ui::tr_fill("{} samples, each with a number to predict.", {rows})
                         : ui::tr_fill("At its start: {} samples, each with a number to predict.", {rows});
  }
  return ui::tr_fill("{} samples.", {rows});
}

std::string change_words(const View& view, const engine::DataPreview& preview) {
  if (preview.input.rank() == 0) return {};
  const std::string input = preview.input.text();
  if (preview.classes < 0) {
    return ui::tr_fill("Input becomes {}; the output is fitted when the file has been read.", {input});
  }
  const int64_t units = preview.classes > 2 ? preview.classes : 1;
  const engine::Shape out{units};
  const bool same = view.data && view.fresh && view.info.ok() && view.data->input_shape == preview.input &&
                    view.data->raw.classes == preview.classes;
  if (same) return ui::tr("Input and output stay as they are.");
  return ui::tr_fill("Input becomes {}, output {}.", {input, out.text()});
}

}  // namespace app
