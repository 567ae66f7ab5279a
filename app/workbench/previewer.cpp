#include "app/workbench/previewer.h"

#include <algorithm>
#include <chrono>

namespace app {

using engine::Term;

engine::Result<engine::DataPreview> preview_of(const Term& source, const engine::Progress& progress) {
  const engine::DatasetType* type = engine::datasets().find(source.type);
  if (!type || !type->file) return engine::error("There is no source of data \"{}\".", source.type);
  const engine::Result<engine::Params> params = engine::resolve(type->params, source.params);
  if (!params) return params.error();
  static const engine::HandMade nothing;
  return type->file->preview({*params, 0, 0, 1, nothing, progress});
}

Previewer::~Previewer() {
  if (!thread_.joinable()) return;
  questions_.post({.last = true});
  thread_.join();
}

uint64_t Previewer::post(Question question) {
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  question.number = ++asked_;
  questions_.post(std::move(question));
  return asked_;
}

uint64_t Previewer::ask(std::string path, std::string source) {
  return post({.path = std::move(path), .source = {std::move(source), {}}});
}

uint64_t Previewer::ask(Term source) { return post({.source = std::move(source)}); }

std::optional<PreviewAnswer> Previewer::take() {
  if (!answers_.take(taken_)) return std::nullopt;
  PreviewAnswer newest = std::move(taken_.back());
  if (newest.number != asked_) return std::nullopt;
  return newest;
}

void Previewer::look(const Term& source, PreviewAnswer& answer) {
  answer.source = source;
  auto preview = preview_of(source, [this](double) { return !questions_.waiting(); });
  if (preview) {
    answer.preview = std::move(*preview);
  } else {
    answer.error = preview.error();
  }
}

PreviewAnswer Previewer::answer(const Question& question) {
  PreviewAnswer answer;
  answer.number = question.number;
  if (question.path.empty()) {
    look(question.source, answer);
    return answer;
  }
  auto found = engine::recognise(question.path);
  if (!found) {
    answer.error = found.error();
    return answer;
  }
  answer.found = std::move(*found);
  const auto wanted = [&](const engine::Recognised& r) { return r.type->id == question.source.type; };
  auto chosen = std::ranges::find_if(answer.found, wanted);
  if (chosen == answer.found.end()) chosen = answer.found.begin();
  look({chosen->type->id, chosen->params}, answer);
  return answer;
}

void Previewer::run() {
  std::vector<Question> questions;
  while (true) {
    if (!questions_.wait(questions, std::chrono::seconds(3600))) continue;
    if (questions.back().last) return;
    answers_.post(answer(questions.back()));
  }
}

}  // namespace app
