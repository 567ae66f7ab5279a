// glassnet-cli limits: what a file may have at most before it is refused.
#include <fmt/format.h>

#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/formats/limits.h"

namespace cli {
namespace {

void print_limits(bool json) {
  Json all = Json::array();
  for (const engine::Limit* limit : engine::limits::table) {
    if (!json) {
      fmt::print("{:<18} {:>10} {:<8} {}\n", limit->id, limit->value, limit->unit, limit->what);
      continue;
    }
    all.push_back({{"id", limit->id}, {"value", limit->value}, {"unit", limit->unit}, {"what", limit->what}});
  }
  if (json) fmt::print("{}\n", all.dump(1));
}

}  // namespace

void add_limits(CLI::App& app, int& exit) {
  CLI::App* command = app.add_subcommand("limits", "List what a file may have at most before it is refused");
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "Print one JSON array");
  command->callback([json, &exit] {
    print_limits(*json);
    exit = kDone;
  });
}

}  // namespace cli
