"""Writes the list of TensorFlow's operations, as the library itself gives it (an OpList message), to a file.

    python3 opList.py <libtensorflow_cc.so.2> <file>
"""
import ctypes
import sys


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t), ("free", ctypes.c_void_p)]


library = ctypes.CDLL(sys.argv[1])
library.TF_GetAllOpList.restype = ctypes.POINTER(Buffer)
found = library.TF_GetAllOpList().contents
with open(sys.argv[2], "wb") as file:
    file.write(ctypes.string_at(found.data, found.length))
