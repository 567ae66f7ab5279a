// The repair of the error that is shown, found once and kept until the network changes.
#pragma once

#include <optional>
#include <string>

#include "app/panels/panel.h"
#include "app/workbench/repair.h"

namespace app::network {

class Mender {
 public:
  void update(const View& view);

  // What stops training: a fault of the network as edited, or what the trainer said. Null: nothing.
  const engine::Error* error() const { return error_ ? &*error_ : nullptr; }
  // What mends it, if something does.
  const Repair* repair() const { return repair_ ? &*repair_ : nullptr; }
  // The repair, where it is the node's.
  const Repair* repair_of(const std::string& node) const {
    return error_ && error_->where == node ? repair() : nullptr;
  }

 private:
  std::optional<engine::Error> error_;
  std::optional<Repair> repair_;
  engine::NetworkSpec of_;
  int64_t classes_ = -2;
};

}  // namespace app::network
