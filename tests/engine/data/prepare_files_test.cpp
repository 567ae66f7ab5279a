// Sets from disk go through preparation like all others: split, standardised, in the shapes that a network takes.
#include "engine/data/prepare.h"
#include "tests/engine/data/loading.h"

namespace {

using namespace loading;
using namespace std::string_literals;

std::shared_ptr<const engine::PreparedData> prepared(const std::string& id, const Params& params) {
  engine::DataSpec spec;
  spec.source = {id, params};
  spec.train = 0.5;
  spec.validation = 0.5;
  auto data = engine::prepare(spec);
  EXPECT_TRUE(data.ok()) << id << ": " << data.error().describe();
  return data.ok() ? *data : nullptr;
}

TEST(PrepareFiles, EverySourceFromDisk) {
  const std::pair<std::string, Params> sources[] = {
      {"csv", {{"path", golden("tables/excel.csv")}}},
      {"cifar", {{"path", golden("cifar/ten")}}},
      {"npy", {{"path", golden("arrays/stored.npz")}}},
      {"npy", {{"path", golden("arrays/named.npz")}, {"targets", "second"s}}},
      {"npy", {{"path", golden("arrays/steps.npz")}}},
      {"image_folder", {{"path", golden("pictures")}}},
      {"text", {{"path", golden("texts/utf8.jsonl")}}},
      {"text", {{"path", golden("texts/story.txt")}, {"steps", int64_t{5}}, {"stride", int64_t{5}}}},
      {"text", {{"path", golden("texts/utf8.jsonl")}, {"task", "next"s}}},
  };
  for (const auto& [id, params] : sources) {
    SCOPED_TRACE(id + " " + std::get<std::string>(params.at("path")));
    const auto data = prepared(id, params);
    ASSERT_TRUE(data);
    const engine::DatasetType& type = *engine::datasets().find(id);
    const engine::Shape sample = engine::known_sample_shape(type, params);
    EXPECT_TRUE(sample.rank() == 0 || data->input_shape == sample);
    EXPECT_TRUE(!type.target_shape || data->target_shape == engine::known_target_shape(type, params));
    EXPECT_GT(data->count(engine::Split::train), 0);
    EXPECT_GT(data->count(engine::Split::validation), 0);
    EXPECT_EQ(data->tokens(), type.kind == engine::SampleKind::tokens);
  }
}

}  // namespace
