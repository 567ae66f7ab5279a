#include "app/ui/shown_sample.h"

namespace app::ui {

ShownSample& shown_sample() {
  static ShownSample sample;
  return sample;
}

}  // namespace app::ui
