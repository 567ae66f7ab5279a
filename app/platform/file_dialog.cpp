#include "app/platform/file_dialog.h"

#include <cstdlib>
#include <filesystem>

#if !defined(_WIN32)
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
extern char** environ;
#endif

namespace app::platform {

std::vector<std::string> file_dialog_command(const std::string& program, const FileQuestion& question) {
  std::string patterns;
  for (const std::string& pattern : question.patterns) patterns += (patterns.empty() ? "" : " ") + pattern;
  if (std::filesystem::path(program).filename() == "kdialog") {
    std::vector<std::string> command = {program, "--title", question.title,
                                        question.save ? "--getsavefilename" : "--getopenfilename",
                                        question.start.empty() ? "." : question.start};
    if (!patterns.empty()) command.push_back(patterns);
    return command;
  }
  std::vector<std::string> command = {program, "--file-selection", "--title=" + question.title};
  if (question.save) command.insert(command.end(), {"--save", "--confirm-overwrite"});
  if (!question.start.empty()) command.push_back("--filename=" + question.start);
  if (!patterns.empty()) command.push_back("--file-filter=" + patterns);
  return command;
}

#if defined(_WIN32)

struct FileDialog::Process {};
FileDialog::FileDialog() = default;
FileDialog::~FileDialog() = default;
bool FileDialog::available() { return false; }
bool FileDialog::ask(const FileQuestion&) { return false; }
bool FileDialog::open() const { return false; }
std::optional<std::string> FileDialog::poll() { return std::nullopt; }

#else

namespace {

// The program's path, "" when it is not installed.
std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string rest = path ? path : "";
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    const std::string candidate = rest.substr(0, colon) + "/" + name;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
  }
  return {};
}

std::string dialog_program() {
  const char* desktop = std::getenv("XDG_CURRENT_DESKTOP");
  const bool kde = desktop && std::string(desktop).find("KDE") != std::string::npos;
  for (const char* name : {kde ? "kdialog" : "zenity", kde ? "zenity" : "kdialog"}) {
    if (const std::string found = find_program(name); !found.empty()) return found;
  }
  return {};
}

}  // namespace

struct FileDialog::Process {
  pid_t pid = -1;
  int answers = -1;
  std::string text;

  ~Process() {
    if (answers >= 0) close(answers);
    if (pid > 0) {
      kill(pid, SIGTERM);
      waitpid(pid, nullptr, 0);
    }
  }
};

FileDialog::FileDialog() = default;
FileDialog::~FileDialog() = default;

bool FileDialog::available() {
  static const bool found = !dialog_program().empty();
  return found;
}

bool FileDialog::ask(const FileQuestion& question) {
  process_.reset();
  const std::string program = dialog_program();
  if (program.empty()) return false;
  std::vector<std::string> words = file_dialog_command(program, question);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  int ends[2];
  if (pipe(ends) != 0) return false;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  auto process = std::make_unique<Process>();
  const int error = posix_spawn(&process->pid, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  process->answers = ends[0];
  if (error != 0) {
    process->pid = -1;
    return false;
  }
  process_ = std::move(process);
  return true;
}

bool FileDialog::open() const { return process_ != nullptr; }

std::optional<std::string> FileDialog::poll() {
  if (!process_) return std::nullopt;
  const auto read_more = [this] {
    char buffer[4096];
    for (ssize_t n; (n = read(process_->answers, buffer, sizeof buffer)) > 0;) {
      process_->text.append(buffer, static_cast<std::size_t>(n));
    }
  };
  read_more();
  int status = 0;
  if (waitpid(process_->pid, &status, WNOHANG) == 0) return std::nullopt;
  process_->pid = -1;
  read_more();
  std::string answer = WIFEXITED(status) && WEXITSTATUS(status) == 0 ? process_->text : std::string();
  process_.reset();
  while (!answer.empty() && (answer.back() == '\n' || answer.back() == '\r')) answer.pop_back();
  return answer;
}

#endif

}  // namespace app::platform
