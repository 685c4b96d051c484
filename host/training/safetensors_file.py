"""Reading and writing safetensors files: 8 bytes of header length, a JSON header, then the tensors' bytes."""
import json
import struct
from pathlib import Path

import numpy as np

TYPES = {"I8": np.dtype("<i1"), "I32": np.dtype("<i4")}


def write(path: Path, tensors: dict[str, np.ndarray], metadata: dict[str, str]) -> None:
    """Writes int8 and int32 tensors in the given order, except that wider types come first, so that all are aligned."""
    names = {dtype: name for name, dtype in TYPES.items()}
    ordered = sorted(tensors.items(), key=lambda item: -item[1].dtype.itemsize)
    header: dict[str, object] = {"__metadata__": metadata}
    content = b""
    for name, tensor in ordered:
        start = len(content)
        content += np.ascontiguousarray(tensor).tobytes()
        header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [start, len(content)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + content)


def read(path: Path) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Returns the tensors by name, and the metadata."""
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(content[start:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata
