// The desktop's own file dialog where one can be had: zenity or kdialog, run beside the program. Links no toolkit.
// Where there is none, the program draws its own.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app::platform {

struct FileQuestion {
  bool save = false;
  std::string title;
  std::string start;                  // a folder or a suggested file
  std::vector<std::string> patterns;  // "*.json"
};

class FileDialog {
 public:
  FileDialog();
  ~FileDialog();  // closes a dialog that is still open

  static bool available();
  // False when none could be started. A second question replaces the first.
  bool ask(const FileQuestion& question);
  bool open() const;
  // Once a frame: the answer when it has come, "" when the user cancelled. Never waits.
  std::optional<std::string> poll();

 private:
  struct Process;
  std::unique_ptr<Process> process_;
};

// The command that asks the question, for zenity or kdialog.
std::vector<std::string> file_dialog_command(const std::string& program, const FileQuestion& question);

}  // namespace app::platform
