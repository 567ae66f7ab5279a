// glassnet-cli predict: trains a project quietly and applies it to samples that the user gives.
#include <fmt/format.h>

#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/cli/session.h"
#include "engine/data/csv_reader.h"
#include "engine/data/csv_table.h"
#include "engine/data/limits.h"

namespace cli {
namespace {

struct PredictOptions : SessionOptions {
  std::string input;
  std::vector<std::string> values;
};

using Sample = std::vector<engine::Scalar>;

// Lines of numbers, one for each input of the data. A first line of texts is a header and passed over.
engine::Status read_samples(engine::ByteSource& source, const engine::Dataset& set, std::vector<Sample>& samples) {
  engine::CsvReader reader(source);
  const auto columns = static_cast<size_t>(set.inputs.columns());
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
        return engine::csv_refusal(number.kind, reader.where(i), fields[i], set.input_names[i]);
      } else {
        break;  // the header
      }
    }
    if (sample.size() == columns) samples.push_back(std::move(sample));
  }
}

engine::Status gather(const PredictOptions& options, const engine::Dataset& set, std::vector<Sample>& samples) {
  for (const std::string& line : options.values) {
    engine::ByteSource values(line, "--values");
    if (engine::Status status = read_samples(values, set, samples); !status) return status;
  }
  if (options.input.empty()) return {};
  engine::Result<engine::ByteSource> file = engine::ByteSource::open(options.input, engine::limits::file_bytes.value);
  if (!file) return file.error();
  return read_samples(*file, set, samples);
}

void print_sample(engine::Trainer& trainer, const Sample& sample, bool json) {
  const engine::PreparedData& data = trainer.data();
  Sample features(static_cast<size_t>(data.input_shape.count()));
  data.transform(sample.data(), features.data());
  const engine::ConstView row{features.data(), 1, data.input_shape};
  std::vector<double> answer;
  trainer.predict(row, answer);
  const engine::ConstView output = trainer.probe(row);
  const bool classes = data.raw.classes > 0;
  const std::string name =
      classes ? data.class_name(static_cast<int64_t>(answer[0])) : fmt::format("{:.6g}", answer[0]);
  if (!json) {
    fmt::print("{:g},{}\n", fmt::join(sample, ","), name);
    return;
  }
  Json out{{"input", sample}};
  out["prediction"] = classes ? Json(name) : Json(answer[0]);
  out["outputs"] = output.span();
  fmt::print("{}\n", out.dump());
}

int predict(const PredictOptions& options) {
  std::optional<Session> session = open_session(options);
  if (!session) return kBadInput;
  engine::Trainer& trainer = *session->trainer;
  std::vector<Sample> samples;
  if (engine::Status status = gather(options, trainer.data().raw, samples); !status) {
    complain(status.error());
    return kBadInput;
  }
  if (!train(*session)) return kBadInput;
  if (!options.json) fmt::print("{},{}\n", fmt::join(trainer.data().raw.input_names, ","), "prediction");
  for (const Sample& sample : samples) print_sample(trainer, sample, options.json);
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
  command->footer(
      "A sample has one number for each input of the data, before features and standardisation; one that begins with\n"
      "a minus needs the form --values=-1,2. A project file holds no weights: the project is trained first, exactly\n"
      "as run does.");
  command->callback([options, input, values, &exit] {
    if (input->empty() && values->empty()) throw CLI::RequiredError("--input or --values");
    exit = predict(*options);
  });
}

}  // namespace cli
