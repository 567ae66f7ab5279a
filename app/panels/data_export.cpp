#include "app/panels/data_export.h"

#include <algorithm>

#include "app/panels/panel_sets.h"
#include "app/panels/panel_words.h"
#include "app/ui/file_request.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/core/file.h"
#include "engine/formats/hand_files.h"

namespace app {
namespace {

constexpr const char* kOwner = "data.export";

// How a set is kept: the name that is proposed, and writing it.
struct Kind {
  const char *source, *name, *extension;
  engine::Status (*write)(const engine::DataSpec& data, const std::string& path);
};

const Kind kKinds[] = {{"points", "points.csv", ".csv",
                        [](const engine::DataSpec& data, const std::string& path) {
                          return engine::replace_file(path,
                                                      engine::points_as_csv(data.hand.points, classes_of(data) > 0));
                        }},
                       {"table", "table.csv", ".csv",
                        [](const engine::DataSpec& data, const std::string& path) {
                          return engine::replace_file(path, engine::table_as_csv(data.hand.table));
                        }},
                       {"sentences", "sentences.jsonl", ".jsonl",
                        [](const engine::DataSpec& data, const std::string& path) {
                          return engine::replace_file(path, engine::sentences_as_jsonl(data.hand.sentences));
                        }},
                       {"drawings", "drawings", "", [](const engine::DataSpec& data, const std::string& path) {
                          return engine::write_drawings(data.hand.drawings, path);
                        }}};

}  // namespace

float DataExport::draw(const PanelContext& c, const engine::DatasetType& type, const ui::Rect& r) {
  const auto kind =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& k) { return k.source == type.id; });
  if (kind == std::end(kKinds) || !type.made_by_hand) return 0;
  const engine::DataSpec& data = c.view.experiment.data;
  if (of_ != type.id) words_.clear();
  of_ = type.id;
  if (const std::string path = ui::take_file(kOwner); !path.empty()) {
    const engine::Status status = kind->write(data, path);
    failed_ = !status;
    told_ = true;
    words_ = failed_ ? ui::tr(status.error().what) : ui::tr_fill("Saved as {}", {last_part(path)});
  }
  const bool folder = kind->extension[0] == '\0';
  if (ui::button("data.export", {r.x, r.y + 2, r.w, 28},
                 {.icon_name = "save",
                  .label = folder ? ui::tr("Save as a folder of pictures") : ui::tr("Save as a file"),
                  .disabled = type.made_by_hand(data.hand) == 0,
                  .size = 13,
                  .icon_size = 15,
                  .radius = 6,
                  .tip = ui::tr("For other programs, and to be opened here again as data")})) {
    ui::FileRequest request{.owner = kOwner, .title = ui::tr("Save the data")};
    if (!folder) request.extensions = {kind->extension};
    request.save = true;
    request.name = kind->name;
    ui::file_request() = std::move(request);
  }
  if (words_.empty()) return 34;
  const ui::Colour colour = failed_ ? ui::theme().err : ui::theme().ink3;
  return 38 + ui::draw::text_block(words_, {r.x, r.y + 36, r.w, 100}, {.size = 13, .colour = colour});
}

}  // namespace app
