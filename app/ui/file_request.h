// A panel asks for a file; whoever shows the dialog answers. One request at a time.
#pragma once

#include <string>

namespace app::ui {

struct FileRequest {
  std::string owner{};      // who asked, such as "data.path"; empty: nobody
  std::string title{};      // over the dialog, translated
  std::string extension{};  // ".csv"
  std::string start{};      // a file or folder to start at; empty: where the last dialog was
  std::string path{};       // the answer
  bool answered = false;    // whoever asked takes the path and clears the request
};

FileRequest& file_request();

// The answer to `owner`, once; empty while there is none.
std::string take_file(const std::string& owner);

}  // namespace app::ui
