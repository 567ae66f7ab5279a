// A panel asks for a file; whoever shows the dialog answers. One request at a time.
#pragma once

#include <string>
#include <vector>

namespace app::ui {

struct FileRequest {
  std::string owner{};                    // who asked, such as "data.path"; empty: nobody
  std::string title{};                    // over the dialog, translated
  std::vector<std::string> extensions{};  // ".csv"; "": names without one; none at all: every file
  bool folder = false;                    // a folder is an answer too
  bool save = false;                      // something new is written: it need not exist
  std::string name{};                     // of it, as it is proposed
  std::string start{};                    // a file or folder to start at; empty: where the last dialog was
  std::string path{};                     // the answer
  bool answered = false;                  // whoever asked takes the path and clears the request
};

FileRequest& file_request();

// Files with these extensions that are dropped on the window go to `owner` (see take_file) and are not opened: to be
// called in every frame in which a panel wants them.
void want_dropped_files(const std::string& owner, const std::string& extensions);
// True when a panel took it.
bool give_dropped_file(const std::string& path);

// Whether a file is of a kind in ".png .jpg", whatever the case of its letters.
bool has_extension(const std::string& path, const std::string& extensions);

// The answer to `owner`, once; empty while there is none.
std::string take_file(const std::string& owner);

}  // namespace app::ui
