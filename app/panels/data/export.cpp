#include "app/panels/data/export.h"

#include "app/panels/panel_words.h"
#include "app/ui/file_request.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr const char* kOwner = "data.export";

}  // namespace

float DataExport::draw(const PanelContext& c, const engine::DatasetType& type, const ui::Rect& r) {
  const engine::HandExport& kind = type.export_by_hand;
  if (!kind.write) return 0;
  const engine::DataSpec& data = c.view.experiment.data;
  if (of_ != type.id) words_.clear();
  of_ = type.id;
  if (const std::string path = ui::take_file(kOwner); !path.empty()) {
    const auto params = engine::resolve(type.params, data.source.params);
    const engine::Status status = params ? kind.write(data.hand, *params, path) : engine::Status(params.error());
    failed_ = !status;
    told_ = true;
    words_ = failed_ ? ui::tr(status.error().what) : ui::tr_fill("Saved as {}", {last_part(path)});
  }
  const bool folder = kind.extension.empty();
  if (ui::button("data.export", {r.x, r.y + 2, r.w, 28},
                 {.icon_name = "save",
                  .label = folder ? ui::tr("Save as a folder of pictures") : ui::tr("Save as a file"),
                  .disabled = type.made_by_hand(data.hand) == 0,
                  .size = 13,
                  .icon_size = 15,
                  .radius = 6,
                  .tip = ui::tr("For other programs, and to be opened here again as data")})) {
    ui::FileRequest request{.owner = kOwner, .title = ui::tr("Save the data")};
    if (!folder) request.extensions = {kind.extension};
    request.save = true;
    request.name = kind.name;
    ui::file_request() = std::move(request);
  }
  if (words_.empty()) return 34;
  const ui::Colour colour = failed_ ? ui::theme().err : ui::theme().ink3;
  return 38 + ui::draw::text_block(words_, {r.x, r.y + 36, r.w, 100}, {.size = 13, .colour = colour});
}

}  // namespace app
