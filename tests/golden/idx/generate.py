"""Writes small IDX files with Python's struct and gzip, for tests/engine/data/idx_test.cpp. Run by hand, in this folder.

Pixel (item, row, column) of train-images is (40 item + 7 row + column) mod 256; label i is (3 i) mod 5.
"""
import gzip
import struct

ITEMS, HEIGHT, WIDTH = 6, 3, 5


def images():
    pixels = [(40 * i + 7 * r + c) % 256 for i in range(ITEMS) for r in range(HEIGHT) for c in range(WIDTH)]
    return struct.pack(">HBBIII", 0, 8, 3, ITEMS, HEIGHT, WIDTH) + bytes(pixels)


def labels():
    return struct.pack(">HBBI", 0, 8, 1, ITEMS) + bytes((3 * i) % 5 for i in range(ITEMS))


def colour():
    pixels = [(100 * i + 50 * ch + 10 * r + c) % 256
              for i in range(2) for ch in range(3) for r in range(2) for c in range(2)]
    return struct.pack(">HBBIIII", 0, 8, 4, 2, 3, 2, 2) + bytes(pixels)


def write(name, data, packed=False):
    with open(name, "wb") as out:
        out.write(gzip.compress(data, mtime=0) if packed else data)


write("train-images-idx3-ubyte", images())
write("train-labels-idx1-ubyte", labels())
write("t10k-images-idx3-ubyte.gz", images(), packed=True)
write("t10k-labels-idx1-ubyte.gz", labels(), packed=True)
write("colour-images", colour())
