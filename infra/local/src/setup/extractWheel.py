"""Extracts the members of a wheel whose names start with one of the given prefixes: extractWheel.py WHEEL FOLDER PREFIX..."""

import os
import sys
import zipfile

wheel, folder, *prefixes = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    members = [member for member in archive.infolist() if member.filename.startswith(tuple(prefixes))]
    if not members:
        sys.exit(f"{wheel} holds nothing that starts with {' or '.join(prefixes)}")
    for member in members:
        path = archive.extract(member, folder)
        # zipfile forgets the mode, and CUDA's assembler ptxas must stay a program.
        mode = member.external_attr >> 16
        if mode & 0o111:
            os.chmod(path, 0o755)
