// A project file: it is refused with its name and a sentence, or what was read is written and read again as the same;
// one of its sets made by hand then makes data in order.
#include "engine/data/prepare.h"
#include "engine/io/project_file.h"
#include "tests/fuzz/targets.h"

void fuzz::project(std::string_view bytes) {
  const char* const by_hand[] = {"points", "drawings", "sentences", "table"};
  Choices choose(bytes);
  const engine::DatasetType* type = engine::datasets().find(by_hand[choose.next(4)]);
  const auto project = engine::parse_project(bytes, "data.json");
  if (!project) {
    expect(project.error().where.starts_with("data.json"), "an error names its file");
    expect(!project.error().describe().empty(), "an error has a sentence");
    return;
  }
  const engine::Experiment& e = project->experiment;
  const auto text = engine::project_text(e, project->document);
  expect(text.ok(), "what was read can be written");
  const auto again = engine::parse_project(*text, "data.json");
  expect(again.ok(), "what was written can be read");
  expect(again->experiment == e, "it is the same");
  const auto params = engine::resolve(type->params, e.data.source.params);
  const auto set = type->make({params ? *params : engine::defaults(type->params), 0, 0, 0, e.data.hand});
  if (set) {
    if (set->rows() > 0) check(set);
    return;
  }
  expect(!set.error().describe().empty(), "an error has a sentence");
}
