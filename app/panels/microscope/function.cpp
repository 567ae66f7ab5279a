#include "app/panels/microscope/function.h"

#include "app/ui/i18n.h"

namespace app {

OwnFunction own_function(const Opened& o) {
  const engine::ParamSpec* spec = engine::activation_param(o.type());
  if (!spec) return {};
  const auto chosen = o.info.params.find(spec->key);
  const auto* id = chosen == o.info.params.end() ? nullptr : std::get_if<std::string>(&chosen->second);
  OwnFunction f{id ? engine::activations().find(*id) : nullptr, 0};
  if (!f.type || f.type->params.empty()) return f;
  const auto number = o.info.params.find(f.type->params[0].key);
  const auto* value = number == o.info.params.end() ? nullptr : std::get_if<double>(&number->second);
  if (value) f.a = static_cast<engine::Scalar>(*value);
  return f;
}

double OwnFunction::operator()(double z) const {
  if (!single()) return z;
  const engine::Scalar in[1] = {static_cast<engine::Scalar>(z)};
  engine::Scalar out[1] = {};
  type->forward(in, out, 1, 1, a);
  return static_cast<double>(out[0]);
}

std::string OwnFunction::name() const { return type ? ui::tr(type->title) : std::string(); }

}  // namespace app
