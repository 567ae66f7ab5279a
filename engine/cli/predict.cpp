// glassnet-cli predict: trains a project quietly and applies it to samples that the user gives.
#include <fmt/format.h>

#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/cli/session.h"
#include "engine/formats/csv_reader.h"
#include "engine/formats/csv_table.h"
#include "engine/formats/limits.h"
#include "engine/train/other_size.h"

namespace cli {
namespace {

struct PredictOptions : SessionOptions {
  std::string input;
  std::vector<std::string> values;
  std::vector<int64_t> shape;  // empty: that of the data
};

using Sample = std::vector<engine::Scalar>;

// Lines of numbers, one for each input of the data. A first line of texts is a header and passed over.
engine::Status read_samples(engine::ByteSource& source, const engine::Dataset& set, size_t columns,
                            std::vector<Sample>& samples) {
  engine::CsvReader reader(source);
  const auto name = [&](size_t i) {
    return i < set.input_names.size() ? set.input_names[i] : fmt::format("x{}", i + 1);
  };
  for (bool first = true;; first = false) {
    const engine::Result<bool> more = reader.next();
    if (!more) return more.error();
    if (!*more) return {};
    const auto& fields = reader.fields();
    if (fields.size() != columns) {
      return engine::error_at(reader.where(std::min(fields.size(), columns)),
                              "The network takes {} numbers, but this line has {}.", columns, fields.size());
    }
    Sample sample;
    for (size_t i = 0; i < columns; ++i) {
      const engine::CsvNumber number = engine::parse_csv_number(fields[i]);
      if (number.kind == engine::CsvKind::number) {
        sample.push_back(static_cast<engine::Scalar>(number.value));
      } else if (!first || number.kind != engine::CsvKind::text || i > 0) {
        return engine::csv_refusal(number.kind, reader.where(i), fields[i], name(i));
      } else {
        break;  // the header
      }
    }
    if (sample.size() == columns) samples.push_back(std::move(sample));
  }
}

engine::Status gather(const PredictOptions& options, const engine::Dataset& set, size_t columns,
                      std::vector<Sample>& samples) {
  for (const std::string& line : options.values) {
    engine::ByteSource values(line, "--values");
    if (engine::Status status = read_samples(values, set, columns, samples); !status) return status;
  }
  if (options.input.empty()) return {};
  engine::Result<engine::ByteSource> file = engine::ByteSource::open(options.input, engine::limits::file_bytes.value);
  if (!file) return file.error();
  return read_samples(*file, set, columns, samples);
}

// One answer, or the list of those of all steps, pixels or numbers.
Json answers_json(const engine::PreparedData& data, const engine::Answers& answers, const engine::Scalar* output) {
  Json list = Json::array();
  for (int64_t e = 0; e < answers.elements; ++e) {
    const engine::Scalar* at = answers.element(output, e);
    list.push_back(answers.classes > 0 ? Json(data.class_name(answers.predicted(at))) : Json(answers.number(*at)));
  }
  return answers.elements == 1 ? list[0] : list;
}

void print_sample(const engine::PreparedData& data, engine::OtherSize& network, const Sample& sample, bool json) {
  const engine::ConstView output = network.forward(sample);
  const Json prediction = answers_json(data, network.answers(), output.data);
  if (json) {
    Json out{{"input", sample}, {"prediction", prediction}};
    if (network.answer_shape().rank() > 0) {
      Json& shape = out["shape"] = Json::array();
      for (int i = 0; i < network.answer_shape().rank(); ++i) shape.push_back(network.answer_shape()[i]);
    }
    out["outputs"] = output.span();
    fmt::print("{}\n", out.dump());
    return;
  }
  std::string text;
  const auto add = [&](const Json& one) {
    text += text.empty() ? "" : " ";
    text += one.is_string() ? one.get<std::string>() : fmt::format("{:.6g}", one.get<double>());
  };
  if (prediction.is_array()) {
    for (const Json& one : prediction) add(one);
  } else {
    add(prediction);
  }
  fmt::print("{:g},{}\n", fmt::join(sample, ","), text);
}

engine::Result<engine::Shape> wanted_shape(const PredictOptions& options, const engine::PreparedData& data) {
  const auto& sizes = options.shape;
  if (sizes.empty()) return data.raw.inputs.shape();
  switch (sizes.size()) {
    case 1: return engine::Shape{sizes[0]};
    case 2: return engine::Shape{sizes[0], sizes[1]};
    case 3: return engine::Shape{sizes[0], sizes[1], sizes[2]};
    default: return engine::error("--input-shape has at most three sizes: channels, height, width.");
  }
}

int predict(const PredictOptions& options) {
  std::optional<Session> session = open_session(options);
  if (!session) return kBadInput;
  engine::Trainer& trainer = *session->trainer;
  const engine::PreparedData& data = trainer.data();
  const engine::Result<engine::Shape> shape = wanted_shape(options, data);
  std::vector<Sample> samples;
  engine::Status status =
      shape ? gather(options, data.raw, static_cast<size_t>(shape->count()), samples) : engine::Status(shape.error());
  const bool derived = !(data.input_shape == data.raw.inputs.shape());  // by steps of the preparation
  const engine::Shape input = derived ? data.input_shape : status ? *shape : engine::Shape();
  // Before the training: what cannot be answered is said at once.
  if (status) {
    if (auto possible = engine::OtherSize::create(trainer, input); !possible) status = possible.error();
  }
  if (!status) {
    complain(status.error());
    return kBadInput;
  }
  if (!train(*session)) return kBadInput;
  engine::Result<engine::OtherSize> network = engine::OtherSize::create(trainer, input);
  const bool named = !options.json && static_cast<int64_t>(data.raw.input_names.size()) == shape->count();
  if (named) fmt::print("{},{}\n", fmt::join(data.raw.input_names, ","), "prediction");
  for (const Sample& sample : samples) print_sample(data, *network, sample, options.json);
  return kDone;
}

}  // namespace

void add_predict(CLI::App& app, int& exit) {
  CLI::App* command = app.add_subcommand("predict", "Train a project, then predict for samples of yours");
  auto options = std::make_shared<PredictOptions>();
  add_session_options(*command, *options);
  auto* input = command->add_option("--input", options->input, "CSV file with one sample a line")->type_name("FILE");
  auto* values = command->add_option("--values", options->values, "One sample: 1.5,-2. May be repeated");
  values->type_name("X,Y,...")->allow_extra_args(false);
  command
      ->add_option("--input-shape", options->shape,
                   "Size of the samples, where it is not that of the data: 3,48,64 (channels, height, width) or 40,2 "
                   "(steps, features)")
      ->type_name("SIZES")
      ->delimiter(',')
      ->check(CLI::Range(int64_t{1}, int64_t{1000000}));
  command->footer(
      "A sample has one number for each input of the data, before the steps of preparation; one that begins with\n"
      "a minus needs the form --values=-1,2. A project that holds no trained weights is trained first,\n"
      "exactly as run does.");
  command->callback([options, input, values, &exit] {
    if (input->empty() && values->empty()) throw CLI::RequiredError("--input or --values");
    exit = predict(*options);
  });
}

}  // namespace cli
