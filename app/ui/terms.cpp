#include "app/ui/terms.h"

#include <map>

#include "app/ui/i18n.h"
#include "engine/schema/activation_type.h"
#include "engine/schema/block_type.h"
#include "engine/schema/initializer_type.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/metric_type.h"
#include "engine/schema/optimizer_type.h"
#include "engine/schema/preparation_type.h"
#include "engine/schema/schedule_type.h"
#include "engine/schema/task_type.h"

namespace app::ui {
namespace {

bool on_ = false;

// Titles of panels and figures, which no descriptor has.
constexpr const char* kTitles[] = {"Accuracy",      "Activations",   "Answers",
                                   "Attention",     "Batch size",    "Bias",
                                   "Clip norm",     "Clip value",    "Columns",
                                   "Data",          "Decides",       "Epoch",
                                   "Freeze",        "Gradient size", "Gradients",
                                   "Init",          "L1 penalty",    "L2 penalty",
                                   "Landscape",     "Layer",         "Layers",
                                   "Learning rate", "Loss",          "Maps",
                                   "Network",       "Optimizer",     "Output",
                                   "Params",        "Preparation",   "Regularization",
                                   "Sample",        "Scatter",       "Shape",
                                   "Shuffle",       "Standardise",   "Surfaces",
                                   "Test",          "Test accuracy", "Test loss",
                                   "Train",         "Train loss",    "Units",
                                   "Val",           "Val KL",        "Val MAE",
                                   "Val RMSE",      "Val R²",        "Val accuracy",
                                   "Val loss",      "Weights",       "Weights over time"};

using Table = std::map<std::string, std::string, std::less<>>;

void add(Table& table, const std::string& english) {
  const std::string chinese = tr_name(english);
  if (chinese != english) table.emplace(chinese, english);
}

template <class Type>
void add_all(Table& table, const engine::Catalog<Type>& catalog) {
  for (const Type* type : catalog.entries()) {
    add(table, type->title);
    for (const engine::ParamSpec& spec : type->params) add(table, spec.label);
  }
}

// Chinese -> English; made once, since the translations never change.
const Table& terms() {
  static const Table table = [] {
    Table t;
    for (const char* title : kTitles) add(t, title);
    add_all(t, engine::layers());
    add_all(t, engine::activations());
    add_all(t, engine::losses());
    add_all(t, engine::optimizers());
    add_all(t, engine::schedules());
    add_all(t, engine::initializers());
    add_all(t, engine::tasks());
    add_all(t, engine::preparations());
    for (const engine::BlockType* block : engine::blocks().entries()) add(t, block->title);
    for (const engine::MetricType& metric : engine::metric_types()) add(t, metric.title);
    return t;
  }();
  return table;
}

}  // namespace

void set_both_terms(bool on) { on_ = on; }
bool both_terms() { return on_ && is_chinese(); }

std::string english_of(std::string_view shown) {
  const auto found = terms().find(shown);
  if (found != terms().end()) return found->second;
  const size_t end = shown.find_last_not_of("0123456789");
  if (end == std::string_view::npos || end + 1 == shown.size() || shown[end] != ' ') return "";
  const auto base = terms().find(shown.substr(0, end));
  return base == terms().end() ? "" : base->second;
}

std::string with_english(std::string_view shown, const Text& look, float room) {
  std::string text(shown);
  if (!both_terms() || shown.empty()) return text;
  const std::string english = english_of(shown);
  if (english.empty() || text.find(english) != std::string::npos) return text;
  const std::string both = text + " " + english;
  return text_width(both, look) <= room ? both : text;
}

}  // namespace app::ui
