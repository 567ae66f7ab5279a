// Arrays of NumPy that are wrong, and archives of them.
#include "engine/formats/limits.h"
#include "tests/engine/data/hostile.h"

namespace {

using namespace hostile;
using namespace std::string_literals;
namespace limits = engine::limits;

TEST_F(Hostile, Arrays) {
  const auto array = [&](const std::string& bytes) { return refused("npy", "data.npy", bytes); };
  const auto header = [&](const std::string& text) { return array(npy(text, std::string(64, '\1'))); };
  EXPECT_EQ(array(""), "data.npy: This is neither an NPY array nor an NPZ archive.");
  EXPECT_EQ(array("\x93NUMPZ"), "data.npy:byte 0: The file ends too early: 8 bytes belong here, but 6 are left.");
  EXPECT_EQ(array("\x93NUMPY\x09\x01"), "data.npy:byte 0: Version 9 of the NPY format is not known; 1 to 3 are.");
  EXPECT_EQ(
      header("{'descr': '|O', 'fortran_order': False, 'shape': (8,)}"),
      "data.npy:byte 0: The array holds elements of the type \"|O\"; numbers are needed, such as float32 or uint8.");
  EXPECT_EQ(header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (8,)}"),
            "data.npy:byte 0: The array holds structures with several fields; numbers are needed.");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (8,)}"),
            "data.npy:byte 0: The header of the array is damaged before \"Maybe, 'shape': (8,)}\".");
  EXPECT_EQ(header("{'descr': '<f4', 'shape': (8,)}"),
            "data.npy:byte 0: The header of the array is damaged before \"\".");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000)}"),
            "data.npy:byte 0: The array (1000000, 1000000) is too large to keep; at most 1073741824 numbers fit.");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,2)}"),
            "data.npy:byte 0: The array has more than 6 axes.");
  EXPECT_EQ(array(npy_bytes("(1000000, 1000)", "abc")),
            "data.npy: The array (1000000, 1000) of \"data\" needs 1000000000 bytes, but only 3 are there.");
  EXPECT_EQ(array(npy_bytes("(0, 4)", "")), "data.npy: The array \"data\" is empty: (0, 4).");
  EXPECT_EQ(array(npy_bytes("()", "a")), "data.npy: \"data\" is a single number, no array of samples.");
  const std::string nan("\0\0\x80\x3F\0\0\xC0\x7F\0\0\x80\x3F\0\0\x80\x3F", 16);
  EXPECT_TRUE(array(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", nan))
                  .ends_with("The element [0, 1] of \"data\" is not finite or too large."));
  EXPECT_EQ(array("\x93NUMPY\2"s + "\0"s + "\0\0\2\0"s),
            "data.npy:byte 0: The header of the array has 131072 bytes; at most 65536 are read.");
}

TEST_F(Hostile, Archives) {
  const std::string x = npy_bytes("(2, 3)", "abcdef"), y = npy_bytes("(2,)", std::string("\0\1", 2));
  const auto archive = [&](const std::vector<Entry>& entries) { return refused("npy", "data.npz", zip(entries)); };
  EXPECT_EQ(archive({{"x.npy", x}, {"y.npy", y, false}}), "(accepted)");
  EXPECT_EQ(archive({{"x.npy", x}}).substr(0, 9), "(accepted") << "the last column";
  EXPECT_EQ(refused("npy", "data.npz", zip({{"x.npy", x}}).substr(0, 60)),
            "data.npz: The archive has no directory. It is cut off, or no ZIP.");
  EXPECT_EQ(archive({{"x.txt", x}}), "data.npz: There is no array in the archive.");
  EXPECT_EQ(archive({{"x.npy", x}, {"z.npy", y}}),
            "data.npz: Name the array that holds the targets; the arrays are x, z.");
  EXPECT_TRUE(archive({{"x.npy", x, true, 0, 1}}).ends_with("\"x.npy\" is encrypted."));
  EXPECT_TRUE(archive({{"x.npy", x, true, 0, 0, 9}}).ends_with("\"x.npy\" is packed in a way that is not known (9)."));
  EXPECT_TRUE(archive({{"x.npy", x, true, 90000}}).ends_with("\"x.npy\" ends too early."));
  EXPECT_TRUE(archive({{"x.npy", x, false, 90000}}).find("has two sizes") != std::string::npos);
  std::string wrong = zip({{"x.npy", x, false}});
  wrong[wrong.find("abcdef")] = 'z';
  EXPECT_TRUE(refused("npy", "data.npz", wrong).ends_with("\"x.npy\" is damaged: its checksum is wrong."));
  const std::string zeros = npy_bytes("(50000, 1000)", std::string(50000000, '\0'));
  EXPECT_TRUE(archive({{"x.npy", zeros}}).find("grows to more than 200 times") != std::string::npos);
  EXPECT_TRUE(archive({{"x.npy", zeros, true, 1000}}).find("data.npz") != std::string::npos)
      << "it lies about its size";
  EXPECT_EQ(archive({{"x.npy", x}, {"y.npy", npy_bytes("(3,)", "abc")}}),
            "data.npz: There are 2 samples, but 3 targets.");
}

TEST_F(Hostile, ArchivesOfManyArrays) {
  const std::string x = npy_bytes("(2, 3)", "abcdef");
  std::vector<Entry> entries(static_cast<size_t>(limits::zip_entries.value), {"x.npy", x, false});
  EXPECT_EQ(refused("npy", "data.npz", zip(entries), {{"inputs", "x"s}, {"targets", "x"s}, {"task", "regress"s}}),
            "(accepted)");
  entries.push_back(entries[0]);
  EXPECT_EQ(refused("npy", "data.npz", zip(entries)),
            "data.npz: The archive holds 10001 files; at most 10000 are read.");
}

}  // namespace
